package io.fapilog.devloki;

import java.time.Duration;
import java.time.Instant;

/** A rate limit with a burst, as a token bucket that starts full. Not thread-safe. */
final class TokenBucket {
    private final long perSecond;
    private final long burst;
    private double tokens;
    private Instant filled;

    TokenBucket(long perSecond, long burst, Instant now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = (double) burst;
        this.filled = now;
    }

    /** Takes {@code amount} tokens and returns true; takes none and returns false if there are fewer. */
    boolean take(long amount, Instant now) {
        double seconds = Math.max(0, (double) Duration.between(filled, now).toNanos() / 1e9);
        tokens = Math.min((double) burst, tokens + seconds * (double) perSecond);
        filled = now;
        if ((double) amount > tokens) {
            return false;
        }
        tokens -= (double) amount;
        return true;
    }
}
