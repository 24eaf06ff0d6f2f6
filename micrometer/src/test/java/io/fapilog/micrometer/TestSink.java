package io.fapilog.micrometer;

import io.fapilog.DropReason;
import io.fapilog.LogEvent;
import io.fapilog.SinkSource;
import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkContext;
import io.fapilog.spi.SinkPlan;
import io.fapilog.spi.TimeSource;
import java.util.List;
import java.util.function.LongPredicate;

/** A sink whose receiver answers as it is told. */
final class TestSink implements Sink {
    /** What becomes of all that the sink holds. */
    enum Receiver {
        DELIVERS,
        HANGS,
        REJECTS,
        IS_UNCLEAR,
        IS_BUSY,
        DROPS
    }

    private final SinkContext context;
    private volatile LongPredicate receiver = this::delivers;
    private long appended;
    private long settled;
    private long bytes;

    private TestSink(SinkContext context) {
        this.context = context;
    }

    static SinkSource source(String name, List<TestSink> opened) {
        return defaults -> new SinkPlan(name, QueueOptions.DEFAULT, context -> {
            TestSink sink = new TestSink(context);
            opened.add(sink);
            return sink;
        });
    }

    void receiver(Receiver next) {
        Ledger ledger = context.ledger();
        receiver = switch (next) {
            case DELIVERS -> this::delivers;
            case HANGS -> events -> false;
            case REJECTS ->
                events -> {
                    ledger.pushed(400, 100, 2_000_000);
                    ledger.rejected(events);
                    return true;
                };
            case IS_UNCLEAR ->
                events -> {
                    ledger.pushed(400, 100, 2_000_000);
                    ledger.uncertain(events);
                    return true;
                };
            case IS_BUSY ->
                events -> {
                    ledger.pushed(503, 100, 2_000_000);
                    ledger.retried();
                    receiver(Receiver.HANGS);
                    return false;
                };
            case DROPS ->
                events -> {
                    ledger.truncated();
                    ledger.dropped(DropReason.TOO_OLD, events);
                    return true;
                };
        };
        context.wakeUp();
    }

    private boolean delivers(long events) {
        context.ledger().pushed(204, 100, 2_000_000);
        context.ledger().delivered(events);
        return true;
    }

    @Override
    public void append(LogEvent event) {
        appended++;
        bytes += event.size();
    }

    @Override
    public int doWork(long ticks) {
        long events = pendingEvents();
        if (events == 0 || !receiver.test(events)) {
            return 0;
        }
        settled = appended;
        bytes = 0;
        return 1;
    }

    @Override
    public long untilWork(long ticks) {
        return TimeSource.NEVER;
    }

    @Override
    public int wakeAt() {
        return 1;
    }

    @Override
    public void flush() {}

    @Override
    public long settledThrough() {
        return settled;
    }

    public long pendingEvents() {
        return appended - settled;
    }

    @Override
    public long pendingBytes() {
        return bytes;
    }

    @Override
    public long dropOldest() {
        return 0;
    }

    @Override
    public void close() {
        context.ledger().dropped(DropReason.CLOSED, pendingEvents());
    }
}
