package io.fapilog.testkit;

import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that a test moves. Its ticks start five seconds before they overflow, so that a comparison that is not by
 * subtraction fails. Thread-safe.
 */
public final class ManualTime implements TimeSource {
    /** The wall-clock time at the start, in nanoseconds since the epoch. */
    public static final long START = Instant.parse("2026-11-22T10:00:00Z").getEpochSecond() * 1_000_000_000L;

    private final AtomicLong elapsed = new AtomicLong();
    private final AtomicLong setBack = new AtomicLong();

    /** Moves both clocks forward. */
    public void advance(Duration duration) {
        elapsed.addAndGet(duration.toNanos());
    }

    /** Sets the wall clock back, as an operator or a time server does. */
    public void setBack(Duration duration) {
        setBack.addAndGet(duration.toNanos());
    }

    @Override
    public long ticks() {
        return Long.MAX_VALUE - 5_000_000_000L + elapsed.get();
    }

    @Override
    public long epochNanos() {
        return START + elapsed.get() - setBack.get();
    }
}
