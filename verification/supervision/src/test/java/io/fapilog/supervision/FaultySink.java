package io.fapilog.supervision;

import io.fapilog.DropReason;
import io.fapilog.LogEvent;
import io.fapilog.SinkSource;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkContext;
import io.fapilog.spi.SinkPlan;
import io.fapilog.spi.TimeSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Delivers what it is given, and throws an error in one of its methods a few times. */
final class FaultySink implements Sink {
    /** What has arrived, and how often it still throws. */
    static final class Plan {
        final List<String> arrived = new CopyOnWriteArrayList<>();
        final String method;
        final Supplier<Error> error;
        final AtomicInteger left;

        Plan(String method, Supplier<Error> error, int times) {
            this.method = method;
            this.error = error;
            this.left = new AtomicInteger(times);
        }

        SinkSource source() {
            return defaults -> new SinkPlan("faulty", defaults.queue(), context -> new FaultySink(this, context));
        }

        private void in(String present) {
            if (present.equals(method) && left.getAndDecrement() > 0) {
                throw error.get();
            }
        }
    }

    private final Plan plan;
    private final SinkContext context;
    private long held;
    private long settled;

    private FaultySink(Plan plan, SinkContext context) {
        this.plan = plan;
        this.context = context;
    }

    @Override
    public void append(LogEvent event) {
        plan.in("append");
        plan.arrived.add(event.message());
        held++;
    }

    @Override
    public int doWork(long ticks) {
        plan.in("doWork");
        long done = held;
        context.ledger().delivered(done);
        settled += done;
        held = 0;
        return (int) done;
    }

    @Override
    public long untilWork(long ticks) {
        plan.in("untilWork");
        return TimeSource.NEVER;
    }

    @Override
    public int wakeAt() {
        plan.in("wakeAt");
        return 1;
    }

    @Override
    public void flush() {
        plan.in("flush");
    }

    @Override
    public long settledThrough() {
        plan.in("settledThrough");
        return settled;
    }

    public long pendingEvents() {
        return held;
    }

    @Override
    public long pendingBytes() {
        plan.in("pendingBytes");
        return held;
    }

    @Override
    public long dropOldest() {
        return 0;
    }

    @Override
    public void close() {
        plan.in("close");
        context.ledger().dropped(DropReason.CLOSED, held);
    }
}
