package io.fapilog.json;

import io.fapilog.LogEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes with writes for JSON in UTF-8. It keeps a limited number of bytes and only counts those that
 * follow, so that a huge text takes no more memory than the limit. For one thread; reusable.
 */
final class Utf8Json {
    private static final int LARGEST_KEPT = 1 << 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** The characters of a text that are looked at together. */
    private static final int BLOCK = 256;

    private final int most;
    private final byte[] block = new byte[BLOCK];
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

    /** Writes {@code text}, which is JSON already. */
    void raw(byte[] text) {
        if (isKept(text.length)) {
            System.arraycopy(text, 0, bytes, length, text.length);
            length += text.length;
        }
    }

    /**
     * Writes the message of {@code event} in quotes if it is held as bytes and needs no escape.
     *
     * @return false if it must be written in another way; then nothing is written
     */
    boolean message(LogEvent event, int limit) {
        int count = event.messageBytes();
        if (count < 0 || count > limit || !reserve(count + 2)) {
            return false;
        }
        event.copyMessage(bytes, length + 1);
        return quoteIfPlain(count);
    }

    /**
     * Writes {@code text} in quotes, escaped, with at most {@code limit} bytes between the quotes.
     *
     * @return the number of chars that were written
     */
    int string(String text, int limit) {
        if (shortText(text, limit)) {
            return text.length();
        }
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

    /** Writes a short text in quotes if it needs no escape. Otherwise writes nothing and returns false. */
    @SuppressWarnings("deprecation") // the copy of the low bytes is what is wanted for ISO 8859-1
    private boolean shortText(String text, int limit) {
        int count = text.length();
        if (count > Math.min(limit, BLOCK) || !isLatin1(text, 0, count) || !reserve(count + 2)) {
            return false;
        }
        text.getBytes(0, count, bytes, length + 1);
        return quoteIfPlain(count);
    }

    /** Makes {@code count} bytes behind the next one a string if they need no escape. */
    private boolean quoteIfPlain(int count) {
        int end = length + 1 + count;
        if (Escapes.plainEnd(bytes, length + 1, end) < end) {
            return false;
        }
        bytes[length] = '"';
        bytes[end] = '"';
        length = end + 1;
        return true;
    }

    /** Writes the beginning of {@code text} that ends before {@code end}. Returns the number of its chars. */
    private int copy(String text, int end) {
        int i = 0;
        int blockEnd = 0;
        // A block that ends with the first char of a pair is followed by one that begins behind the pair.
        while (i >= blockEnd && i < text.length()) {
            blockEnd = Math.min(text.length(), i + BLOCK);
            i = isLatin1(text, i, blockEnd) ? copyLatin1(text, i, blockEnd, end) : copyWide(text, i, blockEnd, end);
        }
        return i;
    }

    private static boolean isLatin1(String text, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            all |= text.charAt(i);
        }
        return all <= 0xFF;
    }

    @SuppressWarnings("deprecation")
    private int copyLatin1(String text, int from, int to, int end) {
        int count = to - from;
        text.getBytes(from, to, block, 0);
        int i = 0;
        while (i < count) {
            int plain = Math.min(Escapes.plainEnd(block, i, count) - i, end - length);
            ensure(plain);
            System.arraycopy(block, i, bytes, length, plain);
            length += plain;
            i += plain;
            if (i < count && special(text, from + i, end) == 0) {
                return from + i;
            }
            i = Math.min(count, i + 1);
        }
        return to;
    }

    private int copyWide(String text, int from, int to, int end) {
        int i = from;
        while (i < to) {
            int used = special(text, i, end);
            if (used == 0) {
                break;
            }
            i += used;
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
            byte letter = Escapes.letter(c);
            return letter == 0 ? 1 : letter == 'u' ? 6 : 2;
        }
        if (c < 0x800) {
            return 2;
        }
        return Character.isHighSurrogate(c) && Character.codePointAt(text, i) > 0xFFFF ? 4 : 3;
    }

    /** Writes the character at {@code i}. Returns the number of its chars, or 0 when it does not fit. */
    private int special(String text, int i, int end) {
        ensure(6);
        char c = text.charAt(i);
        if (c < 0x80) {
            return ascii(c, end);
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

    private int ascii(char c, int end) {
        byte letter = Escapes.letter(c);
        if (letter != 0) {
            return escape(c, letter, end);
        }
        if (length >= end) {
            return 0;
        }
        bytes[length++] = (byte) c;
        return 1;
    }

    private int escape(char c, byte letter, int end) {
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

    /** Makes room for {@code count} more bytes. Returns false if so many are not kept. */
    private boolean reserve(int count) {
        boolean isKept = beyond == 0 && count <= most - length;
        if (isKept) {
            ensure(count);
        }
        return isKept;
    }

    /** Whether {@code count} more bytes are kept, for which there is room then; otherwise counts them. */
    private boolean isKept(int count) {
        boolean isKept = reserve(count);
        if (!isKept) {
            beyond += count;
        }
        return isKept;
    }

    private void ensure(long more) {
        if (bytes.length - length < more) {
            long wanted = Math.max(length + more, Math.min(bytes.length * 2L, most));
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }
}
