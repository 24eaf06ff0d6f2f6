package io.fapilog;

import io.fapilog.spi.Preview;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import java.util.function.Consumer;

/** A sink that shows what another one would send. Events that it has shown count as delivered. */
final class PreviewSink implements Sink {
    private final Preview preview;
    private final Consumer<SinkPreview> consumer;
    private final Context context;
    private long settled;

    PreviewSink(Preview preview, Consumer<SinkPreview> consumer, Context context) {
        this.preview = preview;
        this.consumer = consumer;
        this.context = context;
    }

    @Override
    public void append(LogEvent event) {
        SinkPreview shown = preview.of(event);
        if (shown != null) {
            consumer.accept(shown);
            context.ledger().delivered(1);
        }
        settled++;
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
        return 1;
    }

    @Override
    public void flush() {
        // Nothing is pending.
    }

    @Override
    public long settledThrough() {
        return settled;
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
    public void close() {
        // Nothing is open.
    }
}
