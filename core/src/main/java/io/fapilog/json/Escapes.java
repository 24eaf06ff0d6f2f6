package io.fapilog.json;

import io.fapilog.text.EightBytes;
import java.util.Arrays;

/** The ASCII characters that a JSON string escapes (RFC 8259, section 7). */
final class Escapes {
    private static final long ONES = EightBytes.ONES;
    /** By ASCII character: 0 for no escape, 'u' for a hexadecimal escape, else the character after the backslash. */
    private static final byte[] LETTERS = letters();

    private Escapes() {}

    /** What follows the backslash in the escape of the ASCII character {@code c}: a letter; 0 for no escape. */
    static byte letter(int c) {
        return LETTERS[c];
    }

    /** The index of the first byte that is not an ASCII character or must be escaped; {@code to} if there is none. */
    static int plainEnd(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long found = notPlain(EightBytes.at(bytes, i));
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (i < to && bytes[i] >= 0 && LETTERS[bytes[i]] == 0) {
            i++;
        }
        return i;
    }

    /**
     * The highest bit of the first of eight bytes that is not plain is set, and no bit of those before it. Each of the
     * differences borrows from the next byte only where it finds something.
     */
    private static long notPlain(long eight) {
        long control = eight - ' ' * ONES;
        long quote = (eight ^ '"' * ONES) - ONES;
        long backslash = (eight ^ '\\' * ONES) - ONES;
        return (control | quote | backslash | eight) & EightBytes.HIGHEST_BITS;
    }

    private static byte[] letters() {
        byte[] letters = new byte[128];
        Arrays.fill(letters, 0, ' ', (byte) 'u');
        letters['\b'] = 'b';
        letters['\f'] = 'f';
        letters['\n'] = 'n';
        letters['\r'] = 'r';
        letters['\t'] = 't';
        letters['"'] = '"';
        letters['\\'] = '\\';
        return letters;
    }
}
