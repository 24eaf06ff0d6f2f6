package io.fapilog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Turns what an application logs into what may be kept: immutable and typed. */
final class Values {
    private Values() {}

    /**
     * Keeps texts, booleans and the immutable numbers of the JDK; of its counters takes the number, of anything else
     * the text.
     */
    static @Nullable Object capture(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || isPlainNumber(value)) {
            return value;
        }
        return isCounter(value) ? (Object) ((Number) value).longValue() : text(value);
    }

    /**
     * The text of {@code value}. Whatever it throws is told in its place: an application's own {@code toString} must
     * cost nothing but itself.
     */
    @SuppressWarnings("CatchingUnchecked")
    static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (Throwable e) {
            return "[" + value.getClass().getName() + " cannot be shown: "
                    + e.getClass().getName() + "]";
        }
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
                || type == BigDecimal.class
                || type == BigInteger.class;
    }
}
