package io.fapilog.loki;

import io.fapilog.config.Options;
import io.fapilog.config.Quantities;
import java.time.Duration;

/**
 * Timeouts, backoff and retry limits.
 *
 * @param timeout for a whole exchange, the body of the answer included
 * @param backoffMin the shortest backoff
 * @param backoffMax the longest backoff
 * @param maxRetries how often a push is retried
 * @param maxAge the age at which an event is no longer sent
 */
record RetrySettings(Duration timeout, Duration backoffMin, Duration backoffMax, int maxRetries, Duration maxAge) {
    static final int UNLIMITED = Integer.MAX_VALUE;

    static RetrySettings read(Options options) {
        Duration least =
                options.duration("backoff_min", Duration.ofMillis(500), Duration.ofMillis(1), Duration.ofHours(1));
        Duration most =
                options.duration("backoff_max", Duration.ofSeconds(30), Duration.ofMillis(1), Duration.ofHours(1));
        if (least.compareTo(most) > 0) {
            options.reject("backoff_min=" + Quantities.show(least) + " is more than backoff_max="
                    + Quantities.show(most) + "; exchange them");
        }
        return new RetrySettings(
                options.duration("timeout", Duration.ofSeconds(10), Duration.ofMillis(10), Duration.ofMinutes(10)),
                least,
                most,
                maxRetries(options),
                options.duration("max_age", Duration.ofDays(6), Duration.ofSeconds(1), Duration.ofDays(36_500)));
    }

    /** These settings with a timeout of at most {@code longest}. */
    RetrySettings within(Duration longest) {
        Duration shorter = timeout.compareTo(longest) < 0 ? timeout : longest;
        return withTimeout(shorter);
    }

    /** These settings with {@code other} as the timeout. */
    RetrySettings withTimeout(Duration other) {
        return new RetrySettings(other, backoffMin, backoffMax, maxRetries, maxAge);
    }

    private static int maxRetries(Options options) {
        boolean given = options.has("max_retries");
        boolean unlimited = !given || "unlimited".equals(options.text("max_retries"));
        int retries = unlimited ? UNLIMITED : options.count("max_retries", UNLIMITED, 0, 1_000_000);
        if (unlimited) {
            options.show("max_retries", "unlimited", given);
        }
        return retries;
    }
}
