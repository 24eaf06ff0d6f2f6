package io.fapilog.loki;

import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The encoded entries of one stream that are not sealed yet, fresh or read back from the spool. Worker only. */
final class StreamBatch {

    private final Wire wire;
    private final String tenant;
    private final SortedMap<String, String> labels;
    private final byte[] encodedLabels;
    private final GivenTimes times = new GivenTimes();
    private final SpoolPositions positions = new SpoolPositions();
    private final SpareBuffers spares;
    /** Null while there are no entries. */
    private @Nullable WireBuffer entries;

    private int events;
    private int counted;
    private int message;
    private Span span = Span.EMPTY;
    private boolean hasMetadata;

    /**
     * An empty batch.
     *
     * @param tenant the tenant of its events; empty for the tenant of the sink
     * @param spares where the buffer of its entries comes from and returns to
     */
    StreamBatch(Wire wire, String tenant, SortedMap<String, String> labels, SpareBuffers spares) {
        this.wire = wire;
        this.spares = spares;
        this.tenant = tenant;
        this.labels = labels;
        this.encodedLabels = wire.labels(labels);
    }

    /** The time stamps that fresh events of the stream were given, also in earlier batches. */
    GivenTimes times() {
        return times;
    }

    /** Whether an entry can be added within {@code limits}; true for the first entry. */
    boolean hasRoom(BatchLimits limits, int size, Metadata metadata) {
        return events == 0 || limits.allow(counted + size, message + BatchLimits.entryMessage(size, metadata));
    }

    /**
     * Adds an entry. If this throws, nothing has been added.
     *
     * @param line the line, in its first {@code length} bytes
     * @param position where the event is in the spool
     */
    void add(long timestamp, byte[] line, int length, Metadata metadata, long position) {
        // Allocated first: once the entry is in, nothing may fail.
        Span wider = span.with(timestamp);
        write(timestamp, line, length, metadata, position);
        int size = length + metadata.bytes();
        message +=
                BatchLimits.entryMessage(size, metadata) + (events == 0 ? BatchLimits.streamMessage(encodedLabels) : 0);
        counted += size;
        span = wider;
        hasMetadata |= metadata.count() > 0;
        events++;
    }

    private void write(long timestamp, byte[] line, int length, Metadata metadata, long position) {
        WireBuffer buffer = entries == null ? spares.take() : entries;
        int start = buffer.length();
        boolean complete = false;
        try {
            wire.entry(buffer, timestamp, line, length, metadata);
            positions.add(position);
            entries = buffer;
            complete = true;
        } finally {
            if (!complete) {
                buffer.truncate(start);
            }
        }
    }

    String tenant() {
        return tenant;
    }

    SortedMap<String, String> labels() {
        return labels;
    }

    int events() {
        return events;
    }

    /** The memory of the entries and their positions in bytes. */
    long bytes() {
        return (entries == null ? 0 : entries.capacity()) + positions.bytes();
    }

    /** The bytes of lines and metadata, as Loki counts them. */
    int counted() {
        return counted;
    }

    /** The bytes in the message that Loki makes of a push. */
    int message() {
        return message;
    }

    Span span() {
        return span;
    }

    boolean hasMetadata() {
        return hasMetadata;
    }

    /** The positions of the events in the spool; valid until {@link #clear}. */
    SpoolPositions positions() {
        return positions;
    }

    /** All entries, of which there must be one; valid until {@link #clear}. */
    Piece piece() {
        WireBuffer all = Objects.requireNonNull(entries, "no entries");
        return new Piece(encodedLabels, all.array(), 0, all.length(), events);
    }

    /** Removes all entries. Needs no memory. */
    void clear() {
        events = 0;
        counted = 0;
        message = 0;
        span = Span.EMPTY;
        hasMetadata = false;
        positions.clear();
        if (entries != null) {
            spares.giveBack(entries);
            entries = null;
        }
    }
}
