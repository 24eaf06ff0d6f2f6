package io.fapilog.loki;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.spi.Spool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The event that a check pushes. It has every field that is configured as a label or as structured metadata, and a mark
 * by which it is found again.
 *
 * @param mark the text in its message that no other event has
 * @param labels the labels of its stream
 * @param timestamp its time stamp
 * @param metadata the names of its structured metadata
 * @param batch the push
 */
record MarkedEvent(
        String mark, SortedMap<String, String> labels, long timestamp, Set<String> metadata, SealedBatch batch) {
    private static final String LOGGER = "io.fapilog.check";
    private static final Set<String> OF_EVERY_EVENT = Set.of("level", "logger", "thread");

    static MarkedEvent create(LokiSettings settings, String mark, long now) {
        Wire wire = settings.batches().wire();
        Streams streams =
                new Streams(settings.streams(), wire, new MetadataSupport(), new SpareBuffers(0), new NoDiagnostics());
        EncodedEvent encoded = new EncodedEvent(settings, streams);
        encoded.encode(event(settings.streams(), mark, now));
        encoded.addToStream(Spool.NOT_ON_DISK);
        StreamBatch stream = encoded.stream();
        Settlement settlement = new Settlement(new NoLedger(), listener -> Spool.none());
        settlement.appended();
        BatchLimits limits = new BatchLimits(settings.batches().bytes());
        SealedBatch batch = new Sealer(wire, limits)
                .seal(List.of(stream), 1, settlement.seal())
                .get(0);
        Map<String, String> metadata = encoded.preview("").metadata();
        return new MarkedEvent(mark, stream.labels(), now, metadata.keySet(), batch);
    }

    /** The LogQL that finds the event. */
    String query() {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + quoted(label.getValue()))
                .collect(Collectors.joining(", ", "{", "} |= " + quoted(mark)));
    }

    private static LogEvent event(StreamSettings streams, String mark, long now) {
        LogEvent.Builder event = LogEvent.builder(Level.INFO, LOGGER, "fapilog check " + mark)
                .timestamp(now)
                .thread("check");
        streams.labelFields().forEach(field -> add(field, mark, event));
        streams.metadata().forEach(field -> add(field, mark, event));
        return event.build();
    }

    private static void add(Field field, String mark, LogEvent.Builder event) {
        boolean isTrace = field.source().equals("trace_id") || field.source().equals("span_id");
        if (!OF_EVERY_EVENT.contains(field.source())) {
            event.attribute(field.source(), isTrace ? mark : "fapilog-check");
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
