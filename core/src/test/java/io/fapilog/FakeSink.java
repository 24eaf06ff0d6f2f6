package io.fapilog;

import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Sink;
import io.fapilog.testkit.MemorySink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sink that delivers in steps of {@code batch} while {@code delivering}, and fails on demand. */
final class FakeSink extends MemorySink {
    volatile boolean delivering = true;
    volatile int batch = Integer.MAX_VALUE;
    volatile int wakeAt = 1;
    volatile @Nullable Error failure;
    volatile boolean closed;
    /** Whether the events are on disk as well. */
    volatile boolean stored;

    int flushes;
    int drains;
    int settledCalls;

    FakeSink(Sink.Context context) {
        super(context);
    }

    static Sink.Plan plan(QueueOptions options, List<FakeSink> created) {
        return plan("fake", options, created);
    }

    static Sink.Plan plan(String name, QueueOptions options, List<FakeSink> created) {
        return new Sink.Plan(name, options, context -> {
            FakeSink sink = new FakeSink(context);
            created.add(sink);
            return sink;
        });
    }

    /** The messages of the events delivered so far. */
    List<String> messages() {
        return delivered().stream().map(LogEvent::message).toList();
    }

    @Override
    public void append(LogEvent event) {
        if (event.message().contains("poison")) {
            throw new IllegalStateException("poisoned");
        }
        super.append(event);
    }

    @Override
    public int doWork(long ticks) {
        Error thrown = failure;
        if (thrown != null) {
            failure = null;
            throw thrown;
        }
        return delivering ? deliver(batch) : 0;
    }

    @Override
    public long releaseStored() {
        if (!stored || pendingEvents() == 0) {
            return 0;
        }
        remove(1);
        context().ledger().spooled(1);
        return 1;
    }

    @Override
    public int wakeAt() {
        return wakeAt;
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public long settledThrough() {
        settledCalls++;
        return super.settledThrough();
    }

    @Override
    public void drain() {
        drains++;
    }

    @Override
    public void close() {
        super.close();
        closed = true;
    }
}
