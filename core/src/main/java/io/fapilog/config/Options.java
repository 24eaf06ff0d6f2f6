package io.fapilog.config;

import io.fapilog.ConfigurationException;
import io.fapilog.SinkSetting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The named values of one sink, or of the process. Reading a name checks its value; {@link #finish} then reports all
 * violations at once, unknown names included. Names are in snake case; kebab case is equal. A value that violates its
 * rule is read as the default. What has been read can be {@linkplain #settings shown}. Not thread-safe.
 */
public final class Options {
    /**
     * A name with its value as configured. The text form hides the value.
     *
     * @param name the name
     * @param values the value; several for a literal list
     * @param literal whether the value is used as it is; otherwise {@code env:NAME} and {@code file:/path} are
     *     references, and a list is separated by commas
     */
    public record Entry(String name, List<String> values, boolean literal) {
        /** A value from a configuration text. */
        public Entry(String name, String value) {
            this(name, List.of(value), false);
        }

        /** A value from code, which is used as it is. */
        public static Entry literal(String name, String... values) {
            return new Entry(name, List.of(values), true);
        }

        private String text() {
            return String.join(",", values);
        }

        @Override
        public String toString() {
            return shown(name) + "=***";
        }
    }

    /** What a message may contain; anything else may be part of a secret whose special characters were not encoded. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z][a-z_-]*(\\.[A-Za-z_-]+)?");

    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9_.,+*! -]{0,32}");

    private static final Pattern USER_INFO = Pattern.compile("//.*@", Pattern.DOTALL);
    private static final String NONE = "none";

    private final String subject;
    private final UnaryOperator<String> shownAs;
    private final Map<String, Entry> values = new LinkedHashMap<>();
    private final List<String> violations;
    private final Set<String> known = new TreeSet<>();
    private final Map<String, SinkSetting> settings = new TreeMap<>();

    /**
     * Holds {@code entries} for reading.
     *
     * @param subject the owner of the options; every violation begins with it
     */
    public Options(String subject, List<Entry> entries) {
        this(subject, entries, new ArrayList<>(), UnaryOperator.identity());
    }

    /**
     * Holds {@code entries} for reading.
     *
     * @param subject the owner of the options; empty for none
     * @param violations collects the violations
     * @param shownAs the name of an option in messages
     */
    Options(String subject, List<Entry> entries, List<String> violations, UnaryOperator<String> shownAs) {
        this.subject = subject;
        this.violations = violations;
        this.shownAs = shownAs;
        for (Entry entry : entries) {
            if (values.putIfAbsent(normal(entry.name()), entry) != null) {
                reject(shown(entry.name()) + " is given more than once; keep one");
            }
        }
    }

    /** The options of the process, whose names messages show as {@code shownAs} returns them. */
    public static Options ofProcess(List<Entry> entries, UnaryOperator<String> shownAs) {
        return new Options("", entries, new ArrayList<>(), shownAs);
    }

    /**
     * A text, or null when the name is absent. {@code env:NAME} and {@code file:/path} are resolved. It is shown, apart
     * from the user info of an address.
     */
    public @Nullable String text(String name) {
        Entry entry = take(name);
        String text =
                entry == null ? null : secretOf(shownAs.apply(name), entry).value();
        show(name, text == null ? NONE : USER_INFO.matcher(text).replaceAll("//***@"));
        return text;
    }

    /** A value, {@code byDefault} when the name is absent. Its form is as in {@link #text(String)}. */
    public String text(String name, String byDefault) {
        if (has(name)) {
            return String.valueOf(text(name));
        }
        show(name, byDefault);
        return byDefault;
    }

    /** A value that messages must not contain and that may change later, or null when the name is absent. */
    public @Nullable Secret secret(String name) {
        Entry entry = take(name);
        show(name, entry == null ? NONE : Secret.HIDDEN);
        return entry == null ? null : secretOf(shownAs.apply(name), entry);
    }

    /**
     * Resolves {@code value}, which messages call {@code name}; empty text, and a violation, if that is not possible.
     */
    public Secret secretOf(String name, String value) {
        return secretOf(name, new Entry(name, value));
    }

    /** A number from {@code least} to {@code most}. */
    public int count(String name, int byDefault, int least, int most) {
        String range = least + " to " + most;
        String kind = "a whole number; use " + range;
        long count = ranged(name, (long) byDefault, Long::valueOf, (long) least, (long) most, kind, range);
        show(name, Long.toString(count));
        return Math.toIntExact(count);
    }

    /** A number of bytes: {@code 1048576}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB}. */
    public long size(String name, long byDefault, long least, long most) {
        String range = Quantities.show(least) + " to " + Quantities.show(most);
        String kind = "a size; write 1048576, 64KiB or 1MiB";
        long size = ranged(name, byDefault, Quantities::bytes, least, most, kind, range);
        show(name, Quantities.show(size));
        return size;
    }

    /** A number from 0 to 1. */
    public double share(String name, double byDefault) {
        double share = ranged(name, byDefault, Double::valueOf, 0.0, 1.0, "a number; write 0.1", "0 to 1");
        show(name, Double.toString(share));
        return share;
    }

    /** {@code true}, {@code on}, {@code yes} and {@code 1}, or {@code false}, {@code off}, {@code no} and {@code 0}. */
    public boolean flag(String name, boolean byDefault) {
        return choice(name, byDefault ? Switch.TRUE : Switch.FALSE).isOn();
    }

    /** A duration: {@code 2} (seconds), {@code 2s}, {@code 500ms}, {@code 5m}, {@code 1h}, {@code 6d}. */
    public Duration duration(String name, Duration byDefault, Duration least, Duration most) {
        String range = Quantities.show(least) + " to " + Quantities.show(most);
        String mend = "a duration; write 2s, 500ms, 5m, 1h or 6d";
        Duration duration = ranged(name, byDefault, Quantities::duration, least, most, mend, range);
        show(name, Quantities.exact(duration));
        return duration;
    }

    /** One of the constants of an enum, in snake or kebab case. */
    public <E extends Enum<E>> E choice(String name, E byDefault) {
        E choice = chosen(name, byDefault);
        show(name, choice.name().toLowerCase(Locale.ROOT));
        return choice;
    }

    private <E extends Enum<E>> E chosen(String name, E byDefault) {
        Entry entry = take(name);
        if (entry == null) {
            return byDefault;
        }
        String value = Switch.word(normal(entry.text()), byDefault);
        List<String> names = new ArrayList<>();
        for (E constant : byDefault.getDeclaringClass().getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value)) {
                return constant;
            }
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        String near = Spelling.nearest(value.toLowerCase(Locale.ROOT), names);
        reject(given(name, entry) + " is unknown; " + (near == null ? "use " : "did you mean " + near + "? Use ")
                + String.join(", ", names) + mendOfQuotes(entry.text()));
        return byDefault;
    }

    /** A list; empty when the value is empty or {@code none}. */
    public List<String> list(String name, List<String> byDefault) {
        List<String> list = listed(name, byDefault);
        show(name, list.isEmpty() ? NONE : String.join(",", list));
        return list;
    }

    private List<String> listed(String name, List<String> byDefault) {
        Entry entry = take(name);
        if (entry == null) {
            return byDefault;
        }
        if (entry.literal()) {
            return entry.values();
        }
        return entry.text().equals("none")
                ? List.of()
                : Arrays.stream(entry.text().split(","))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .toList();
    }

    /**
     * All values whose name begins with {@code prefix} and a dot, by the rest of the name, in order. A reference that
     * cannot be resolved is a violation and absent here. They are not shown, unless the caller does.
     */
    public Map<String, Secret> prefixed(String prefix) {
        known.add(prefix + ".NAME");
        Map<String, Secret> found = new LinkedHashMap<>();
        values.forEach((name, entry) -> {
            if (name.startsWith(prefix + ".")) {
                resolve(name, entry).ifPresent(secret -> found.put(name.substring(prefix.length() + 1), secret));
            }
        });
        return found;
    }

    /** Whether a name that begins with {@code prefix} and a dot has been given. */
    public boolean hasPrefixed(String prefix) {
        return values.keySet().stream().anyMatch(name -> name.startsWith(prefix + "."));
    }

    /** Resolves {@code value}, which messages call {@code name}; empty, and a violation, if that is not possible. */
    public Optional<Secret> resolve(String name, String value) {
        return resolve(name, new Entry(name, value));
    }

    /** Whether {@code name} has been given. */
    public boolean has(String name) {
        known.add(name);
        return values.containsKey(name);
    }

    /** The names that have been read, with {@code NAME} for what follows a dot. */
    public Set<String> names() {
        return Set.copyOf(known);
    }

    /** What has been read, sorted by name, with the values in force. */
    public List<SinkSetting> settings() {
        return List.copyOf(settings.values());
    }

    /** Shows {@code value}, which must be no secret, as the value in force of {@code name}. */
    public void show(String name, String value, boolean given) {
        settings.put(name, new SinkSetting(name, value, given));
    }

    /** Shows that the secret {@code name} is given. */
    public void showSecret(String name) {
        show(name, Secret.HIDDEN, true);
    }

    /** Shows {@code value}, which must be no secret, as the value in force of {@code name}. */
    void show(String name, String value) {
        show(name, value, values.containsKey(name));
    }

    /** The candidate that {@code word} was probably meant to be; null when none is similar. */
    public static @Nullable String nearest(String word, Iterable<String> candidates) {
        return Spelling.nearest(word, candidates);
    }

    /** The mend of a value in quotes, for the end of a violation; empty for any other value. */
    public static String mendOfQuotes(String value) {
        int last = value.length() - 1;
        boolean quoted = last > 0 && value.charAt(0) == value.charAt(last) && "\"'".indexOf(value.charAt(0)) >= 0;
        return quoted ? "; leave out the quotes around the value, which docker --env-file keeps" : "";
    }

    /** {@code value} as a violation may quote it: anything unusual may be part of a secret. */
    static String quoted(String value) {
        return PLAIN_VALUE.matcher(value).matches() ? value : "(not shown)";
    }

    /** Adds a violation: what is wrong, and how to mend it. */
    public void reject(String violation) {
        violations.add(subject.isEmpty() ? violation : subject + ": " + violation);
    }

    /**
     * Ends the reading.
     *
     * @throws ConfigurationException listing all violations, if there are any
     */
    public void finish() {
        for (String name : values.keySet()) {
            if (!known.contains(name) && !known.contains(form(name))) {
                rejectUnknown(name);
            }
        }
        if (!violations.isEmpty()) {
            throw new ConfigurationException(violations);
        }
    }

    private void rejectUnknown(String name) {
        Set<String> candidates = new TreeSet<>(known);
        candidates.removeAll(values.keySet());
        String near = Spelling.nearest(form(name.toLowerCase(Locale.ROOT)), candidates);
        reject(
                near == null
                        ? "unknown parameter " + shown(name) + "; known are "
                                + (known.isEmpty() ? "none" : String.join(", ", known))
                        : "unknown parameter " + name + "; did you mean " + near + "?");
    }

    private @Nullable Entry take(String name) {
        known.add(name);
        return values.get(name);
    }

    private Secret secretOf(String name, Entry entry) {
        return resolve(name, entry).orElseGet(() -> Secret.literal(""));
    }

    private Optional<Secret> resolve(String name, Entry entry) {
        try {
            return Optional.of(entry.literal() ? Secret.literal(entry.text()) : Secret.of(entry.text()));
        } catch (IllegalArgumentException e) {
            reject(name + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Reads a value from {@code least} to {@code most}. */
    private <T extends Comparable<? super T>> T ranged(
            String name, T byDefault, Function<String, T> reader, T least, T most, String kind, String range) {
        Entry entry = take(name);
        if (entry == null) {
            return byDefault;
        }
        try {
            T value = reader.apply(entry.text());
            if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                return value;
            }
            reject(given(name, entry) + " is out of range; use " + range);
        } catch (IllegalArgumentException e) {
            reject(given(name, entry) + " is not " + kind + mendOfQuotes(entry.text()));
        }
        return byDefault;
    }

    /** Replaces kebab case by snake case, except after a dot, where the name is the user's own. */
    private static String normal(String name) {
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        return head.replace('-', '_') + (dot < 0 ? "" : name.substring(dot));
    }

    /** A name with a dot, in the form for all names of its prefix. */
    private static String form(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot) + ".NAME";
    }

    private String given(String name, Entry entry) {
        return shownAs.apply(name) + "=" + quoted(entry.text());
    }

    private static String shown(String name) {
        return PLAIN_NAME.matcher(name).matches()
                ? name
                : "(not shown: its name has other letters than a to z; it may be part of a secret in which & and ? must be"
                        + " percent-encoded)";
    }
}
