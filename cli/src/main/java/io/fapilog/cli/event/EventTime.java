package io.fapilog.cli.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads timestamps in the notations of common logging systems: RFC 3339 and its variants (a space in place of the T, a
 * comma before the fraction, no offset for local time), and numbers since the epoch, whose unit follows from their
 * size.
 */
final class EventTime {
    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[Tt ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9})\\d*)?)?"
                    + "\\s*(?:([Zz]|UTC|GMT)|([+-]\\d\\d)(?::?(\\d\\d))?)?(?:\\[[^\\]]*])?");
    private static final Pattern NUMBER = Pattern.compile("\\d{9,20}(?:\\.\\d{1,9})?");
    private static final long EARLIEST_SECOND =
            Instant.parse("1980-01-01T00:00:00Z").getEpochSecond();
    private static final long LATEST_SECOND =
            Instant.parse("2200-01-01T00:00:00Z").getEpochSecond();

    private EventTime() {}

    /** Nanoseconds since the epoch, or null if {@code value} is not a time from 1980 to 2199. */
    static @Nullable Long nanos(@Nullable Object value) {
        if (value instanceof String text) {
            return ofText(text.strip());
        }
        if (value instanceof BigDecimal decimal) {
            return ofNumber(decimal);
        }
        return value instanceof Long || value instanceof BigInteger ? ofNumber(new BigDecimal(value.toString())) : null;
    }

    private static @Nullable Long ofText(String text) {
        if (NUMBER.matcher(text).matches()) {
            return ofNumber(new BigDecimal(text));
        }
        Matcher parts = DATE_TIME.matcher(text);
        try {
            return parts.matches() ? nanos(local(parts).atZone(zone(parts)).toInstant()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDateTime local(Matcher parts) {
        return LocalDateTime.of(
                number(parts.group(1)),
                number(parts.group(2)),
                number(parts.group(3)),
                number(parts.group(4)),
                number(parts.group(5)),
                number(parts.group(6)),
                fraction(parts.group(7)));
    }

    private static ZoneId zone(Matcher parts) {
        if (parts.group(8) != null) {
            return ZoneOffset.UTC;
        }
        String hours = parts.group(9);
        if (hours == null) {
            return ZoneId.systemDefault();
        }
        int minutes = number(parts.group(10));
        return ZoneOffset.ofHoursMinutes(Integer.parseInt(hours), hours.startsWith("-") ? -minutes : minutes);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int fraction(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt((digits + "00000000").substring(0, 9));
    }

    /** The number of digits before the decimal point decides between seconds, milli-, micro- and nanoseconds. */
    private static @Nullable Long ofNumber(BigDecimal number) {
        int digits = number.precision() - number.scale();
        if (number.signum() <= 0 || digits < 9 || digits > 20) {
            return null;
        }
        int shift = digits <= 11 ? 9 : digits <= 14 ? 6 : digits <= 17 ? 3 : 0;
        BigDecimal nanos = number.movePointRight(shift);
        BigDecimal seconds = nanos.movePointLeft(9);
        return nanos(Instant.ofEpochSecond(
                seconds.longValue(),
                nanos.toBigInteger().mod(BigInteger.TEN.pow(9)).longValue()));
    }

    private static @Nullable Long nanos(Instant instant) {
        long second = instant.getEpochSecond();
        return second < EARLIEST_SECOND || second >= LATEST_SECOND ? null : second * 1_000_000_000L + instant.getNano();
    }
}
