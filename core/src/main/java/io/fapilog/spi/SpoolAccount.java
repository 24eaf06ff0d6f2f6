package io.fapilog.spi;

/** Where a spool tells what becomes of the events that nobody but itself holds. Called by the worker of the sink. */
public interface SpoolAccount {
    /** {@code events} of earlier processes were found; those that turn out to be damaged included. */
    void recovered(long events);

    /** {@code events} were given up to make room. */
    void evicted(long events);

    /** {@code events} cannot be read again: their records are damaged, or their files gone. */
    void damaged(long events);
}
