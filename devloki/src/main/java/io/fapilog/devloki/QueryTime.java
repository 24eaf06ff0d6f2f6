package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.GoText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The time range of a query.
 *
 * @param start the start in nanoseconds since 1970, inclusive
 * @param end the end in nanoseconds since 1970, exclusive
 */
record QueryTime(long start, long end) {
    private static final Duration DEFAULT_SINCE = Duration.ofHours(1);
    private static final long SECOND = 1_000_000_000L;
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] UNITS = {
        365 * 86400 * SECOND, 7 * 86400 * SECOND, 86400 * SECOND, 3600 * SECOND, 60 * SECOND, SECOND, 1_000_000
    };

    /** The range that the parameters {@code start}, {@code end} and {@code since} denote. */
    static QueryTime of(Fields parameters, Instant now) throws BadQuery {
        long since = since(parameters.getValue("since"));
        long current = nanos(now);
        long end = time("end", parameters.getValue("end"), current);
        long start = time("start", parameters.getValue("start"), Math.min(end, current) - since);
        return new QueryTime(start, end);
    }

    /**
     * Parses a point in time: a number with a dot or of up to ten digits is in seconds, another number in nanoseconds,
     * and other text is in the format of RFC 3339.
     *
     * @param absent the result if {@code value} is missing
     */
    static long time(String name, @Nullable String value, long absent) throws BadQuery {
        try {
            return time(value == null ? "" : value, absent);
        } catch (BadQuery e) {
            throw new BadQuery("could not parse '" + name + "' parameter: " + e.text());
        }
    }

    /** Parses a point in time as above, without the name of the parameter in the message. */
    static long time(String value, long absent) throws BadQuery {
        if (value.isEmpty()) {
            return absent;
        }
        try {
            return parse(value);
        } catch (NumberFormatException | DateTimeException e) {
            throw new BadQuery("strconv.ParseInt: parsing " + GoText.quote(value) + ": invalid syntax");
        }
    }

    private static long parse(String value) {
        if (value.matches("-?\\d*\\.\\d*") && value.length() > 1) {
            BigDecimal seconds = new BigDecimal(value).setScale(3, RoundingMode.HALF_UP);
            return seconds.movePointRight(9).longValue();
        }
        if (value.matches("[+-]?\\d+")) {
            long number = Long.parseLong(value);
            return value.length() <= 10 ? number * SECOND : number;
        }
        return nanos(OffsetDateTime.parse(value).toInstant());
    }

    static long nanos(Instant time) {
        return time.getEpochSecond() * SECOND + time.getNano();
    }

    private static long since(@Nullable String value) throws BadQuery {
        if (value == null || value.isEmpty()) {
            return DEFAULT_SINCE.toNanos();
        }
        try {
            return duration(value);
        } catch (BadQuery e) {
            throw new BadQuery("could not parse 'since' parameter: " + e.text());
        }
    }

    /** Parses a duration such as {@code 1h30m}, in nanoseconds. */
    static long duration(String value) throws BadQuery {
        Matcher matcher = DURATION.matcher(value);
        if (value.isEmpty() || !matcher.matches()) {
            throw new BadQuery("not a valid duration string: " + GoText.quote(value));
        }
        long nanos = 0;
        for (int i = 0; i < UNITS.length; i++) {
            String count = matcher.group(i + 1);
            nanos += count == null ? 0 : Long.parseLong(count) * UNITS[i];
        }
        return nanos;
    }
}
