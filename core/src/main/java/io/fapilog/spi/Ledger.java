package io.fapilog.spi;

import io.fapilog.DropReason;

/**
 * Where a sink accounts for the events that it was given. Each event is settled exactly once: delivered, rejected or
 * dropped. Thread-safe; called by the worker of the sink.
 */
public interface Ledger {
    /** The receiver has confirmed {@code events}. */
    void delivered(long events);

    /** The receiver has refused {@code events} for good. */
    void rejected(long events);

    /**
     * The receiver has refused an unknown part of {@code events} and stored the rest. They count as rejected, and
     * are told apart in {@link io.fapilog.SinkStats#uncertain()}.
     */
    void uncertain(long events);

    /** {@code events} were given up for {@code reason}. */
    void dropped(DropReason reason, long events);

    /** A line was cut to the size limit; it is settled separately. */
    void cut();

    /** A push is repeated. */
    void retried();

    /**
     * A push has ended.
     *
     * @param status the HTTP status, or 0 when there was no answer
     * @param bytes what the push put on the wire as its body
     * @param nanos how long the exchange took
     */
    void pushed(int status, long bytes, long nanos);
}
