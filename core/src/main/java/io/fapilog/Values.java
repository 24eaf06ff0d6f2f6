package io.fapilog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Captures contexts and attribute values as immutable, typed objects. */
final class Values {
    private static final Object[] NONE = {};
    /** The most entries of a context. */
    private static final int MOST_ENTRIES = 1 << 16;
    /** Numbers with more bits have more than 64 digits, which the line shows as text. */
    private static final int MOST_BITS = 256;

    private Values() {}

    /**
     * The names and values of {@code map}, in turn. A map that cannot be read becomes an entry that says so. The map
     * may be one of the application, with any code and content.
     */
    @SuppressWarnings({"CatchingUnchecked", "NullAway"}) // an array of values that may be null
    static Object[] context(Map<?, ?> map) {
        try {
            if (map.isEmpty()) {
                return NONE;
            }
            Object[] pairs = new Object[2 * Math.min(map.size(), MOST_ENTRIES)];
            int count = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (count == pairs.length) {
                    break;
                }
                pairs[count++] = entry.getKey() instanceof String name ? name : text(entry.getKey());
                pairs[count++] = capture(entry.getValue());
            }
            return count == pairs.length ? pairs : Arrays.copyOf(pairs, count);
        } catch (Throwable e) {
            return new Object[] {"context", unreadable(map, e)};
        }
    }

    /**
     * Returns strings, booleans and the immutable numbers of the JDK as they are, counters of the JDK as numbers, and
     * anything else as text.
     */
    static @Nullable Object capture(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || isPlainNumber(value)) {
            return value;
        }
        return isCounter(value) ? (Object) ((Number) value).longValue() : text(value);
    }

    /**
     * The text of {@code value}, or a text that names the exception of its {@code toString}, which must not affect
     * anything else.
     */
    @SuppressWarnings("CatchingUnchecked")
    static String text(@Nullable Object value) {
        try {
            return String.valueOf((Object) String.valueOf(value));
        } catch (Throwable e) {
            return unreadable(value, e);
        }
    }

    private static String unreadable(@Nullable Object value, Throwable thrown) {
        String type = value == null ? "null" : value.getClass().getName();
        return "[" + type + " cannot be shown: " + thrown.getClass().getName() + "]";
    }

    private static boolean isCounter(Object value) {
        Class<?> type = value.getClass();
        return type == AtomicLong.class || type == AtomicInteger.class || type == LongAdder.class;
    }

    private static boolean isPlainNumber(Object value) {
        Class<?> type = value.getClass();
        return type == Integer.class
                || type == Long.class
                || type == Double.class
                || type == Float.class
                || type == Short.class
                || type == Byte.class
                || (type == BigInteger.class && ((BigInteger) value).bitLength() <= MOST_BITS)
                || (type == BigDecimal.class && isShort((BigDecimal) value));
    }

    private static boolean isShort(BigDecimal value) {
        return value.unscaledValue().bitLength() <= MOST_BITS;
    }
}
