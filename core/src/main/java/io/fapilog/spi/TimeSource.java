package io.fapilog.spi;

import java.time.Clock;
import java.time.Instant;

/** Where time comes from. Thread-safe. Tests give a manual one. */
public interface TimeSource {
    /** Nanoseconds of a clock that only runs forward, for deadlines; comparable by subtraction only. */
    long ticks();

    /** Wall-clock time in nanoseconds since the epoch, for stamps and ages. */
    long epochNanos();

    /** The clocks of the machine. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }

    /** The clocks of the machine, at the resolution that the JDK offers. */
    enum SystemTime implements TimeSource {
        /** The only one. */
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
}
