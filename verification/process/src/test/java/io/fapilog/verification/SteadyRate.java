package io.fapilog.verification;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A rate that an application keeps also after it got no processor for a while: what it would have logged in that time
 * is not made up for, apart from the last tenth of a second. Not thread-safe.
 */
final class SteadyRate {
    private static final long MADE_UP_FOR = Duration.ofMillis(100).toNanos();
    private static final long SHORTEST_PAUSE = Duration.ofMillis(1).toNanos();

    private final long interval;
    private long due = System.nanoTime();

    private SteadyRate(long interval) {
        this.interval = interval;
    }

    static SteadyRate perSecond(int events) {
        return new SteadyRate(Duration.ofSeconds(1).toNanos() / events);
    }

    /** Waits until the next event may be logged. */
    void await() {
        long now = System.nanoTime();
        due = Math.max(due + interval, now - MADE_UP_FOR);
        if (due - now >= SHORTEST_PAUSE) {
            LockSupport.parkNanos(due - now);
        }
    }
}
