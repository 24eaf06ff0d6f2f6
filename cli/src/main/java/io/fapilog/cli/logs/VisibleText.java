package io.fapilog.cli.logs;

import java.util.Locale;

/**
 * Text from outside as a terminal may show it: whatever would move the cursor, change colours, the title or the direction
 * of writing, or be invisible, is written as its code: {@code \u001b}.
 */
final class VisibleText {
    private VisibleText() {}

    /** The text on one line; a line end is a space. */
    static String line(String text) {
        return of(text.replace("\r\n", " ").replace('\n', ' '), "");
    }

    /** The text with its lines and tabs, each line but the first after {@code indent}. */
    static String of(String text, String indent) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                shown.append('\n').append(indent);
            } else if (c == '\t' || isVisible(c)) {
                shown.appendCodePoint(c);
            } else {
                escape(c, shown);
            }
        });
        return shown.toString();
    }

    /** JSON that has the same meaning, and may be shown. An unpaired surrogate, which is no text, is U+FFFD. */
    static String json(String json) {
        StringBuilder shown = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            if (isVisible(c)) {
                shown.appendCodePoint(c);
            } else {
                escape(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c, shown);
            }
        });
        return shown.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            // Two joiners are part of words and emoji; the other ones change the direction, or are not seen.
            case Character.FORMAT -> c == 0x200C || c == 0x200D;
            default -> true;
        };
    }

    private static void escape(int c, StringBuilder target) {
        for (char unit : Character.toChars(c)) {
            target.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
    }
}
