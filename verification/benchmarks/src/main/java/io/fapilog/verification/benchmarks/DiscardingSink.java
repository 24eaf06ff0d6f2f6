package io.fapilog.verification.benchmarks;

import io.fapilog.LogEvent;
import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;

/** A sink that settles each event as delivered at once, so that only what happens before it is measured. */
final class DiscardingSink implements Sink {
    private static final int MANY = 4_096;

    private final Ledger ledger;
    private long appended;

    private DiscardingSink(Context context) {
        this.ledger = context.ledger();
    }

    static Sink.Plan plan(Sink.Defaults defaults) {
        return new Sink.Plan("discarding", QueueOptions.DEFAULT, DiscardingSink::new);
    }

    @Override
    public void append(LogEvent event) {
        appended++;
        ledger.delivered(1);
    }

    @Override
    public int doWork(long ticks) {
        return 0;
    }

    @Override
    public long untilWork(long ticks) {
        return TimeSource.NEVER;
    }

    @Override
    public int wakeAt() {
        return MANY;
    }

    @Override
    public void flush() {}

    @Override
    public long settledThrough() {
        return appended;
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public long dropOldest() {
        return 0;
    }

    @Override
    public void close() {}
}
