package io.fapilog.cli.event;

import io.fapilog.spi.TimeSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of time fields: the notations of {@link TimeScanner} that have a date, and numbers since the epoch,
 * whose unit follows from their size.
 */
final class EventTime {
    /** Stands for no time. */
    static final long NONE = Long.MIN_VALUE;

    private static final long EARLIEST_SECOND = 315_532_800L;
    private static final long LATEST_SECOND = 7_258_118_400L;
    private static final long NANOS = 1_000_000_000L;
    private static final int LONGEST = 100;

    private EventTime() {}

    /** As {@link #nanos(Object, TimeScanner)} for the zone of the machine, or null. */
    static @Nullable Long nanos(@Nullable Object value) {
        long nanos = nanos(value, new TimeScanner(ZoneId.systemDefault(), TimeSource.system()));
        return nanos == NONE ? null : nanos;
    }

    /** Nanoseconds since the epoch, or {@link #NONE} if {@code value} is not a time from 1980 to 2199. */
    static long nanos(@Nullable Object value, TimeScanner scanner) {
        if (value instanceof String text) {
            return ofText(text.strip(), scanner);
        }
        if (value instanceof Long number) {
            return ofNumber(number);
        }
        if (value instanceof BigDecimal decimal) {
            return ofNumber(decimal);
        }
        return value instanceof BigInteger number ? ofNumber(new BigDecimal(number)) : NONE;
    }

    private static long ofText(String text, TimeScanner scanner) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return NONE;
        }
        if (isNumber(text)) {
            return ofNumber(new BigDecimal(text));
        }
        boolean isClock = text.length() > 2 && text.charAt(2) == ':';
        return !isClock && scanner.scan(text, 0) && scanner.end() == text.length() ? scanner.nanos() : NONE;
    }

    /** Whether {@code text} is digits, with at most one point between them. */
    private static boolean isNumber(String text) {
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            points += c == '.' ? 1 : 0;
            if ((c < '0' || c > '9') && c != '.') {
                return false;
            }
        }
        return points == 0 || (points == 1 && text.charAt(0) != '.' && !text.endsWith("."));
    }

    private static long ofNumber(long number) {
        if (number < 100_000_000L) {
            return NONE;
        }
        long unit = number < 100_000_000_000L
                ? 1
                : number < 100_000_000_000_000L ? 1_000 : number < 100_000_000_000_000_000L ? 1_000_000 : NANOS;
        return checked(number / unit, number % unit * (NANOS / unit));
    }

    /** The number of digits before the decimal point decides between seconds, milli-, micro- and nanoseconds. */
    private static long ofNumber(BigDecimal number) {
        int digits = number.precision() - number.scale();
        if (number.signum() <= 0 || digits < 9 || digits > 20) {
            return NONE;
        }
        int shift = digits <= 11 ? 9 : digits <= 14 ? 6 : digits <= 17 ? 3 : 0;
        BigDecimal nanos = number.movePointRight(shift);
        return nanos.precision() - nanos.scale() > 19 ? NONE : checked(nanos.longValue());
    }

    private static long checked(long nanos) {
        return nanos < 0 ? NONE : checked(nanos / NANOS, nanos % NANOS);
    }

    private static long checked(long second, long nano) {
        return second < EARLIEST_SECOND || second >= LATEST_SECOND ? NONE : second * NANOS + nano;
    }
}
