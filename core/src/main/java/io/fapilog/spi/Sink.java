package io.fapilog.spi;

import io.fapilog.DropReason;
import io.fapilog.LogEvent;

/**
 * A destination of events. One thread, the worker of the sink, calls all methods and owns the state of the sink; what
 * other threads produce (an answer) is handed over and picked up in {@link #doWork}.
 *
 * <p>A sink may block only where it has nothing else to do meanwhile (writing to standard output), and never sleeps: it
 * returns the time to wait from {@link #untilWork}.
 */
public interface Sink extends AutoCloseable {
    /**
     * Takes one event. From now on the sink is responsible for settling it with its {@link Ledger}, exactly once.
     *
     * <p>If this throws, the worker settles the event as {@link DropReason#ENCODING_FAILED}; the sink must not have
     * kept it.
     */
    void append(LogEvent event);

    /**
     * Does what can be done now: seals and sends what is due, and processes what has been answered.
     *
     * @param ticks the present {@link TimeSource#ticks()}
     * @return the number of things done; 0 when there was nothing to do
     */
    int doWork(long ticks);

    /**
     * The nanoseconds until {@link #doWork} must be called even if nothing wakes the worker; {@link TimeSource#NEVER}
     * when there is no such time.
     *
     * @param ticks the present {@link TimeSource#ticks()}
     */
    long untilWork(long ticks);

    /**
     * The number of queued events at which the worker should be woken, at least 1. A sink returns 1 when it is empty,
     * so that the first event after idleness starts the interval of its batch; the number of events that the open batch
     * still lacks; and a large number while it could not send anyway.
     */
    int wakeAt();

    /**
     * Requests that everything appended so far is sent without waiting for a full batch or its interval. Returns at
     * once; {@link #settledThrough} shows when it is done.
     */
    void flush();

    /**
     * Announces that no more events will be logged and that a close waits for the remaining ones; events that were
     * accepted before may still be appended. A sink whose server is unavailable may now leave events to its spool
     * instead of waiting. Called once. Does nothing by default.
     */
    default void drain() {}

    /** The number {@code n} for which the first {@code n} events ever appended are settled. */
    long settledThrough();

    /** The memory held by the events that were appended and are not settled, in bytes. */
    long pendingBytes();

    /**
     * Removes the oldest events that are not in flight from memory: as many as the sink stores together, at least one.
     * They are settled as {@link DropReason#OVERFLOW}, or as spooled if they are on disk.
     *
     * @return the number of events removed; 0 when all remaining events are in flight
     */
    long dropOldest();

    /**
     * Aborts what is in flight, releases all resources, and returns at once. Pending events are settled as
     * {@link DropReason#CLOSED}, or as spooled if they are on disk. No method is called afterwards.
     */
    @Override
    void close();
}
