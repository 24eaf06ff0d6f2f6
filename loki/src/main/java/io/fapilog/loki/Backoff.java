package io.fapilog.loki;

import java.util.function.DoubleSupplier;

/**
 * Whether the server is failing, and how long nothing is sent because of that. Worker only.
 *
 * <p>The time is drawn evenly between the least and a limit that doubles with every failure in a row ("full jitter"),
 * so that the instances of an application do not retry at the same moment.
 *
 * <p>A push that was started before the last failure shows nothing about the time since: its success does not end the
 * backoff and its failure does not extend it, unless the server asks for that.
 */
final class Backoff {
    /** The longest that a server may ask for where our own limit is shorter. */
    private static final long MOST_ASKED = 300_000_000_000L;

    /** How long a drain waits for an answer of a server that is not failing. */
    private static final long FAIR_CHANCE_NANOS = 1_000_000_000;

    /** The number of refusals until a configuration is changed after which the server is tried slowly. */
    private static final int SOON = 3;

    private final long least;
    private final long most;
    private final DoubleSupplier random;
    private int failures;
    private boolean active;
    private long until;
    /** The number of the last push that was started before the last failure. */
    private long startedAtFailure;

    private long lastAnswer;

    /**
     * A backoff that is not active.
     *
     * @param random returns numbers in [0, 1)
     */
    Backoff(RetrySettings settings, DoubleSupplier random) {
        this.least = settings.backoffMin().toNanos();
        this.most = settings.backoffMax().toNanos();
        this.random = random;
    }

    /** Whether the last push that shows it has failed. */
    boolean isFailing() {
        return failures > 0;
    }

    /** The nanoseconds for which nothing may be sent. */
    long untilRetry(long ticks) {
        return active ? Math.max(0, until - ticks) : 0;
    }

    /** The nanoseconds until a drain stops waiting for the server; negative or zero when it should not wait. */
    long untilHopeless(long ticks) {
        return lastAnswer + FAIR_CHANCE_NANOS - ticks;
    }

    /** Records that the server has answered, or that a drain has started to wait for an answer. */
    void answered(long ticks) {
        lastAnswer = ticks;
    }

    /**
     * Records that a push has failed and will be retried.
     *
     * @param push its number
     * @param asked the nanoseconds that the server asked us to wait, or -1
     * @param started the number of the last push that was started
     */
    void failed(long push, long asked, long started, long ticks) {
        boolean known = active && push <= startedAtFailure;
        if (!known || asked >= 0) {
            start(next(asked), started, ticks);
        }
    }

    /**
     * Records that the server has refused a push until a configuration is changed. The first refusals are answered
     * soon, since they may concern one push only, which the next one then shows.
     *
     * @param changed whether it has been changed since the push was started
     */
    void refused(boolean changed, long started, long ticks) {
        start(changed ? 0 : failures < SOON ? next(-1) : slow(), started, ticks);
    }

    /** Records that the server has processed push number {@code push}. Returns whether that ends the backoff. */
    boolean succeeded(long push) {
        boolean ends = !active || push > startedAtFailure;
        if (ends) {
            active = false;
            failures = 0;
        }
        return ends;
    }

    private void start(long nanos, long started, long ticks) {
        active = true;
        until = ticks + nanos;
        startedAtFailure = started;
    }

    private long next(long asked) {
        failures++;
        return pause(failures, asked);
    }

    /**
     * Draws how long nothing is sent after {@code failures} in a row.
     *
     * @param asked the nanoseconds that the server asked us to wait, or -1
     */
    long pause(int failures, long asked) {
        long limit = failures < 62 && least <= most >> failures ? least << failures : most;
        double share = random.getAsDouble();
        return asked < 0
                ? least + (long) (share * (limit - least))
                : Math.max(least, Math.min(asked, Math.max(most, MOST_ASKED))) + (long) (share * least);
    }

    /** Near the most, whatever came before. */
    private long slow() {
        failures++;
        return most - (long) (random.getAsDouble() * (most - Math.max(least, most / 2)));
    }
}
