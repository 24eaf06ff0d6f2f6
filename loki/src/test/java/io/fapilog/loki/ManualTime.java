package io.fapilog.loki;

import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that advances only by {@link #advance}. */
final class ManualTime implements TimeSource {
    static final long START = Instant.parse("2026-11-22T10:00:00Z").getEpochSecond() * 1_000_000_000L;

    private final AtomicLong elapsed = new AtomicLong();

    void advance(Duration duration) {
        elapsed.addAndGet(duration.toNanos());
    }

    @Override
    public long ticks() {
        // Near the end of the range, so that a comparison that is not by subtraction fails.
        return Long.MAX_VALUE - 5_000_000_000L + elapsed.get();
    }

    @Override
    public long epochNanos() {
        return START + elapsed.get();
    }
}
