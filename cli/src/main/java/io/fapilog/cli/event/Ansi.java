package io.fapilog.cli.event;

/** The escape sequences with which programs colour what they write to a terminal. */
final class Ansi {
    private static final char ESCAPE = '\u001b';

    private Ansi() {}

    /** {@code text} without escape sequences; the same object if it has none. */
    static String strip(String text) {
        int escape = text.indexOf(ESCAPE);
        if (escape < 0) {
            return text;
        }
        StringBuilder stripped = new StringBuilder(text.length());
        int from = 0;
        for (; escape >= 0; escape = text.indexOf(ESCAPE, from)) {
            stripped.append(text, from, escape);
            from = end(text, escape);
        }
        return stripped.append(text, from, text.length()).toString();
    }

    /** The index behind the sequence at {@code escape}; a sequence ends with a letter or one of {@code @[\]^_`{|}~}. */
    private static int end(String text, int escape) {
        int at = escape + 1;
        if (at >= text.length() || text.charAt(at) != '[') {
            return at;
        }
        at++;
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) < '@') {
            at++;
        }
        return at < text.length() && text.charAt(at) <= '~' && text.charAt(at) >= '@' ? at + 1 : at;
    }
}
