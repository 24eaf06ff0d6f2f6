package io.fapilog.devloki.logql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations as Go and Prometheus do. Thread-safe. */
final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern PROMETHEUS =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long SECOND = 1_000_000_000L;
    private static final long[] UNITS = {
        365 * 86400 * SECOND, 7 * 86400 * SECOND, 86400 * SECOND, 3600 * SECOND, 60 * SECOND, SECOND, 1_000_000
    };
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private GoDuration() {}

    /** Parses a duration in Prometheus' syntax, which has days, weeks and years. */
    static long parsePrometheus(String text) throws BadQuery {
        if (text.equals("0")) {
            return 0;
        }
        if (text.isEmpty()) {
            throw new BadQuery("empty duration string");
        }
        Matcher matcher = PROMETHEUS.matcher(text);
        if (!matcher.matches()) {
            throw new BadQuery(fault(text));
        }
        BigInteger nanos = BigInteger.ZERO;
        for (int i = 0; i < UNITS.length; i++) {
            String count = matcher.group(i + 1);
            nanos = count == null ? nanos : nanos.add(new BigInteger(count).multiply(BigInteger.valueOf(UNITS[i])));
        }
        if (nanos.compareTo(MAX) > 0) {
            throw new BadQuery("duration out of range");
        }
        return nanos.longValueExact();
    }

    private static String fault(String text) {
        Matcher part = Pattern.compile("\\d+(\\D+)").matcher(text);
        for (int at = 0; part.region(at, text.length()).lookingAt(); at = part.end()) {
            if (!part.group(1).matches("y|w|d|h|m|s|ms")) {
                return "unknown unit " + GoText.quote(part.group(1)) + " in duration " + GoText.quote(text);
            }
        }
        return "not a valid duration string: " + GoText.quote(text);
    }

    /** Parses a duration in a query: in Prometheus' syntax, else in Go's. */
    static long parseInQuery(String text) throws BadQuery {
        return PROMETHEUS.matcher(text).matches() && !text.isEmpty() ? parsePrometheus(text) : parse(text);
    }

    /** Go's {@code time.ParseDuration}, in nanoseconds. */
    static long parse(String text) throws BadQuery {
        String bare = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (bare.equals("0")) {
            return 0;
        }
        Matcher part = PART.matcher(bare);
        BigDecimal sum = BigDecimal.ZERO;
        int at = 0;
        while (at < bare.length()) {
            if (!part.region(at, bare.length()).lookingAt()) {
                throw invalid(text, bare.substring(at));
            }
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
            at = part.end();
        }
        if (bare.isEmpty() || sum.toBigInteger().compareTo(MAX) > 0) {
            throw new BadQuery("time: invalid duration " + GoText.quote(text));
        }
        long nanos = sum.longValue();
        return text.startsWith("-") ? -nanos : nanos;
    }

    private static BadQuery invalid(String text, String rest) {
        Matcher number = Pattern.compile("\\d+\\.?\\d*|\\.\\d+").matcher(rest);
        if (!number.lookingAt()) {
            return new BadQuery("time: invalid duration " + GoText.quote(text));
        }
        Matcher unit = Pattern.compile("[^0-9.]*").matcher(rest).region(number.end(), rest.length());
        String name = unit.lookingAt() ? unit.group() : "";
        return new BadQuery(
                name.isEmpty()
                        ? "time: missing unit in duration " + GoText.quote(text)
                        : "time: unknown unit " + GoText.quote(name) + " in duration " + GoText.quote(text));
    }

    private static long unit(String name) {
        return switch (name) {
            case "ns" -> 1;
            case "ms" -> 1_000_000;
            case "s" -> SECOND;
            case "m" -> 60 * SECOND;
            case "h" -> 3600 * SECOND;
            default -> 1000;
        };
    }
}
