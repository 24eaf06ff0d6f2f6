package io.fapilog.supervision;

import io.fapilog.LogEvent;
import io.fapilog.SinkSource;
import io.fapilog.spi.Sink;
import io.fapilog.testkit.MemorySink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A sink in memory that throws an error from one of its methods a few times. */
final class FaultySink extends MemorySink {
    /** The delivered messages, and the number of errors that the method has yet to throw. */
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
            return MemorySink.source("faulty", context -> new FaultySink(this, context));
        }

        private void in(String present) {
            if (present.equals(method) && left.getAndDecrement() > 0) {
                throw error.get();
            }
        }
    }

    private final Plan plan;

    private FaultySink(Plan plan, Sink.Context context) {
        super(context);
        this.plan = plan;
    }

    @Override
    public void append(LogEvent event) {
        plan.in("append");
        plan.arrived.add(event.message());
        super.append(event);
    }

    @Override
    public int doWork(long ticks) {
        plan.in("doWork");
        return super.doWork(ticks);
    }

    @Override
    public long untilWork(long ticks) {
        plan.in("untilWork");
        return super.untilWork(ticks);
    }

    @Override
    public int wakeAt() {
        plan.in("wakeAt");
        return super.wakeAt();
    }

    @Override
    public void flush() {
        plan.in("flush");
    }

    @Override
    public long settledThrough() {
        plan.in("settledThrough");
        return super.settledThrough();
    }

    @Override
    public long pendingBytes() {
        plan.in("pendingBytes");
        return super.pendingBytes();
    }

    @Override
    public void close() {
        plan.in("close");
        super.close();
    }
}
