package io.fapilog.devloki;

/** Tests for classes of ASCII characters. */
final class Ascii {
    private Ascii() {}

    static boolean letter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }
}
