package io.fapilog.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes with writes for JSON in UTF-8. It keeps a limited number of bytes and only counts those that
 * follow, so that a huge text takes no more memory than the limit. For one thread; reusable.
 */
final class Utf8Json {
    private static final int LARGEST_KEPT = 1 << 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** By ASCII character: 0 for no escape, 'u' for a hexadecimal escape, else the character after the backslash. */
    private static final byte[] ESCAPES = escapes();

    private final int most;
    private byte[] bytes = new byte[1024];
    private int length;
    /** The bytes that were written and not kept. While there are any, nothing is kept. */
    private long beyond;

    /** Creates an array that keeps at most {@code most} bytes. */
    Utf8Json(int most) {
        this.most = most;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The number of bytes that are kept. */
    int length() {
        return length;
    }

    /** The number of bytes that were written. */
    long written() {
        return length + beyond;
    }

    void clear() {
        length = 0;
        beyond = 0;
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[1024];
        }
    }

    /** Removes everything from {@code position} on, of those {@link #written}. */
    void rewind(long position) {
        beyond = Math.max(0, position - length);
        length = (int) Math.min(length, position);
    }

    /** Writes {@code text}, which must be ASCII, without escaping. */
    @SuppressWarnings("deprecation") // the copy of the low bytes is what is wanted for ASCII
    void ascii(String text) {
        int count = text.length();
        if (isKept(count)) {
            text.getBytes(0, count, bytes, length);
            length += count;
        }
    }

    /** Writes the lowest {@code digits} decimal digits of {@code number}, with leading zeros. */
    void digits(long number, int digits) {
        if (isKept(digits)) {
            long rest = number;
            for (int i = length + digits - 1; i >= length; i--) {
                bytes[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            length += digits;
        }
    }

    /**
     * Writes {@code text} in quotes, escaped, with at most {@code limit} bytes between the quotes.
     *
     * @return the number of chars that were written
     */
    int string(String text, int limit) {
        ascii("\"");
        long end = written() + limit;
        int chars = 0;
        if (beyond == 0) {
            ensure(Math.min(Math.min(limit, 2L * text.length()) + 16, most - length));
            chars = copy(text, (int) Math.min(end, most));
        }
        if (end > most) {
            chars = count(text, chars, end - written());
        }
        ascii("\"");
        return chars;
    }

    /** Writes the beginning of {@code text} that ends before {@code end}. Returns the number of its chars. */
    private int copy(String text, int end) {
        int count = text.length();
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
        return i;
    }

    /** Counts {@code text} from {@code from} on, up to {@code limit} bytes. Returns the char behind the last one. */
    private int count(String text, int from, long limit) {
        long left = limit;
        int i = from;
        while (i < text.length()) {
            int size = size(text, i, text.charAt(i));
            if (size > left) {
                break;
            }
            left -= size;
            i += size == 4 ? 2 : 1;
        }
        beyond += limit - left;
        return i;
    }

    /** The number of bytes that {@link #string} writes between the quotes for {@code text} from {@code from} on. */
    static long size(CharSequence text, int from) {
        long size = 0;
        int i = from;
        while (i < text.length()) {
            int bytes = size(text, i, text.charAt(i));
            size += bytes;
            i += bytes == 4 ? 2 : 1;
        }
        return size;
    }

    /** The bytes for the character at {@code i}, which are 4 if and only if it is a pair of chars. */
    private static int size(CharSequence text, int i, char c) {
        if (c < 0x80) {
            return ESCAPES[c] == 0 ? 1 : ESCAPES[c] == 'u' ? 6 : 2;
        }
        if (c < 0x800) {
            return 2;
        }
        return Character.isHighSurrogate(c) && Character.codePointAt(text, i) > 0xFFFF ? 4 : 3;
    }

    /**
     * Writes the non-ASCII character at {@code i}. Returns the number of its chars, or 0 when it does not fit.
     */
    private int special(String text, int i, char c, int end) {
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

    private int escape(char c, int end) {
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

    /** Whether {@code count} more bytes are kept, for which there is room then; otherwise counts them. */
    private boolean isKept(int count) {
        if (beyond > 0 || count > most - length) {
            beyond += count;
            return false;
        }
        ensure(count);
        return true;
    }

    private void ensure(long more) {
        if (bytes.length - length < more) {
            long wanted = Math.max(length + more, Math.min(bytes.length * 2L, most));
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
