package io.fapilog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A JSON array of texts, read as RFC 8259 defines it. */
final class JsonTexts {
    private static final String SPACE = " \t\n\r";
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final int HEX_DIGITS = 4;

    private final String json;
    private int at;

    private JsonTexts(String json) {
        this.json = json;
    }

    /**
     * Reads {@code json}.
     *
     * @throws ConfigurationException naming the first character that is wrong, and its mend
     */
    static List<String> parse(String json) {
        return new JsonTexts(json).array();
    }

    private List<String> array() {
        expect('[', "the array begins with [");
        List<String> texts = new ArrayList<>();
        if (!skip(']')) {
            do {
                texts.add(text());
            } while (skip(','));
            expect(']', "after a text comes a comma, or ] at the end");
        }
        skipSpace();
        if (at < json.length()) {
            throw wrong("the array has ended; remove what follows it");
        }
        return texts;
    }

    private String text() {
        expect(
                '"',
                "each sink is a text in double quotes; if a shell has taken the quotes, put the array in single ones");
        StringBuilder text = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                at--;
                throw wrong(String.format(Locale.ROOT, "write this control character as \\u%04x", (int) c));
            }
            text.append(c == '\\' ? escape() : c);
        }
        return text.toString();
    }

    private char escape() {
        char c = next();
        int known = ESCAPES.indexOf(c);
        if (known >= 0) {
            return ESCAPED.charAt(known);
        }
        if (c == 'u') {
            return unicode();
        }
        at--;
        throw wrong("a backslash is written \\\\; the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u0026");
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = hex(next());
            if (digit < 0) {
                at--;
                throw wrong("after \\u come four hexadecimal digits, as in \\u0026");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    /** The value of a hexadecimal digit of ASCII, or -1. */
    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    /** The next character of a text. */
    private char next() {
        if (at == json.length()) {
            throw wrong("the text has no end; close it with a double quote");
        }
        return json.charAt(at++);
    }

    private boolean skip(char wanted) {
        skipSpace();
        boolean isThere = at < json.length() && json.charAt(at) == wanted;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private void expect(char wanted, String mend) {
        if (!skip(wanted)) {
            throw wrong(mend);
        }
    }

    private void skipSpace() {
        while (at < json.length() && SPACE.indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    private ConfigurationException wrong(String mend) {
        String where = at < json.length() ? "at character " + (at + 1) : "at its end";
        return new ConfigurationException(
                List.of("FAPILOG_SINKS begins with [, so it must be a JSON array of texts such"
                        + " as [\"stdout\",\"loki://host:3100\"], and it is not, " + where + ": " + mend));
    }
}
