package io.fapilog.spool;

import io.fapilog.spi.TimeSource;
import java.time.Duration;

/** A clock that a test moves. */
final class ManualTime implements TimeSource {
    private long ticks = 1_000_000_000L;
    private long epochNanos = 1_764_000_000_000_000_000L;

    @Override
    public long ticks() {
        return ticks;
    }

    @Override
    public long epochNanos() {
        return epochNanos;
    }

    void advance(Duration duration) {
        ticks += duration.toNanos();
        epochNanos += duration.toNanos();
    }
}
