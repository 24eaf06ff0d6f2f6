package io.fapilog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Captures the values of fields as immutable, typed objects. */
final class Values {
    /** Numbers with more bits have more than 64 digits, which the line shows as text. */
    private static final int MOST_BITS = 256;

    private Values() {}

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

    /** A text in place of {@code value}, which could not be read. */
    static String unreadable(@Nullable Object value, Throwable thrown) {
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
