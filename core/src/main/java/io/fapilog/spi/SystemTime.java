package io.fapilog.spi;

import java.time.Clock;
import java.time.Instant;

/** The clocks of the machine. */
enum SystemTime implements TimeSource {
    INSTANCE;

    private static final Clock WALL = Clock.systemUTC();

    @Override
    public long ticks() {
        return System.nanoTime();
    }

    @Override
    public long epochNanos() {
        Instant now = WALL.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
