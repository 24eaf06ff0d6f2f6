package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.GoString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses stream selectors and line filters, with Loki's error messages for queries that are invalid in Loki too. For
 * one use.
 */
final class LogQueryParser {
    private static final Pattern SPACE = Pattern.compile("(?:\\s|#[^\\n]*)*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern MATCH = Pattern.compile("=~|!~|!=|=");
    private static final Pattern FILTER = Pattern.compile("\\|=|!=|\\|~|!~");
    private static final Pattern OR = Pattern.compile("or\\b");

    private final String text;
    private final Matcher scanner;
    private int pos;

    LogQueryParser(String text) {
        this.text = text;
        this.scanner = SPACE.matcher(text);
    }

    LogQuery query() throws BadQuery {
        skipSpace();
        if (text.isBlank()) {
            throw new BadQuery("parse error : syntax error: unexpected $end");
        }
        if (!take("{")) {
            throw unexpected("");
        }
        List<LabelMatcher> matchers = matchers();
        List<Predicate<String>> filters = new ArrayList<>();
        skipSpace();
        while (pos < text.length()) {
            filters.add(filter());
            skipSpace();
        }
        return new LogQuery(matchers, filters);
    }

    private List<LabelMatcher> matchers() throws BadQuery {
        List<LabelMatcher> matchers = new ArrayList<>();
        skipSpace();
        while (!take("}")) {
            if (!matchers.isEmpty()) {
                if (!take(",")) {
                    throw unexpected(", expecting } or ,");
                }
                skipSpace();
            }
            matchers.add(matcher());
            skipSpace();
        }
        return matchers;
    }

    private LabelMatcher matcher() throws BadQuery {
        if (!find(NAME)) {
            throw unexpected(", expecting IDENTIFIER" + (text.charAt(Math.max(0, pos - 1)) == '{' ? " or }" : ""));
        }
        String name = scanner.group();
        skipSpace();
        if (!find(MATCH)) {
            throw unexpected(", expecting = or =~ or !~ or !=");
        }
        String operator = scanner.group();
        skipSpace();
        return LabelMatcher.of(name, operator, string(", expecting STRING"));
    }

    private Predicate<String> filter() throws BadQuery {
        if (!find(FILTER)) {
            throw text.charAt(pos) == '|'
                    ? at("DevLoki supports only stream selectors and line filters")
                    : unexpected("");
        }
        String operator = scanner.group();
        List<String> operands = new ArrayList<>();
        do {
            skipSpace();
            operands.add(string(", expecting STRING or ip"));
            skipSpace();
        } while (find(OR));
        return LineFilter.of(operator, operands);
    }

    private String string(String expecting) throws BadQuery {
        if (pos >= text.length() || "\"`".indexOf(text.charAt(pos)) < 0) {
            throw unexpected(expecting);
        }
        try {
            GoString read = GoString.read(text, pos);
            pos = read.end();
            return read.value();
        } catch (GoString.SyntaxError e) {
            throw at("literal not terminated");
        }
    }

    private BadQuery unexpected(String expecting) {
        String found = "$end";
        if (pos < text.length()) {
            char c = text.charAt(pos);
            boolean string = c == '"' || c == '`';
            boolean name = scanner.usePattern(NAME).region(pos, text.length()).lookingAt() || c == '\'';
            found = string ? "STRING" : name ? "IDENTIFIER" : Character.isDigit(c) ? "NUMBER" : String.valueOf(c);
        }
        return at("syntax error: unexpected " + found + expecting);
    }

    private BadQuery at(String message) {
        long line = text.substring(0, pos).chars().filter(c -> c == '\n').count() + 1;
        int column = pos - (text.lastIndexOf('\n', Math.max(0, pos - 1)) + 1) + 1;
        return new BadQuery("parse error at line " + line + ", col " + column + ": " + message);
    }

    private void skipSpace() {
        find(SPACE);
    }

    private boolean find(Pattern pattern) {
        boolean found = scanner.usePattern(pattern).region(pos, text.length()).lookingAt();
        pos = found ? scanner.end() : pos;
        return found;
    }

    private boolean take(String token) {
        boolean found = text.startsWith(token, pos);
        pos += found ? token.length() : 0;
        return found;
    }
}
