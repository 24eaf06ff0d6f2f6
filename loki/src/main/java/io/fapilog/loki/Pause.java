package io.fapilog.loki;

import java.util.function.DoubleSupplier;

/**
 * How long the server is left alone after a failure. A push that was begun before the last failure says nothing about
 * the time since: it neither ends the pause nor makes it longer, unless the server asks for that. Worker only.
 */
final class Pause {
    private final Backoff backoff;
    private final DoubleSupplier random;
    private boolean waiting;
    private long until;
    private long begunAtFailure;

    /**
     * No pause.
     *
     * @param random brings numbers in [0, 1)
     */
    Pause(Backoff backoff, DoubleSupplier random) {
        this.backoff = backoff;
        this.random = random;
    }

    /** Whether the last push that tells has failed. */
    boolean isFailing() {
        return backoff.failures() > 0;
    }

    /** How long nothing may be sent, in nanoseconds. */
    long rest(long ticks) {
        return waiting ? Math.max(0, until - ticks) : 0;
    }

    /**
     * A push has failed and is to be repeated.
     *
     * @param asked for how long the server asked us to wait, in nanoseconds, or -1
     * @param begun how many pushes have been begun so far
     */
    void failed(Exchange exchange, long asked, long begun, long ticks) {
        boolean known = waiting && exchange.number() <= begunAtFailure;
        if (!known || asked >= 0) {
            begin(backoff.next(random.getAsDouble(), asked), begun, ticks);
        }
    }

    /** A push has been refused for a reason that somebody has to mend; what that takes may have been done already. */
    void refused(boolean mended, long begun, long ticks) {
        begin(mended ? 0 : backoff.slow(random.getAsDouble()), begun, ticks);
    }

    /** The server took a push. Returns whether that is news. */
    boolean succeeded(Exchange exchange) {
        boolean news = !waiting || exchange.number() > begunAtFailure;
        if (news) {
            waiting = false;
            backoff.reset();
        }
        return news;
    }

    private void begin(long nanos, long begun, long ticks) {
        waiting = true;
        until = ticks + nanos;
        begunAtFailure = begun;
    }
}
