package io.fapilog.contract;

import io.fapilog.LogEvent;
import io.fapilog.config.EventOptions;
import io.fapilog.json.JsonLine;
import io.fapilog.spi.Sink;
import io.fapilog.testkit.MemorySink;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A sink that adds each line to {@link Captured} and passes it to {@code forward}. */
final class CaptureSink extends MemorySink {
    private final Captured captured;
    private final Consumer<String> forward;
    private final JsonLine line;

    CaptureSink(Captured captured, Sink.Context context, EventOptions events, Consumer<String> forward) {
        super(context);
        this.line = new JsonLine(events.line().withMaxBytes(1 << 24));
        this.captured = captured;
        this.forward = forward;
        captured.open(context);
    }

    @Override
    public int doWork(long ticks) {
        int work = 0;
        while (pendingEvents() > 0 && !captured.isHeld()) {
            LogEvent event = oldest();
            line.encode(event, event.timestamp());
            String text = new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
            forward.accept(text);
            captured.add(text);
            work += deliver(1);
        }
        return work;
    }
}
