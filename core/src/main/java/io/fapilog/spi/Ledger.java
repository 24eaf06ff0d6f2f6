package io.fapilog.spi;

import io.fapilog.DropReason;

/**
 * The counts of the events of one sink. The sink settles every event that it was given exactly once: as delivered,
 * rejected, dropped or spooled. A spooled event that is read back is pending again. Thread-safe; called by the worker
 * of the sink.
 */
public interface Ledger {
    /** The time stamp of the oldest event where there is no event. */
    long NO_EVENT = Long.MAX_VALUE;

    /** Settles {@code events} that the server has confirmed. */
    void delivered(long events);

    /** Settles {@code events} that the server has refused for good. */
    void rejected(long events);

    /**
     * Settles {@code events} of which the server has refused an unknown part and stored the rest. They count as
     * rejected, and also as uncertain.
     */
    void uncertain(long events);

    /** Settles {@code events} that were dropped for {@code reason}. */
    void dropped(DropReason reason, long events);

    /** Settles {@code events} that are now in the spool only. */
    void spooled(long events);

    /** {@code events} that were spooled were read back and are pending again. */
    void unspooled(long events);

    /** {@code events} of earlier processes were found in the spool, and are spooled. */
    void recovered(long events);

    /** {@code events} that were spooled were dropped for {@code reason}. */
    void droppedFromSpool(DropReason reason, long events);

    /**
     * Sets the state of the spool.
     *
     * @param bytes the size of its files
     * @param oldest the time stamp of the oldest event still to be delivered from it, in nanoseconds since the epoch,
     *     or {@link #NO_EVENT}
     */
    void spool(long bytes, long oldest);

    /** Counts a line that was truncated to the size limit. Its event is settled separately. */
    void truncated();

    /** Counts an event that could not be masked and has lost its content. The event is settled separately. */
    void redactionFailed();

    /** Counts a retry of a push. */
    void retried();

    /**
     * Counts a push that has ended.
     *
     * @param status the HTTP status, or 0 when there was no answer
     * @param bytes the size of the body as sent
     * @param nanos the duration of the exchange
     */
    void pushed(int status, long bytes, long nanos);

    /**
     * Says more about the push that has ended last: why it was not taken, in the words of the server where there are
     * any. Does nothing by default.
     *
     * @param words one short line without secrets
     */
    default void explained(String words) {}
}
