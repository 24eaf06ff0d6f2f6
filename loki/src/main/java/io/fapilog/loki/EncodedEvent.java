package io.fapilog.loki;

import io.fapilog.LogEvent;
import io.fapilog.SinkPreview;
import io.fapilog.json.JsonLine;
import io.fapilog.spi.Spool;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event as it will be sent: its stream, time stamp, line and structured metadata. Its size is known before it is
 * added to a batch. Reused for event after event. Worker only.
 */
final class EncodedEvent {
    private final Streams streams;
    private final JsonLine line;
    private final Metadata metadata = new Metadata();
    private @Nullable StreamBatch stream;
    private long timestamp;

    EncodedEvent(LokiSettings settings, Streams streams) {
        this.streams = streams;
        int maxLine = settings.batches().maxLine();
        this.line = new JsonLine(settings.events().line().withMaxBytes(maxLine));
    }

    /** Makes this the encoded form of {@code event}. */
    void encode(LogEvent event) {
        metadata.clear();
        StreamBatch found = streams.of(event, metadata);
        timestamp = found.times().free(event.timestamp());
        line.encode(event, timestamp);
        stream = found;
    }

    /** The batch of its stream. */
    StreamBatch stream() {
        return Objects.requireNonNull(stream, "no event is encoded");
    }

    /** The bytes of line and metadata, as Loki counts them. */
    int counted() {
        return line.length() + metadata.bytes();
    }

    /** The bytes in the message that Loki makes of a push. */
    int message() {
        return BatchLimits.entryMessage(counted(), metadata);
    }

    /** Whether the line was truncated to {@code max_line}. */
    boolean isTruncated() {
        return line.isTruncated();
    }

    /** Adds this to the batch of its stream. If this throws, nothing has been added. */
    void addToStream(long position) {
        GivenTimes times = stream().times();
        times.reserve(streams.mostTimes());
        stream().add(timestamp, line.bytes(), line.length(), metadata, position);
        times.give(timestamp);
    }

    /** This event as {@code sink} sends it. Counts as sent: the next event of the stream gets a later time stamp. */
    SinkPreview preview(String sink) {
        GivenTimes times = stream().times();
        times.reserve(streams.mostTimes());
        times.give(timestamp);
        String text = new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
        return new SinkPreview(sink, stream().labels(), timestamp, metadata.asMap(), text);
    }

    /** This event as the spool stores it. */
    Spool.Entry toSpool(String tenant) {
        byte[] copy = Arrays.copyOf(line.bytes(), line.length());
        return new Spool.Entry(tenant, stream().labels(), timestamp, metadata.asMap(), copy);
    }
}
