package io.fapilog.devloki.logql;

import org.jspecify.annotations.Nullable;

/** Finds the ends of values in JSON, and resolves escapes. Thread-safe. */
final class JsonText {
    private JsonText() {}

    /** The index of the quote that ends the string which starts at {@code from}, -1 if there is none. */
    static int stringEnd(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    /** The index after the bracket that closes the one at {@code from}, -1 if there is none. */
    static int blockEnd(String text, int from) {
        char open = text.charAt(from);
        char close = open == '{' ? '}' : ']';
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = stringEnd(text, i + 1);
                if (i < 0) {
                    return -1;
                }
            } else if (c == open) {
                depth++;
            } else if (c == close && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    static int tokenEnd(String text, int from) {
        int i = from;
        while (i < text.length() && " \n\r\t,}]".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /** The string without escapes, null if an escape is invalid. */
    static @Nullable String unescape(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            if (c != '\\') {
                out.append(c);
                i++;
                continue;
            }
            int length = escape(raw, i, out);
            if (length == 0) {
                return null;
            }
            i += length;
        }
        return out.toString();
    }

    /** Appends the character of the escape at {@code at}. Returns the length of the escape, 0 if it is invalid. */
    private static int escape(String raw, int at, StringBuilder out) {
        char c = at + 1 < raw.length() ? raw.charAt(at + 1) : 0;
        int simple = "\"\\/bfnrt".indexOf(c);
        if (c != 0 && simple >= 0) {
            out.append("\"\\/\b\f\n\r\t".charAt(simple));
            return 2;
        }
        if (c != 'u' || at + 6 > raw.length()) {
            return 0;
        }
        try {
            out.append((char) Integer.parseUnsignedInt(raw, at + 2, at + 6, 16));
            return 6;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
