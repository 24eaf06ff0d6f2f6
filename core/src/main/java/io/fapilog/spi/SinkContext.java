package io.fapilog.spi;

import io.fapilog.Diagnostics;

/** What a sink works with. Thread-safe. */
public interface SinkContext {
    /** The clock. */
    TimeSource time();

    /** The ledger with which the sink settles its events. */
    Ledger ledger();

    /** Where the sink reports. */
    Diagnostics diagnostics();

    /** A random number in [0, 1), for jitter. */
    double random();

    /**
     * Makes the worker call {@link Sink#doWork} soon. For threads other than the worker, for example when an answer has
     * arrived; blocks for a few instructions at most.
     */
    void wakeUp();
}
