package io.fapilog.redact;

import io.fapilog.LogEvent;
import io.fapilog.text.EightBytes;

/**
 * The low bytes of the characters of one text, of which eight are looked at together. An ASCII character is its byte;
 * another character may look like one. Behind the text are zeros. Reused for text after text. For one thread.
 */
final class LowBytes {
    /** The most characters; a longer text is not held. */
    static final int MOST = 4_096;

    private static final long ONES = EightBytes.ONES;
    private static final long HIGHEST_BITS = EightBytes.HIGHEST_BITS;

    private final byte[] bytes = new byte[MOST + 2 * Long.BYTES];
    private int length;

    /** Takes {@code text}. Returns false if it is too long; then nothing is held. */
    @SuppressWarnings("deprecation") // the copy of the low bytes is what is wanted
    boolean take(String text) {
        int count = text.length();
        if (count > MOST) {
            return false;
        }
        text.getBytes(0, count, bytes, 0);
        end(count);
        return true;
    }

    /** Takes the message of {@code event}. Returns false if it is not held as bytes, or too long. */
    boolean takeMessage(LogEvent event) {
        int count = event.messageBytes();
        if (count < 0 || count > MOST) {
            return false;
        }
        event.copyMessage(bytes, 0);
        end(count);
        return true;
    }

    int length() {
        return length;
    }

    /** The byte at {@code i}; 0 behind the text. */
    int at(int i) {
        return bytes[i];
    }

    /** The eight bytes from {@code i} on, which is at most the {@link #length} and one. */
    long eight(int i) {
        return EightBytes.at(bytes, i);
    }

    /** Eight times the byte {@code c}. */
    static long eightTimes(char c) {
        return c * ONES;
    }

    /** Not 0 if one of the eight bytes is 0: the lowest such byte has its highest bit set, and none below it has. */
    static long zeros(long eight) {
        return eight - ONES & ~eight & HIGHEST_BITS;
    }

    /** Whether one of the bytes may be 0; certainly not if the result is false. */
    static boolean mayHaveZero(long eight, long others) {
        return ((eight - ONES | others - ONES) & HIGHEST_BITS) != 0;
    }

    /** Whether one of the bytes is {@code c}. */
    boolean contains(char c) {
        long wanted = eightTimes(c);
        for (int i = 0; i < length; i += Long.BYTES) {
            if (zeros(eight(i) ^ wanted) != 0) {
                return true;
            }
        }
        return false;
    }

    /** The number of the bytes that are {@code c}. */
    int count(char c) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            count += bytes[i] == c ? 1 : 0;
        }
        return count;
    }

    private void end(int count) {
        EightBytes.set(bytes, count, 0L);
        EightBytes.set(bytes, count + Long.BYTES, 0L);
        length = count;
    }
}
