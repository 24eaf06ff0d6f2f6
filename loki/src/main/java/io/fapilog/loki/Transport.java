package io.fapilog.loki;

import org.jspecify.annotations.Nullable;

/** Sends pushes to the server and returns its answers. Worker only. */
interface Transport {
    /**
     * Starts to send {@code batch} and returns at once; {@link #poll} returns the exchange when it has ended. If this
     * throws, the push has failed.
     *
     * @param number the number of the exchange
     */
    Exchange send(SealedBatch batch, long number, long ticks);

    /** The next exchange that has ended, or null. */
    @Nullable
    Exchange poll();

    /** Aborts all exchanges. Returns at once. */
    void close();
}
