package io.fapilog.loki;

import org.jspecify.annotations.Nullable;

/** Takes pushes to the server, and brings its answers. Worker only. */
interface Transport {
    /**
     * Begins to send {@code batch}; {@link #poll} returns the exchange when it has ended. Does not wait for that. What
     * this throws is a failed push.
     *
     * @param number which exchange this is
     */
    Exchange send(SealedBatch batch, long number, long ticks);

    /** An exchange that has ended, or null. */
    @Nullable
    Exchange poll();

    /** Ends everything that is on its way. Returns at once. */
    void close();
}
