package io.fapilog.spi;

import io.fapilog.DropReason;

/**
 * Where a sink accounts for the events that it was given. Each event is settled exactly once: delivered, rejected or
 * dropped, or else it stays in the spool. Thread-safe; called by the worker of the sink.
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

    /** {@code events} of earlier processes were found in the spool, and are there alone. */
    void recovered(long events);

    /** The sink has let go of {@code events} that it was given, and that are now in the spool alone. */
    void spooled(long events);

    /** {@code events} that were in the spool alone were read back, and are settled as all others. */
    void unspooled(long events);

    /** {@code events} that were in the spool alone were given up for {@code reason}. */
    void droppedFromSpool(DropReason reason, long events);

    /**
     * How the spool is.
     *
     * @param bytes what its files take
     * @param oldest the time of the oldest event that is to be delivered from it, in nanoseconds since the epoch, or
     *     {@link Spool#NO_EVENT}
     */
    void spool(long bytes, long oldest);

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
