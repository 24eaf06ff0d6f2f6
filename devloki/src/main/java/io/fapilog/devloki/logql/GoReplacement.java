package io.fapilog.devloki.logql;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expands the references to groups in a replacement, {@code $1} or <code>${name}</code>. Thread-safe. */
final class GoReplacement {
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|\\{(\\w+)\\}|(\\w+))");

    private GoReplacement() {}

    static String expand(String replacement, MatchResult match, Map<String, Integer> names) {
        return REFERENCE.matcher(replacement).replaceAll(reference -> {
            String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
            return Matcher.quoteReplacement(name == null ? "$" : group(name, match, names));
        });
    }

    private static String group(String name, MatchResult match, Map<String, Integer> names) {
        boolean number = name.chars().allMatch(Ascii::digit) && name.length() < 9;
        int group = number ? Integer.parseInt(name) : names.getOrDefault(name, -1);
        String value = group < 0 || group > match.groupCount() ? null : match.group(group);
        return value == null ? "" : value;
    }
}
