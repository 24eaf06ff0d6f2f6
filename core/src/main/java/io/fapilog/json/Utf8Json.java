package io.fapilog.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes with writes for JSON in UTF-8. For one thread; reusable. */
final class Utf8Json {
    private static final int LARGEST_KEPT = 1 << 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** By ASCII character: 0 for no escape, 'u' for a hexadecimal escape, else the character after the backslash. */
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes = new byte[1024];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[1024];
        }
    }

    /** Removes everything from {@code position} on. */
    void rewind(int position) {
        length = position;
    }

    /** Writes {@code text}, which must be ASCII, without escaping. */
    @SuppressWarnings("deprecation") // the copy of the low bytes is what is wanted for ASCII
    void ascii(String text) {
        int count = text.length();
        ensure(count);
        text.getBytes(0, count, bytes, length);
        length += count;
    }

    /** Writes the lowest {@code digits} decimal digits of {@code number}, with leading zeros. */
    void digits(long number, int digits) {
        ensure(digits);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /**
     * Writes {@code text} in quotes, escaped, with at most {@code limit} bytes between the quotes.
     *
     * @return the number of chars that were written
     */
    int string(String text, int limit) {
        int count = text.length();
        ensure((int) Math.min(Math.min(limit, 2L * count), Integer.MAX_VALUE / 2) + 16);
        bytes[length++] = '"';
        long end = (long) length + limit;
        int i = 0;
        while (i < count) {
            char c = text.charAt(i);
            if (c < 0x80 && ESCAPES[c] == 0) {
                if (length >= end) {
                    break;
                }
                ensure(1);
                bytes[length++] = (byte) c;
                i++;
            } else {
                int used = special(text, i, c, end);
                if (used == 0) {
                    break;
                }
                i += used;
            }
        }
        ensure(1);
        bytes[length++] = '"';
        return i;
    }

    /** The number of bytes that {@link #string} writes between the quotes for {@code text} from {@code from} on. */
    static long size(CharSequence text, int from) {
        long size = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size += ESCAPES[c] == 0 ? 1 : ESCAPES[c] == 'u' ? 6 : 2;
            } else if (c < 0x800) {
                size += 2;
            } else if (Character.codePointAt(text, i) > 0xFFFF) {
                size += 4;
                i++;
            } else {
                size += 3;
            }
        }
        return size;
    }

    /**
     * Writes the non-ASCII character at {@code i}. Returns the number of its chars, or 0 when it does not fit.
     */
    private int special(String text, int i, char c, long end) {
        ensure(6);
        if (c < 0x80) {
            return escape(c, end);
        }
        int point = c;
        if (Character.isSurrogate(c)) {
            point = text.codePointAt(i);
            point = point < 0x10000 ? 0xFFFD : point;
        }
        int size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        if (length + size > end) {
            return 0;
        }
        utf8(point, size);
        return size == 4 ? 2 : 1;
    }

    private int escape(char c, long end) {
        byte letter = ESCAPES[c];
        if (length + (letter == 'u' ? 6 : 2) > end) {
            return 0;
        }
        bytes[length++] = '\\';
        bytes[length++] = letter;
        if (letter == 'u') {
            bytes[length++] = '0';
            bytes[length++] = '0';
            bytes[length++] = HEX[c >> 4];
            bytes[length++] = HEX[c & 15];
        }
        return 1;
    }

    private void utf8(int point, int size) {
        int shift = 6 * (size - 1);
        int lead = size == 2 ? 0xC0 : size == 3 ? 0xE0 : 0xF0;
        bytes[length++] = (byte) (lead | (point >> shift));
        for (int s = shift - 6; s >= 0; s -= 6) {
            bytes[length++] = (byte) (0x80 | (point >> s & 0x3F));
        }
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            long wanted = Math.max((long) length + more, bytes.length * 2L);
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[128];
        Arrays.fill(escapes, 0, 0x20, (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\f'] = 'f';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }
}
