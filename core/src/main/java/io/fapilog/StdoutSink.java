package io.fapilog;

import io.fapilog.config.LineOptions;
import io.fapilog.json.JsonLine;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The sink that writes events to standard output: whole lines, every 20 ms or as soon as 64 KiB are pending. Only the
 * worker blocks in the write when the reader is slow. An event is dropped only if its own write fails.
 */
final class StdoutSink implements Sink {
    /** The format of an event. */
    interface Format {
        /** Writes {@code event}, including the line feed at its end. */
        void write(LogEvent event, ByteArrayOutputStream out);
    }

    private static final long INTERVAL_NANOS = 20_000_000;
    private static final int MUCH = 64 << 10;
    private static final int MANY = 1_024;
    /** The most bytes of a line. */
    static final int LONGEST_LINE = 1 << 20;

    private final StandardOutput out;
    private final Format format;
    private final Sink.Context context;
    private final PendingLines lines = new PendingLines();

    private long settled;
    private long due;
    private boolean flushing;

    StdoutSink(StandardOutput out, Format format, Sink.Context context) {
        this.out = out;
        this.format = format;
        this.context = context;
        this.due = context.time().ticks();
    }

    /** The JSON line, as other sinks send it. */
    static Format jsonLines(LineOptions options) {
        JsonLine line = new JsonLine(options);
        return (event, out) -> {
            line.encode(event, event.timestamp());
            out.write(line.bytes(), 0, line.length());
            out.write('\n');
        };
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event, format);
    }

    @Override
    public int doWork(long ticks) {
        if (untilWork(ticks) > 0) {
            return 0;
        }
        due = ticks + INTERVAL_NANOS;
        flushing = false;
        write();
        return 1;
    }

    @Override
    public long untilWork(long ticks) {
        if (lines.events() == 0) {
            return TimeSource.NEVER;
        }
        return flushing || lines.size() >= MUCH ? 0 : due - ticks;
    }

    @Override
    public int wakeAt() {
        return lines.events() == 0 ? 1 : MANY;
    }

    @Override
    public void flush() {
        flushing = lines.events() > 0;
    }

    @Override
    public long settledThrough() {
        return settled;
    }

    @Override
    public long pendingBytes() {
        return lines.memory();
    }

    /** Drops nothing: what is pending can be written. */
    @Override
    public long dropOldest() {
        return 0;
    }

    @Override
    public void close() {
        settle(DropReason.CLOSED, lines.events());
    }

    /** Writes everything, part by part, so that a failure costs the events of one part. */
    private void write() {
        boolean failed = false;
        while (lines.events() > 0) {
            int events = lines.together();
            if (write(events)) {
                context.ledger().delivered(events);
                remove(events);
            } else {
                settle(DropReason.WRITE_FAILED, events);
                failed = true;
            }
        }
        if (failed) {
            context.diagnostics().warn("stdout", "standard output cannot be written; its events are dropped");
        }
    }

    private boolean write(int events) {
        try {
            lines.write(events, out);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void settle(DropReason reason, int events) {
        if (events > 0) {
            context.ledger().dropped(reason, events);
            remove(events);
        }
    }

    private void remove(int events) {
        settled += events;
        lines.remove(events);
    }
}
