package io.fapilog.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rate limit for what is pushed.
 *
 * @param bytesPerSecond the rate
 * @param burst the bytes that may come at once
 */
record IngestionRate(long bytesPerSecond, long burst) {
    static final String ALLOWED = "write a rate such as 1MB/s or 500KiB/s, or one with its burst, 1MB/s,4MB";

    private static final String SIZE = "(\\d{1,9})([kmg]i?b|b)";
    private static final Pattern RATE = Pattern.compile(SIZE + "/s(?:," + SIZE + ")?");
    private static final Map<String, Long> UNITS = Map.of(
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30);

    /**
     * Reads a rate. Without a burst it is one and a half of the rate, as it is by default in Loki.
     *
     * @throws IllegalArgumentException if {@code text} is none
     */
    static IngestionRate parse(String text) {
        Matcher matcher = RATE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is no rate; " + ALLOWED);
        }
        long rate = bytes(matcher.group(1), matcher.group(2));
        long burst = matcher.group(3) == null ? rate + rate / 2 : bytes(matcher.group(3), matcher.group(4));
        if (rate == 0 || burst == 0) {
            throw new IllegalArgumentException("is zero; " + ALLOWED);
        }
        return new IngestionRate(rate, burst);
    }

    private static long bytes(String number, String unit) {
        return Long.parseLong(number) * UNITS.getOrDefault(unit, 1L);
    }
}
