package io.fapilog.redact;

/** Classes of ASCII characters. */
final class Chars {
    private Chars() {}

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(int c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    static boolean isLetterOrDigit(int c) {
        return isLetter(c) || isDigit(c);
    }

    static boolean isHex(int c) {
        return isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    }

    /** Whether {@code c} is a space or a control character, or a space beyond ASCII. */
    static boolean isSpace(char c) {
        return c <= ' ' || c == 0x7F || (c >= 0x80 && (Character.isSpaceChar(c) || c <= 0x9F));
    }

    /** Whether the character at {@code i} of {@code text} belongs to a word; false outside the text. */
    static boolean isWord(String text, int i) {
        if (i < 0 || i >= text.length()) {
            return false;
        }
        char c = text.charAt(i);
        return isLetterOrDigit(c) || c == '_';
    }

    /** The character at {@code i} of {@code text}; 0 outside the text. */
    static char at(String text, int i) {
        return i < 0 || i >= text.length() ? 0 : text.charAt(i);
    }

    /**
     * Whether a part of a text that must not contain spaces or quotes ends at {@code i}. A quote ends it only where one
     * closes: a password may have one too.
     */
    static boolean ends(String text, int i) {
        char c = text.charAt(i);
        if (c == '"') {
            char next = at(text, i + 1);
            return next == 0 || ",}]);:\\".indexOf(next) >= 0 || isSpace(next);
        }
        return c == '<' || c == '>' || isSpace(c);
    }
}
