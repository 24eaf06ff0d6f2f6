package io.fapilog.json;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Formats time stamps as RFC 3339 in UTC with nanoseconds. Caches the text of the last second. For one thread. */
final class Rfc3339 {
    private static final long NANOS = 1_000_000_000L;

    private long second = Long.MIN_VALUE;
    private String text = "";

    void write(long epochNanos, Utf8Json out) {
        long now = Math.floorDiv(epochNanos, NANOS);
        if (now != second) {
            second = now;
            text = LocalDateTime.ofEpochSecond(now, 0, ZoneOffset.UTC)
                            .withNano(1)
                            .toString()
                            .substring(0, 19) + ".";
        }
        out.ascii(text);
        out.digits(Math.floorMod(epochNanos, NANOS), 9);
        out.ascii("Z");
    }
}
