package io.fapilog.config;

import io.fapilog.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The named values of one sink. Reading a name checks its value; {@link #finish} then reports everything that is wrong
 * at once, names that nobody read included. Names are in snake case; kebab case is equal. Not thread-safe.
 */
public final class Options {
    /** A name as written, and its decoded value, which the text form hides. */
    public record Entry(String name, String value) {
        @Override
        public String toString() {
            return shown(name) + "=***";
        }
    }

    /** What may be shown; anything else may be a part of a secret whose special characters were not encoded. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z][a-z_-]*(\\.[A-Za-z_-]+)?");

    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9_.,+ -]{0,32}");

    private final String subject;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> violations;
    private final Set<String> known = new TreeSet<>();

    /**
     * Holds {@code entries} for reading.
     *
     * @param subject whose options these are; every violation begins with it
     */
    public Options(String subject, List<Entry> entries) {
        this(subject, entries, new ArrayList<>());
    }

    Options(String subject, List<Entry> entries, List<String> violations) {
        this.subject = subject;
        this.violations = violations;
        for (Entry entry : entries) {
            if (values.putIfAbsent(normal(entry.name()), entry.value()) != null) {
                reject(shown(entry.name()) + " is given more than once; keep one");
            }
        }
    }

    /** A text, or null when the name is absent. {@code env:NAME} and {@code file:/path} are resolved. */
    public @Nullable String text(String name) {
        Secret secret = secret(name);
        return secret == null ? null : secret.value();
    }

    /** A value that messages must not show and that may change while the program runs, or null when it is absent. */
    public @Nullable Secret secret(String name) {
        String value = take(name);
        return value == null ? null : secretOf(name, value);
    }

    /** Makes a secret of {@code value}, which stands for {@code name} in messages. */
    public Secret secretOf(String name, String value) {
        try {
            return Secret.of(value);
        } catch (IllegalArgumentException e) {
            reject(name + ": " + e.getMessage());
            return Secret.of("");
        }
    }

    /** A number of things. */
    public int count(String name, int byDefault, int least, int most) {
        String value = take(name);
        if (value == null) {
            return byDefault;
        }
        try {
            return (int) inRange(name, value, Long.parseLong(value), least, most);
        } catch (NumberFormatException e) {
            reject(given(name, value) + " is not a whole number; use " + least + " to " + most);
            return byDefault;
        }
    }

    /** A number of bytes: {@code 1048576}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB}. */
    public long size(String name, long byDefault, long least, long most) {
        String value = take(name);
        if (value == null) {
            return byDefault;
        }
        try {
            long bytes = Quantities.bytes(value);
            if (bytes >= least && bytes <= most) {
                return bytes;
            }
            reject(given(name, value) + " is out of range; use " + Quantities.show(least) + " to "
                    + Quantities.show(most));
        } catch (IllegalArgumentException e) {
            reject(given(name, value) + " is not a size; write 1048576, 64KiB or 1MiB");
        }
        return byDefault;
    }

    /** A length of time: {@code 2} (seconds), {@code 2s}, {@code 500ms}, {@code 5m}, {@code 1h}, {@code 6d}. */
    public Duration duration(String name, Duration byDefault, Duration least, Duration most) {
        String value = take(name);
        if (value == null) {
            return byDefault;
        }
        try {
            Duration duration = Quantities.duration(value);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
            reject(given(name, value) + " is out of range; use " + Quantities.show(least) + " to "
                    + Quantities.show(most));
        } catch (IllegalArgumentException e) {
            reject(given(name, value) + " is not a duration; write 2s, 500ms, 5m, 1h or 6d");
        }
        return byDefault;
    }

    /** One of the constants of an enum, written in snake or kebab case. */
    public <E extends Enum<E>> E choice(String name, E byDefault) {
        String value = take(name);
        if (value == null) {
            return byDefault;
        }
        List<String> names = new ArrayList<>();
        for (E constant : byDefault.getDeclaringClass().getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(normal(value))) {
                return constant;
            }
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        String near = Spelling.nearest(normal(value).toLowerCase(Locale.ROOT), names);
        reject(given(name, value) + " is unknown; " + (near == null ? "" : "did you mean " + near + "? ") + "Use "
                + String.join(", ", names));
        return byDefault;
    }

    /** A list, written with commas; empty when the value is empty or {@code none}. */
    public List<String> list(String name, List<String> byDefault) {
        String value = take(name);
        if (value == null) {
            return byDefault;
        }
        return value.equals("none")
                ? List.of()
                : Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .toList();
    }

    /** All values whose name begins with {@code prefix} and a dot, by the rest of the name, in order. */
    public Map<String, String> prefixed(String prefix) {
        known.add(prefix + ".NAME");
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : values.keySet()) {
            if (name.startsWith(prefix + ".")) {
                found.put(name.substring(prefix.length() + 1), String.valueOf(values.get(name)));
            }
        }
        return found;
    }

    /** Tells whether {@code name} has been given. */
    public boolean has(String name) {
        known.add(name);
        return values.containsKey(name);
    }

    /** Adds a violation: what is wrong, and the mend. */
    public void reject(String violation) {
        violations.add(subject + ": " + violation);
    }

    /**
     * Ends the reading.
     *
     * @throws ConfigurationException when anything was wrong, listing all of it
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

    private @Nullable String take(String name) {
        known.add(name);
        return values.get(name);
    }

    private long inRange(String name, String value, long number, long least, long most) {
        if (number < least || number > most) {
            reject(given(name, value) + " is out of range; use " + least + " to " + most);
            return least;
        }
        return number;
    }

    /** Kebab case becomes snake case; what follows a dot is the user's own name and stays. */
    private static String normal(String name) {
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        return head.replace('-', '_') + (dot < 0 ? "" : name.substring(dot));
    }

    /** A name with a dot stands for all of its prefix. */
    private static String form(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot) + ".NAME";
    }

    private static String given(String name, String value) {
        return name + "=" + (PLAIN_VALUE.matcher(value).matches() ? value : "(not shown)");
    }

    private static String shown(String name) {
        return PLAIN_NAME.matcher(name).matches()
                ? name
                : "(not shown: its name has other letters than a to z; it may be part of a secret in which & and ? must be"
                        + " percent-encoded)";
    }
}
