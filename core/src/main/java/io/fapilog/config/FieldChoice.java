package io.fapilog.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A choice of fields by their names: {@code trace_id,req_*,!req_body}. A pattern may contain {@code *} for any
 * characters; one that begins with {@code !} excludes, whatever the others are. If there are only such patterns, they
 * exclude from all fields. Immutable.
 *
 * @param included the patterns of the included names; {@code *} if none was given, but an excluded one
 * @param excluded the patterns of the excluded names, without the exclamation mark
 */
public record FieldChoice(List<String> included, List<String> excluded) {
    /** All fields. */
    public static final FieldChoice ALL = of(List.of("*"));

    /** The choice as given. */
    public FieldChoice {
        included = List.copyOf(included);
        excluded = List.copyOf(excluded);
    }

    /** The choice of {@code patterns}; of none if there is no pattern. */
    public static FieldChoice of(List<String> patterns) {
        List<String> included = new ArrayList<>();
        List<String> excluded = new ArrayList<>();
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                excluded.add(pattern.substring(1));
            } else {
                included.add(pattern);
            }
        }
        return new FieldChoice(included.isEmpty() && !excluded.isEmpty() ? List.of("*") : included, excluded);
    }

    /** Whether every field is chosen. */
    public boolean isAll() {
        return excluded.isEmpty() && included.contains("*");
    }

    /** Whether the field {@code name} is chosen. */
    public boolean includes(String name) {
        return matchesAny(included, name) && !matchesAny(excluded, name);
    }

    /** Whether {@code name} matches {@code pattern}, in time that their lengths bound. */
    public static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int resumed = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resumed = i;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resumed;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    /** Whether {@code pattern} stands for names that it does not spell out. */
    public static boolean isGlob(String pattern) {
        return pattern.indexOf('*') >= 0;
    }

    private static boolean matchesAny(List<String> patterns, String name) {
        for (int i = 0; i < patterns.size(); i++) {
            if (matches(patterns.get(i), name)) {
                return true;
            }
        }
        return false;
    }

    /** The patterns, as {@link #of} reads them. */
    @Override
    public String toString() {
        List<String> all = new ArrayList<>(included);
        excluded.forEach(pattern -> all.add("!" + pattern));
        return all.isEmpty() ? "none" : String.join(",", all);
    }
}
