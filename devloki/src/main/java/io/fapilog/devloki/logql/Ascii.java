package io.fapilog.devloki.logql;

/** Tests for classes of ASCII characters. */
public final class Ascii {
    private Ascii() {}

    public static boolean letter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    public static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }
}
