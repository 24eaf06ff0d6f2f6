package io.fapilog;

import io.fapilog.text.RecentTexts;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of an event take on the heap, in bytes, on a JVM with compressed references: with larger ones, an
 * event takes up to a fifth more.
 */
final class HeapSize {
    /** A reference. */
    static final int REFERENCE = 4;

    private static final int ARRAY = 16;
    private static final int STRING = 24;
    /** The characters of a text that are all looked at to know whether one byte is enough for each. */
    private static final int LOOKED_AT = 1_024;
    /** Behind these, one character of this many is looked at. */
    private static final int STEP = 16;

    private static final int LONGEST_REPEATED = 256;
    /**
     * Texts of former events, by their hash. Written without synchronization: strings are immutable, and a lost entry
     * only has its text counted again.
     */
    private static final @Nullable String[] REPEATED = new @Nullable String[1_024];

    private HeapSize() {}

    /** The size of an object whose fields take {@code fields} bytes. */
    static long object(int fields) {
        return aligned(12L + fields);
    }

    /** The size of an array of references. */
    static long references(int count) {
        return count == 0 ? 0 : aligned(ARRAY + (long) REFERENCE * count);
    }

    /** The size of an array of bytes. */
    static long bytes(int count) {
        return aligned(ARRAY + (long) count);
    }

    /** The size of a text. */
    static long text(@Nullable String text) {
        return text == null ? 0 : STRING + aligned(ARRAY + ((long) text.length() << (isWide(text) ? 1 : 0)));
    }

    /**
     * The size of a text that events have in common, such as the name of a logger or a value of the context: nothing if
     * it is the same object as in a recent event, which holds it already.
     */
    @SuppressWarnings("ReferenceEquality") // only the same object is held once
    static long repeated(@Nullable String text) {
        if (text == null || text.length() > LONGEST_REPEATED) {
            return text(text);
        }
        int place = RecentTexts.place(text, REPEATED.length);
        if (REPEATED[place] == text) {
            return 0;
        }
        REPEATED[place] = text;
        return text(text);
    }

    /** The size of a captured value. */
    static long value(@Nullable Object value) {
        if (value instanceof String string) {
            return text(string);
        }
        if (value instanceof CapturedMap map) {
            return map.heapSize();
        }
        if (value instanceof CapturedList list) {
            return list.heapSize();
        }
        return number(value);
    }

    /** The size of an array of fields or elements with what they refer to. */
    static long elements(@Nullable Object[] elements) {
        long size = references(elements.length);
        for (@Nullable Object element : elements) {
            size += element instanceof String text ? repeated(text) : value(element);
        }
        return size;
    }

    private static long number(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            BigInteger unscaled = decimal.unscaledValue();
            return 40 + (unscaled.bitLength() > 63 ? number(unscaled) : 0);
        }
        if (value instanceof BigInteger integer) {
            return 40 + aligned(ARRAY + 4 * (integer.bitLength() / 32 + 1));
        }
        return value == null || value instanceof Boolean
                ? 0
                : value instanceof Long || value instanceof Double ? 24 : 16;
    }

    /**
     * Whether a text has a character for which it needs two bytes each. The JVM knows, but does not tell; of a long
     * text, a sample decides.
     */
    private static boolean isWide(String text) {
        int all = Math.min(text.length(), LOOKED_AT);
        for (int i = 0; i < all; i++) {
            if (text.charAt(i) > 0xFF) {
                return true;
            }
        }
        for (int i = all; i < text.length(); i += STEP) {
            if (text.charAt(i) > 0xFF) {
                return true;
            }
        }
        return false;
    }

    private static long aligned(long bytes) {
        return bytes + 7 & ~7L;
    }
}
