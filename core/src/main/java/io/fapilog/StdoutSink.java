package io.fapilog;

import io.fapilog.json.JsonLine;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/**
 * The sink that writes events to standard output: whole lines, every 20 ms or as soon as 64 KiB are pending. Only the
 * worker blocks in the write when the reader is slow.
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
    private static final int LONGEST_LINE = 1 << 20;

    private final PrintStream out;
    private final Format format;
    private final Sink.Context context;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(8 << 10);

    private long pending;
    private long settled;
    private long due;
    private boolean flushing;

    StdoutSink(PrintStream out, Format format, Sink.Context context) {
        this.out = out;
        this.format = format;
        this.context = context;
        this.due = context.time().ticks();
    }

    /** The JSON line, as other sinks send it. */
    static Format jsonLines() {
        JsonLine line = new JsonLine(LONGEST_LINE);
        return (event, out) -> {
            line.encode(event, event.timestamp());
            out.write(line.bytes(), 0, line.length());
            out.write('\n');
        };
    }

    @Override
    public void append(LogEvent event) {
        format.write(event, buffer);
        pending++;
    }

    @Override
    public int doWork(long ticks) {
        if (pending == 0 || !(flushing || ticks - due >= 0 || buffer.size() >= MUCH)) {
            return 0;
        }
        write();
        due = ticks + INTERVAL_NANOS;
        flushing = false;
        return 1;
    }

    @Override
    public long untilWork(long ticks) {
        return pending == 0 ? TimeSource.NEVER : due - ticks;
    }

    @Override
    public int wakeAt() {
        return pending == 0 ? 1 : MANY;
    }

    @Override
    public void flush() {
        flushing = pending > 0;
    }

    @Override
    public long settledThrough() {
        return settled;
    }

    @Override
    public long pendingBytes() {
        return buffer.size();
    }

    @Override
    public long dropOldest() {
        return settle(DropReason.OVERFLOW);
    }

    @Override
    public void close() {
        settle(DropReason.CLOSED);
    }

    private void write() {
        out.write(buffer.toByteArray(), 0, buffer.size());
        out.flush();
        if (out.checkError()) {
            context.diagnostics().warn("stdout", "standard output cannot be written; its events are dropped");
            settle(DropReason.WRITE_FAILED);
            return;
        }
        context.ledger().delivered(pending);
        clear();
    }

    private long settle(DropReason reason) {
        long events = pending;
        if (events > 0) {
            context.ledger().dropped(reason, events);
        }
        clear();
        return events;
    }

    private void clear() {
        settled += pending;
        pending = 0;
        buffer.reset();
    }
}
