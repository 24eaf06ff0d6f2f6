package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.LogEvent;
import io.fapilog.SinkPreview;
import io.fapilog.spi.Preview;
import io.fapilog.spi.Sink;
import org.jspecify.annotations.Nullable;

/** Encodes events as the sink of the same settings does. Worker only. */
final class LokiPreview implements Preview {
    private final String sink;
    private final long maxAgeNanos;
    private final Sink.Context context;
    private final EncodedEvent encoded;

    LokiPreview(LokiSettings settings, Sink.Context context) {
        this.sink = settings.endpoint().name();
        this.maxAgeNanos = settings.retries().maxAge().toNanos();
        this.context = context;
        Streams streams = new Streams(
                settings.streams(),
                settings.batches().wire(),
                new MetadataSupport(),
                new SpareBuffers(0),
                context.diagnostics());
        this.encoded = new EncodedEvent(settings, streams);
    }

    @Override
    public @Nullable SinkPreview of(LogEvent event) {
        if (event.timestamp() < context.time().epochNanos() - maxAgeNanos) {
            context.ledger().dropped(DropReason.TOO_OLD, 1);
            return null;
        }
        encoded.encode(event);
        if (encoded.isTruncated()) {
            context.ledger().truncated();
        }
        return encoded.preview(sink);
    }
}
