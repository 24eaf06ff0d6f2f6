package io.fapilog.devloki.logql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in Go's syntax, compiled to one of Java: groups with any name, brackets within a class, and a
 * dollar that matches only the end of the text. Immutable.
 */
final class GoRegex {
    private static final String META = "\\.+*?()|[]{}^$";

    private final Pattern pattern;
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private int groups;

    private GoRegex(String regex, int flags) throws BadQuery {
        try {
            pattern = Pattern.compile(translate(regex), flags | Pattern.UNIX_LINES);
        } catch (PatternSyntaxException e) {
            throw new BadQuery("error parsing regexp: " + reason(regex, e));
        }
    }

    static GoRegex compile(String regex) throws BadQuery {
        return new GoRegex(regex, 0);
    }

    /** An expression for whole values, in which a dot matches a line feed too. */
    static GoRegex compileForValues(String regex) throws BadQuery {
        return new GoRegex(regex, Pattern.DOTALL);
    }

    private static String reason(String regex, PatternSyntaxException e) {
        String description = String.valueOf(e.getDescription());
        if (description.startsWith("Unclosed character class")) {
            return "missing closing ]: `" + regex.substring(Math.max(0, regex.lastIndexOf('['))) + "`";
        }
        if (description.startsWith("Unclosed group")) {
            return "missing closing ): `" + regex + "`";
        }
        if (description.startsWith("Unmatched closing")) {
            return "unexpected ): `" + regex + "`";
        }
        if (description.startsWith("Dangling meta character")) {
            return "missing argument to repetition operator: `" + regex.substring(e.getIndex(), e.getIndex() + 1) + "`";
        }
        return description + ": `" + regex + "`";
    }

    /** Whether {@code regex} matches only itself. */
    static boolean isLiteral(String regex) {
        return regex.chars().noneMatch(c -> META.indexOf(c) >= 0);
    }

    Matcher matcher(CharSequence text) {
        return pattern.matcher(text);
    }

    boolean find(String text) {
        return pattern.matcher(text).find();
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    /** The numbers of the named groups by name, in the order of the groups. */
    Map<String, Integer> names() {
        return names;
    }

    int groupCount() {
        return groups;
    }

    private String translate(String regex) {
        StringBuilder out = new StringBuilder(regex.length() + 8);
        int i = 0;
        while (i < regex.length()) {
            char c = regex.charAt(i);
            if (c == '\\') {
                i = escape(regex, i, out);
            } else if (c == '[') {
                i = charClass(regex, i, out);
            } else if (c == '(') {
                i = group(regex, i, out);
            } else {
                out.append(c == '$' && !regex.contains("m)") && !regex.contains("m:") ? "\\z" : String.valueOf(c));
                i++;
            }
        }
        return out.toString();
    }

    private static int escape(String regex, int at, StringBuilder out) {
        if (regex.startsWith("\\Q", at)) {
            int end = regex.indexOf("\\E", at);
            int stop = end < 0 ? regex.length() : end;
            out.append(Pattern.quote(regex.substring(at + 2, stop)));
            return end < 0 ? stop : stop + 2;
        }
        int end = Math.min(regex.length(), at + 2);
        out.append(regex, at, end);
        return end;
    }

    private static int charClass(String regex, int start, StringBuilder out) {
        int i = start + 1;
        out.append('[');
        if (i < regex.length() && regex.charAt(i) == '^') {
            out.append('^');
            i++;
        }
        int first = i;
        while (i < regex.length() && (regex.charAt(i) != ']' || i == first)) {
            i = classItem(regex, i, out);
        }
        if (i < regex.length()) {
            out.append(']');
        }
        return i + 1;
    }

    private static int classItem(String regex, int at, StringBuilder out) {
        char c = regex.charAt(at);
        int named = regex.startsWith("[:", at) ? regex.indexOf(":]", at) : -1;
        if (named > 0) {
            out.append(posix(regex.substring(at + 2, named)));
            return named + 2;
        }
        if (c == '\\') {
            int end = Math.min(regex.length(), at + 2);
            out.append(regex, at, end);
            return end;
        }
        out.append(c == '[' || c == ']' || c == '&' ? "\\" : "").append(c);
        return at + 1;
    }

    private static String posix(String name) {
        boolean not = name.startsWith("^");
        String bare = not ? name.substring(1) : name;
        String inner = switch (bare) {
            case "word" -> "w";
            case "xdigit" -> "p{XDigit}";
            case "ascii" -> "p{ASCII}";
            default -> "p{" + Character.toUpperCase(bare.charAt(0)) + bare.substring(1) + "}";
        };
        return not ? "[^\\" + inner + "]" : "\\" + inner;
    }

    private int group(String regex, int at, StringBuilder out) {
        boolean named = regex.startsWith("(?P<", at)
                || (regex.startsWith("(?<", at) && !regex.startsWith("(?<=", at) && !regex.startsWith("(?<!", at));
        if (named) {
            int open = regex.indexOf('<', at);
            int close = regex.indexOf('>', at);
            if (close > 0) {
                groups++;
                names.putIfAbsent(regex.substring(open + 1, close), groups);
                out.append('(');
                return close + 1;
            }
        }
        groups += regex.startsWith("(?", at) ? 0 : 1;
        out.append('(');
        return at + 1;
    }
}
