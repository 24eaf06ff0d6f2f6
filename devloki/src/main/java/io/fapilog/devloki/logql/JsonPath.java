package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses a path in JSON, {@code a.b["c d"][0]}. For one use. */
final class JsonPath {
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern INDEX = Pattern.compile("\\[\\s*([0-9]+)\\s*\\]");
    private static final Pattern KEY = Pattern.compile("\\[\\s*\"([^\"\\]]*)\"\\s*\\]");

    private final String text;
    private final Matcher matcher;
    private final List<Object> steps = new ArrayList<>();
    private int pos;

    JsonPath(String text) {
        this.text = text.strip();
        this.matcher = FIELD.matcher(this.text);
    }

    List<Object> parse() throws BadQuery {
        while (pos < text.length() || steps.isEmpty()) {
            if (!steps.isEmpty() && text.charAt(pos) == '.') {
                pos++;
                step(FIELD);
            } else if (steps.isEmpty() && pos < text.length() && text.charAt(pos) != '[') {
                step(FIELD);
            } else {
                step(INDEX, KEY);
            }
        }
        return steps;
    }

    private void step(Pattern... patterns) throws BadQuery {
        for (Pattern pattern : patterns) {
            if (matcher.usePattern(pattern).region(pos, text.length()).lookingAt()) {
                pos = matcher.end();
                steps.add(value(pattern));
                return;
            }
        }
        throw new BadQuery(fault());
    }

    private Object value(Pattern pattern) {
        if (pattern == INDEX) {
            return Integer.parseInt(matcher.group(1));
        }
        return pattern == KEY ? matcher.group(1) : matcher.group();
    }

    /** A character that starts no token ends the path for Loki's parser. */
    private String fault() {
        boolean end = pos >= text.length() || text.substring(pos).matches("\\[\\s*");
        int point = end ? 0 : text.codePointAt(pos);
        boolean known = Ascii.letter(point) || Ascii.digit(point) || "[]._\"".indexOf(point) >= 0;
        return "syntax error: unexpected " + (known && !end ? token(point) : "$end");
    }

    private static String token(int point) {
        return switch (point) {
            case '[' -> "LSB";
            case ']' -> "RSB";
            case '.' -> "DOT";
            case '"' -> "STRING";
            default -> Ascii.digit(point) ? "INDEX" : "FIELD";
        };
    }
}
