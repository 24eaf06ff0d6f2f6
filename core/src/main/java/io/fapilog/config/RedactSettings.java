package io.fapilog.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is masked, as set. Immutable; equal settings mask alike.
 *
 * @param kinds the built-in kinds, in the order in which they are applied
 * @param fields patterns of the names of fields whose values are masked; those that begin with {@code !} let fields
 *     through
 * @param patterns regular expressions of the user, by name
 */
public record RedactSettings(Set<RedactKind> kinds, List<String> fields, Map<String, String> patterns) {
    /** {@code redact=credentials}. */
    public static final RedactSettings DEFAULT =
            new RedactSettings(EnumSet.of(RedactKind.CREDENTIALS), List.of(), Map.of());

    private static final String REDACT = "redact";
    private static final String FIELDS = "redact_fields";
    private static final String PATTERN = "redact_pattern";
    private static final String NONE = "none";
    private static final int LONGEST_REASON = 120;
    /** The longest expression: the time to compile one grows faster than its length. */
    private static final int LONGEST_REGEX = 4_096;

    /** The settings as given. */
    public RedactSettings {
        EnumSet<RedactKind> ordered = EnumSet.noneOf(RedactKind.class);
        ordered.addAll(kinds);
        kinds = Collections.unmodifiableSet(ordered);
        fields = List.copyOf(fields);
        patterns = Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
    }

    /**
     * Reads {@code redact}, {@code redact_fields} and {@code redact_pattern.NAME}. The patterns are added to those of
     * {@code defaults}; the same name replaces.
     */
    public static RedactSettings read(Options options, RedactSettings defaults) {
        Map<String, String> patterns = new LinkedHashMap<>(defaults.patterns());
        options.prefixed(PATTERN).forEach((name, regex) -> readPattern(options, name, regex, patterns));
        RedactSettings read =
                new RedactSettings(readKinds(options, defaults.kinds()), readFields(options, defaults), patterns);
        options.show(REDACT, read.kindNames());
        patterns.keySet().forEach(name -> options.show(PATTERN + "." + name, Secret.HIDDEN));
        return read;
    }

    /** Whether nothing is masked. */
    public boolean isNone() {
        return kinds.isEmpty() && patterns.isEmpty() && fields.stream().allMatch(pattern -> pattern.startsWith("!"));
    }

    /** The settings, with the names of the patterns only: a regular expression may contain what it looks for. */
    @Override
    public String toString() {
        String text = REDACT + "=" + kindNames();
        text += fields.isEmpty() ? "" : " " + FIELDS + "=" + String.join(",", fields);
        return patterns.isEmpty() ? text : text + " " + PATTERN + "=" + String.join(",", patterns.keySet());
    }

    private String kindNames() {
        List<String> names = kinds.stream().map(RedactKind::toString).toList();
        return names.isEmpty() ? NONE : String.join(",", names);
    }

    private static Set<RedactKind> readKinds(Options options, Set<RedactKind> byDefault) {
        String text = options.text(REDACT);
        if (text == null) {
            return byDefault;
        }
        Set<RedactKind> kinds = EnumSet.noneOf(RedactKind.class);
        List<String> given = split(text);
        if (given.isEmpty()) {
            options.reject("redact is empty; use " + allKinds());
        }
        for (String each : given) {
            RedactKind kind = RedactKind.of(each);
            if (kind != null) {
                kinds.add(kind);
            } else if (!each.equalsIgnoreCase(NONE)) {
                options.reject(unknown(each));
            } else if (given.size() > 1) {
                options.reject("redact=none cannot be combined with others; use none alone, or leave it out");
            }
        }
        return kinds;
    }

    private static String unknown(String given) {
        List<String> candidates = new ArrayList<>(RedactKind.names());
        candidates.add(NONE);
        String near = Options.nearest(given.toLowerCase(Locale.ROOT), candidates);
        return "redact=" + Options.quoted(given) + " is unknown; "
                + (near == null ? "use " : "did you mean " + near + "? Use ") + allKinds()
                + Options.mendOfQuotes(given);
    }

    private static String allKinds() {
        return String.join(", ", RedactKind.names()) + " or " + NONE;
    }

    private static List<String> readFields(Options options, RedactSettings defaults) {
        boolean isGiven = options.has(FIELDS);
        List<String> fields = options.list(FIELDS, defaults.fields());
        if (isGiven && fields.isEmpty() && !NONE.equals(options.text(FIELDS))) {
            options.reject(FIELDS + " is empty; write names such as *ssn*,birth_date, or none");
        }
        for (String pattern : fields) {
            String name = pattern.replaceAll("[^*\\p{L}\\p{Nd}]", "");
            if (isGiven && name.isEmpty()) {
                options.reject(
                        FIELDS + " has " + Options.quoted(pattern) + ", which has no letter, digit or *; leave it out");
            }
            if (isGiven && pattern.startsWith("!") && name.chars().allMatch(c -> c == '*')) {
                options.reject(FIELDS + " has " + Options.quoted(pattern)
                        + ", which lets all fields through; use redact=none");
            }
        }
        return fields;
    }

    private static void readPattern(Options options, String name, Secret regex, Map<String, String> patterns) {
        String text = regex.value();
        String key = PATTERN + "." + Options.quoted(name);
        if (name.isBlank() || text.isBlank()) {
            options.reject(
                    key + (name.isBlank() ? " has no name" : " is empty") + "; write " + PATTERN + ".NAME=REGEX");
            return;
        }
        if (text.length() > LONGEST_REGEX) {
            options.reject(key + " has more than " + LONGEST_REGEX + " characters; use several patterns");
            return;
        }
        try {
            Pattern.compile(text);
            patterns.put(name, text);
        } catch (PatternSyntaxException e) {
            options.reject(key + " is not a regular expression: " + reason(e) + "; see java.util.regex.Pattern");
        }
    }

    /** Where and why, without the expression itself. */
    private static String reason(PatternSyntaxException e) {
        String why = e.getDescription().lines().findFirst().orElse("");
        String reason = why.substring(0, Math.min(why.length(), LONGEST_REASON));
        return e.getIndex() < 0 ? reason : reason + " near index " + e.getIndex();
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }
}
