package io.fapilog.testkit;

import io.fapilog.DropReason;
import io.fapilog.LogEvent;
import io.fapilog.SinkSource;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * A sink that delivers events to a list. The base of sinks for tests, which override what should be different. The
 * worker of the sink calls all methods but {@link #delivered}, which any thread may call.
 */
public class MemorySink implements Sink {
    private final Sink.Context context;
    private final Queue<LogEvent> pending = new ArrayDeque<>();
    private final List<LogEvent> delivered = Collections.synchronizedList(new ArrayList<>());
    private long settled;

    public MemorySink(Sink.Context context) {
        this.context = context;
    }

    /** A source of a sink with this name, which {@code factory} creates. */
    public static SinkSource source(String name, Function<Sink.Context, Sink> factory) {
        return defaults -> new Sink.Plan(name, defaults.queue(), factory);
    }

    /** The events delivered so far. */
    public final List<LogEvent> delivered() {
        synchronized (delivered) {
            return List.copyOf(delivered);
        }
    }

    /** What the sink works with. */
    public final Sink.Context context() {
        return context;
    }

    /** The number of events that were appended and are not settled. */
    public final long pendingEvents() {
        return pending.size();
    }

    @Override
    public void append(LogEvent event) {
        pending.add(event);
    }

    @Override
    public int doWork(long ticks) {
        return deliver(Integer.MAX_VALUE);
    }

    /** Delivers at most {@code most} pending events, in order. Returns how many. */
    protected final int deliver(int most) {
        int count = Math.min(most, pending.size());
        for (int i = 0; i < count; i++) {
            delivered.add(pending.element());
            remove(1);
        }
        if (count > 0) {
            context.ledger().delivered(count);
        }
        return count;
    }

    /** Removes the oldest pending events, whose outcome the caller reports to the ledger. */
    protected final void remove(long events) {
        for (long i = 0; i < events; i++) {
            pending.remove();
        }
        settled += events;
    }

    /** The oldest pending event; there must be one. */
    protected final LogEvent oldest() {
        return pending.element();
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

    @Override
    public long pendingBytes() {
        return pending.stream().mapToLong(LogEvent::size).sum();
    }

    @Override
    public long dropOldest() {
        if (pending.isEmpty()) {
            return 0;
        }
        remove(1);
        context.ledger().dropped(DropReason.OVERFLOW, 1);
        return 1;
    }

    @Override
    public void close() {
        context.ledger().dropped(DropReason.CLOSED, pending.size());
        remove(pending.size());
    }
}
