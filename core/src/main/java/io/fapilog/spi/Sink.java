package io.fapilog.spi;

import io.fapilog.DropReason;
import io.fapilog.LogEvent;

/**
 * Takes events somewhere. All methods are called by one thread, the worker of the sink, which also owns all state of
 * the sink; what other threads bring (an answer) is handed over and picked up in {@link #doWork}.
 *
 * <p>A sink may block only where nothing else could be done meanwhile (writing to standard output), and never sleeps:
 * waiting is a deadline that {@link #deadline} tells.
 */
public interface Sink extends AutoCloseable {
    /**
     * Takes one event. From here on the sink settles it with its {@link Ledger}, exactly once.
     *
     * <p>Should this throw, the worker settles the event as {@link DropReason#ENCODING_FAILED}; the sink must not have
     * kept it then.
     */
    void append(LogEvent event);

    /**
     * Does what can be done now: seals and sends what is due, and takes in what has been answered.
     *
     * @param ticks the present {@link TimeSource#ticks()}
     * @return how much was done; 0 when there was nothing to do
     */
    int doWork(long ticks);

    /**
     * When {@link #doWork} must be called again although nobody wakes the worker, in ticks.
     *
     * @param ticks the present; a result of {@code ticks + Long.MAX_VALUE / 2} or later means never
     */
    long deadline(long ticks);

    /**
     * How many waiting events are worth waking the worker for, at least 1. The sink answers 1 when it holds nothing, so
     * that the first event after idleness starts the clock of its batch; the missing part of a batch while one is being
     * filled; and a large number while it could not send anyway.
     */
    int wakeAt();

    /**
     * Everything appended so far is to be sent without waiting for a batch to fill or for its interval. Returns at
     * once; {@link #settledThrough} tells when it is done.
     */
    void flush();

    /**
     * The last events have been logged, and whoever closes waits for them to be settled. A sink whose server is away
     * may from now on leave to a spool what that has anyway. Called once; events that were accepted before still come.
     * Does nothing by default.
     */
    default void drain() {}

    /**
     * The number {@code n} such that the first {@code n} events ever appended have all been settled or left to a spool.
     */
    long settledThrough();

    /** How many events have been appended and not settled. */
    long pendingEvents();

    /** How many bytes of memory the events hold that have been appended and not settled. */
    long pendingBytes();

    /**
     * Gives up the oldest events that are not on their way, settled as {@link DropReason#OVERFLOW}: as many as the sink
     * keeps together, at least one.
     *
     * @return how many events were given up; 0 when all that is left is on its way
     */
    long dropOldest();

    /**
     * Releases everything, aborts what is on its way, and returns at once. What is still pending is settled as
     * {@link DropReason#CLOSED}, unless a spool keeps it. No method is called afterwards.
     */
    @Override
    void close();
}
