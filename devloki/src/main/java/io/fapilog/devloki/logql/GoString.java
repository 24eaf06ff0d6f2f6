package io.fapilog.devloki.logql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A quoted string in Go's syntax, read from a text.
 *
 * @param value the string without quotes and escapes
 * @param end the index after its closing quote
 */
public record GoString(String value, int end) {

    /** Thrown when a quoted string is invalid. The message is the one of Prometheus' parser. */
    public static final class SyntaxError extends Exception {
        private static final long serialVersionUID = 1L;

        SyntaxError(String message) {
            super(message, null, false, false);
        }
    }

    /** Reads the string that starts at {@code start} with a double, single or back quote. */
    public static GoString read(String text, int start) throws SyntaxError {
        char quote = text.charAt(start);
        return quote == '`' ? raw(text, start) : new QuotedReader(text, start, quote).read();
    }

    private static GoString raw(String text, int start) throws SyntaxError {
        int end = text.indexOf('`', start + 1);
        if (end < 0) {
            throw new SyntaxError("unterminated raw string");
        }
        return new GoString(text.substring(start + 1, end), end + 1);
    }

    private static final class QuotedReader {
        private final String text;
        private final char quote;
        // Bytes rather than characters, since octal and hexadecimal escapes denote bytes.
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int pos;

        QuotedReader(String text, int start, char quote) {
            this.text = text;
            this.quote = quote;
            this.pos = start + 1;
        }

        GoString read() throws SyntaxError {
            while (true) {
                int point = next();
                if (point == quote) {
                    return new GoString(out.toString(StandardCharsets.UTF_8), pos);
                }
                if (point == '\n') {
                    throw new SyntaxError("unterminated quoted string");
                }
                if (point == '\\') {
                    escape();
                } else {
                    write(point);
                }
            }
        }

        private int next() throws SyntaxError {
            if (pos >= text.length()) {
                throw new SyntaxError("unterminated quoted string");
            }
            int point = text.codePointAt(pos);
            pos += Character.charCount(point);
            return point;
        }

        private void escape() throws SyntaxError {
            int c = next();
            int letter = "abfnrtv\\".indexOf(c);
            if (letter >= 0 || c == quote) {
                out.write(letter < 0 ? c : "\u0007\b\f\n\r\t\u000b\\".charAt(letter));
            } else if (c >= '0' && c <= '7') {
                pos--;
                out.write(number(3, 8, 0xFF));
            } else if (c == 'x') {
                out.write(number(2, 16, 0xFF));
            } else if (c == 'u' || c == 'U') {
                write(number(c == 'u' ? 4 : 8, 16, Character.MAX_CODE_POINT));
            } else {
                throw new SyntaxError("unknown escape sequence " + unicode(c));
            }
        }

        private int number(int digits, int base, int max) throws SyntaxError {
            long value = 0;
            for (int i = 0; i < digits; i++) {
                int c = next();
                int digit = Character.digit(c, base);
                if (digit < 0) {
                    throw new SyntaxError("illegal character " + unicode(c) + " in escape sequence");
                }
                value = value * base + digit;
            }
            if (value > max || (max > 0xFF && value >= 0xD800 && value < 0xE000)) {
                throw new SyntaxError("escape sequence is an invalid Unicode code point");
            }
            return (int) value;
        }

        private void write(int point) {
            out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        }

        /** A code point in Go's format {@code %#U}. */
        private static String unicode(int point) {
            return String.format(Locale.ROOT, "U+%04X '%s'", point, Character.toString(point));
        }
    }
}
