package io.fapilog.loki;

/**
 * How long to wait before a push is repeated: evenly spread between the least and a limit that doubles with every
 * failure in a row ("full jitter"), so that a fleet does not come back as one. Worker only.
 */
final class Backoff {
    /** A server may ask for more than our own limit, but not for ever. */
    private static final long MOST_ASKED = 300_000_000_000L;

    private final long least;
    private final long most;
    private int failures;

    Backoff(long leastNanos, long mostNanos) {
        least = leastNanos;
        most = mostNanos;
    }

    /**
     * The wait after one more failure, in nanoseconds.
     *
     * @param random in [0, 1)
     * @param asked for how long the server asked us to wait, or -1
     */
    long next(double random, long asked) {
        failures++;
        long limit = failures < 62 && least <= most >> failures ? least << failures : most;
        long jitter = (long) (random * (limit - least));
        if (asked >= 0) {
            // Spread by a little, again for the fleet's sake.
            return Math.max(least, Math.min(asked, Math.max(most, MOST_ASKED))) + (long) (random * least);
        }
        return least + jitter;
    }

    /** The wait when somebody has to mend something first: near the most, whatever came before. */
    long slow(double random) {
        failures++;
        return most - (long) (random * (most - Math.max(least, most / 2)));
    }

    int failures() {
        return failures;
    }

    /** The server takes pushes. */
    void reset() {
        failures = 0;
    }
}
