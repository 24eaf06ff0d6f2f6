package io.fapilog;

import io.fapilog.spi.TimeSource;
import java.time.Instant;

/** Two clocks that stand still until they are told otherwise. */
final class SimulatedClock implements TimeSource {
    static final long SECOND = 1_000_000_000L;

    private static final long START = Instant.parse("2026-11-22T10:00:00Z").getEpochSecond() * SECOND;

    private long elapsed;
    private long setBack;

    void advance(long nanos) {
        elapsed += nanos;
    }

    /** An operator, or a time server, sets the clock of the wall back. */
    void setBack(long nanos) {
        setBack += nanos;
    }

    @Override
    public long ticks() {
        // Near the end of the range, so that a comparison that is not by subtraction fails.
        return Long.MAX_VALUE - 5 * SECOND + elapsed;
    }

    @Override
    public long epochNanos() {
        return START + elapsed - setBack;
    }
}
