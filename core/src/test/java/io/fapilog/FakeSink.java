package io.fapilog;

import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkContext;
import io.fapilog.spi.SinkPlan;
import io.fapilog.spi.TimeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sink that delivers what it holds in steps of {@code batch}, while it is told to. */
final class FakeSink implements Sink {
    final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
    private final List<LogEvent> held = new ArrayList<>();
    final SinkContext context;

    volatile boolean delivering = true;
    volatile int batch = Integer.MAX_VALUE;
    volatile int wakeAt = 1;
    volatile @Nullable Throwable failure;
    volatile boolean closed;
    int flushes;
    int drains;
    private long settled;

    FakeSink(SinkContext context) {
        this.context = context;
    }

    static SinkPlan plan(QueueOptions options, List<FakeSink> opened) {
        return plan("fake", options, opened);
    }

    static SinkPlan plan(String name, QueueOptions options, List<FakeSink> opened) {
        return new SinkPlan(name, options, context -> {
            FakeSink sink = new FakeSink(context);
            opened.add(sink);
            return sink;
        });
    }

    @Override
    public void append(LogEvent event) {
        if (event.message().startsWith("poison")) {
            throw new IllegalStateException("poisoned");
        }
        held.add(event);
    }

    @Override
    public int doWork(long ticks) {
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            failure = null;
            throw error;
        }
        if (!delivering || held.isEmpty()) {
            return 0;
        }
        int count = Math.min(batch, held.size());
        for (int i = 0; i < count; i++) {
            delivered.add(held.remove(0).message());
        }
        settled += count;
        context.ledger().delivered(count);
        return count;
    }

    @Override
    public long untilWork(long ticks) {
        return TimeSource.NEVER;
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
    public void drain() {
        drains++;
    }

    @Override
    public long settledThrough() {
        return settled;
    }

    public long pendingEvents() {
        return held.size();
    }

    @Override
    public long pendingBytes() {
        return held.stream().mapToLong(LogEvent::size).sum();
    }

    @Override
    public long dropOldest() {
        if (held.isEmpty()) {
            return 0;
        }
        held.remove(0);
        settled++;
        context.ledger().dropped(DropReason.OVERFLOW, 1);
        return 1;
    }

    @Override
    public void close() {
        context.ledger().dropped(DropReason.CLOSED, held.size());
        held.clear();
        closed = true;
    }
}
