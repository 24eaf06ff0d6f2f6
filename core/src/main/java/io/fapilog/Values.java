package io.fapilog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Calendar;
import java.util.Date;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Captures the values of fields as immutable, typed objects. */
@SuppressWarnings("JavaUtilDate") // applications have such values
final class Values {
    /** Numbers with more bits have more than 64 digits, which the line shows as text. */
    private static final int MOST_BITS = 256;

    private Values() {}

    /**
     * Returns strings, booleans and the immutable numbers of the JDK as they are, counters of the JDK as numbers, a
     * value with members as a {@link CapturedMap} or {@link CapturedList} of such values, and anything else as text.
     */
    static @Nullable Object capture(@Nullable Object value) {
        if (value == null || isPlain(value) || value instanceof CapturedMap || value instanceof CapturedList) {
            return value;
        }
        return hasMembers(value) ? new ValueCapture().capture(value) : single(value);
    }

    /** Whether {@code value} is immutable and typed already. */
    static boolean isPlain(Object value) {
        return value instanceof String || value instanceof Boolean || isPlainNumber(value);
    }

    /** A value that is neither plain nor has members: a number, a boolean or a text. */
    static Object single(Object value) {
        if (isCounter(value)) {
            return ((Number) value).longValue();
        }
        return value.getClass() == AtomicBoolean.class ? (Object) ((AtomicBoolean) value).get() : text(value);
    }

    /**
     * The text of {@code value}, or a text that names the exception of its {@code toString}, which must not affect
     * anything else.
     */
    @SuppressWarnings("CatchingUnchecked")
    static String text(@Nullable Object value) {
        try {
            return String.valueOf((Object) shown(value));
        } catch (Throwable e) {
            return unreadable(value, e);
        }
    }

    /** A text in place of {@code value}, which could not be read. */
    static String unreadable(@Nullable Object value, Throwable thrown) {
        String type = value == null ? "null" : value.getClass().getName();
        return "[" + type + " cannot be shown: " + thrown.getClass().getName() + "]";
    }

    private static boolean hasMembers(Object value) {
        try {
            return ValueCapture.hasMembers(value);
        } catch (Throwable e) {
            // The stack or the memory is used up.
            return false;
        }
    }

    /** Times as ISO 8601 writes them, as those of {@code java.time} do by themselves. */
    private static @Nullable String shown(@Nullable Object value) {
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant().toString();
        }
        return value instanceof Date date && isInstant(date) ? date.toInstant().toString() : String.valueOf(value);
    }

    /** Whether {@code date} has a time: those of SQL that are only a day or a time of day have not. */
    private static boolean isInstant(Date date) {
        return date.getClass() == Date.class || date.getClass().getName().equals("java.sql.Timestamp");
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
