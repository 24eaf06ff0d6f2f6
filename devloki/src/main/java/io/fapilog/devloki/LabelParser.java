package io.fapilog.devloki;

import io.fapilog.devloki.logql.Ascii;
import io.fapilog.devloki.logql.GoString;
import io.fapilog.devloki.logql.GoText;
import io.fapilog.devloki.logql.LabelSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parses a label string, {@code {app="x"}}, with the grammar and error messages of Prometheus. For one use. */
final class LabelParser {
    private static final String NAME_EXPECTED = "identifier or \"}\"";
    private static final String END_EXPECTED = "\",\" or \"}\"";

    private final String text;
    private final List<Map.Entry<String, String>> labels = new ArrayList<>();
    private int pos;

    private LabelParser(String text) {
        this.text = text;
    }

    /** The labels in {@code text}, sorted, except those with an empty value. */
    static LabelSet parse(String text) throws BadPush {
        LabelParser parser = new LabelParser(text);
        parser.run();
        return LabelSet.of(parser.labels);
    }

    private void run() throws BadPush {
        skipSpace();
        if (nameStart(peek()) || peek() == ':') {
            labels.add(Map.entry("__name__", name(true)));
            skipSpace();
        }
        if (peek() == '{') {
            pos++;
            labels();
            skipSpace();
        }
        if (pos < text.length()) {
            throw unexpected("", "");
        }
    }

    private void labels() throws BadPush {
        while (true) {
            skipSpace();
            if (peek() == '}') {
                pos++;
                return;
            }
            label();
            skipSpace();
            if (peek() == ',') {
                pos++;
            } else if (peek() != '}') {
                throw unexpected(" in label set", END_EXPECTED);
            }
        }
    }

    private void label() throws BadPush {
        boolean quoted = quote(peek());
        if (!quoted && !nameStart(peek())) {
            throw unexpected(" in label set", NAME_EXPECTED);
        }
        String name = quoted ? string() : name(false);
        skipSpace();
        if (peek() == '=' && !text.startsWith("=~", pos)) {
            labels.add(Map.entry(name, value()));
        } else if (quoted && (peek() == ',' || peek() == '}')) {
            labels.add(Map.entry("__name__", name));
        } else {
            throw unexpected(" in label set", "\"=\"");
        }
    }

    private String value() throws BadPush {
        pos++;
        skipSpace();
        if (!quote(peek())) {
            throw unexpected(" in label set", "string");
        }
        return string();
    }

    private String name(boolean metric) {
        int start = pos;
        while (nameStart(peek()) || Ascii.digit(peek()) || (metric && peek() == ':')) {
            pos++;
        }
        return text.substring(start, pos);
    }

    private String string() throws BadPush {
        int start = pos;
        try {
            GoString read = GoString.read(text, pos);
            if (read.value().indexOf('\uFFFD') >= 0) {
                throw fault(start, "invalid UTF-8 rune");
            }
            pos = read.end();
            return read.value();
        } catch (GoString.SyntaxError e) {
            throw fault(start, String.valueOf(e.getMessage()));
        }
    }

    private BadPush unexpected(String context, String expected) {
        String found = pos >= text.length() ? null : found();
        if (found == null) {
            boolean inside = !context.isEmpty();
            return fault(pos, inside ? "unexpected end of input inside braces" : "unexpected end of input");
        }
        if (found.isEmpty()) {
            int point = text.codePointAt(pos);
            String what = point == '{' ? "unexpected left brace " : "unexpected character inside braces: ";
            return fault(pos, what + GoText.quoteRune(point));
        }
        return fault(pos, "unexpected " + found + context + (expected.isEmpty() ? "" : ", expected " + expected));
    }

    /** The token at the position as Prometheus' messages name it, empty if there is no valid token. */
    private String found() {
        int start = pos;
        int c = peek();
        String found = "";
        if (nameStart(c)) {
            found = "identifier \"" + name(false) + "\"";
        } else if (quote(c)) {
            found = "string " + GoText.quote(text.substring(start, endOfString(start)));
        } else if (text.startsWith("=~", pos) || text.startsWith("!=", pos) || text.startsWith("!~", pos)) {
            found = "<op:" + text.substring(pos, pos + 2) + ">";
        } else if (c == '=' || c == ',' || c == '}') {
            found = "\"" + (char) c + "\"";
        }
        pos = start;
        return found;
    }

    private int endOfString(int start) {
        try {
            return GoString.read(text, start).end();
        } catch (GoString.SyntaxError e) {
            return text.length();
        }
    }

    private BadPush fault(int at, String message) {
        int column = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length + 1;
        return new BadPush("couldn't parse labels: 1:" + column + ": parse error: " + message);
    }

    private int peek() {
        return pos < text.length() ? text.charAt(pos) : -1;
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            pos++;
        }
    }

    private static boolean quote(int c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private static boolean nameStart(int c) {
        return Ascii.letter(c) || c == '_';
    }
}
