package io.fapilog.cli.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A text as an array of its bytes, as journald writes one that has other characters than printable ones. */
final class JournalBytes {
    private JournalBytes() {}

    /** The text in {@code json}, such as {@code [72,105]}; {@code json} itself if it is not an array of bytes. */
    static String text(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length() / 3);
        int number = -1;
        for (int i = 1; i < json.length(); i++) {
            char c = json.charAt(i);
            if (TimeCursor.isDigit(c)) {
                number = Math.max(0, number) * 10 + c - '0';
            } else if (number >= 0 && (c == ',' || c == ']')) {
                bytes.write(number);
                number = -1;
            } else if (c != ' ') {
                return json;
            }
            if (number > 255) {
                return json;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
