package io.fapilog.contract;

import io.fapilog.DropReason;
import io.fapilog.LogEvent;
import io.fapilog.json.JsonLine;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkContext;
import io.fapilog.spi.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** Writes the lines into {@link Captured}, and hands each to {@code forward}. */
final class CaptureSink implements Sink {
    private final Captured captured;
    private final SinkContext context;
    private final Consumer<String> forward;
    private final JsonLine line = new JsonLine(1 << 24);
    private final Queue<LogEvent> events = new ArrayDeque<>();
    private long settled;

    CaptureSink(Captured captured, SinkContext context, Consumer<String> forward) {
        this.captured = captured;
        this.context = context;
        this.forward = forward;
        captured.open(context);
    }

    @Override
    public void append(LogEvent event) {
        events.add(event);
    }

    @Override
    public int doWork(long ticks) {
        int work = 0;
        while (!events.isEmpty() && !captured.isHeld()) {
            LogEvent event = events.remove();
            line.encode(event, event.timestamp());
            String text = new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
            forward.accept(text);
            captured.add(text);
            settle();
            context.ledger().delivered(1);
            work++;
        }
        return work;
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
        return events.size();
    }

    @Override
    public long pendingBytes() {
        return events.stream().mapToLong(LogEvent::size).sum();
    }

    @Override
    public long dropOldest() {
        if (events.poll() == null) {
            return 0;
        }
        settle();
        context.ledger().dropped(DropReason.OVERFLOW, 1);
        return 1;
    }

    @Override
    public void close() {
        context.ledger().dropped(DropReason.CLOSED, events.size());
        events.clear();
    }

    private void settle() {
        settled++;
    }
}
