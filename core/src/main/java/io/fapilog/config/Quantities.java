package io.fapilog.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them. */
public final class Quantities {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,15})(?:\\.(\\d{1,6}))?\\s*([A-Za-z]*)");
    private static final Map<String, Long> NANOS = Map.of(
            "", 1_000_000_000L,
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30, "tib", 1L << 40);

    private Quantities() {}

    /**
     * Reads a duration; a bare number is seconds.
     *
     * @throws IllegalArgumentException when {@code text} is none, or is longer than 292 years
     */
    public static Duration duration(String text) {
        return Duration.ofNanos(read(text, NANOS));
    }

    /**
     * Reads a size; a bare number is bytes.
     *
     * @throws IllegalArgumentException when {@code text} is none
     */
    public static long bytes(String text) {
        return read(text, BYTES);
    }

    /** Writes a duration without loss, for a setting. */
    public static String exact(Duration duration) {
        if (duration.toNanosPart() % 1_000_000 == 0) {
            return show(duration);
        }
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? show(duration) : duration.toNanos() + "ns";
    }

    /** Writes a duration in the largest unit that keeps it whole, from milliseconds on; shorter parts are omitted. */
    public static String show(Duration duration) {
        long millis = Math.abs(duration.toSeconds()) < Long.MAX_VALUE / 1_000
                ? duration.toMillis()
                : duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long length = unitOf(unit, NANOS) / 1_000_000;
            if (millis >= length && millis % length == 0) {
                return millis / length + unit;
            }
        }
        return millis + "ms";
    }

    /** Writes a size in the largest unit that keeps it whole. */
    public static String show(long bytes) {
        for (String unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
            long length = unitOf(unit.toLowerCase(Locale.ROOT), BYTES);
            if (bytes >= length && bytes % length == 0) {
                return bytes / length + unit;
            }
        }
        return bytes + "B";
    }

    private static long unitOf(String name, Map<String, Long> units) {
        Long unit = units.get(name);
        if (unit == null) {
            throw new IllegalArgumentException("no such unit: " + name);
        }
        return unit;
    }

    private static long read(String text, Map<String, Long> units) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a quantity: " + text);
        }
        long unit = unitOf(matcher.group(3).toLowerCase(Locale.ROOT), units);
        try {
            long whole = Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
            String fraction = matcher.group(2);
            return fraction == null
                    ? whole
                    : Math.addExact(whole, Math.round(Double.parseDouble("0." + fraction) * unit));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too large: " + text, e);
        }
    }
}
