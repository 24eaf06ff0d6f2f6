package io.fapilog.spi;

/** What a sink is given to work with. Thread-safe. */
public interface SinkContext {
    /** Where time comes from. */
    TimeSource time();

    /** Where the sink accounts for its events. */
    Ledger ledger();

    /** Where the sink speaks about itself. */
    Diagnostics diagnostics();

    /** A number in [0, 1), for jitter. */
    double random();

    /**
     * Makes the worker call {@link Sink#doWork} soon. For threads other than the worker, as when an answer arrives;
     * never blocks for long.
     */
    void wakeUp();
}
