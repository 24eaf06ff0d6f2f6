package io.fapilog.loki;

import java.util.List;

/** The batch that is being filled, with a part for each stream. Worker only. */
final class OpenBatch {
    private final Streams streams;
    private final BatchLimits limits;
    private final Sealer sealer;
    private int events;
    private int counted;
    private int message;
    private long memory;

    OpenBatch(Streams streams, BatchLimits limits, Sealer sealer) {
        this.streams = streams;
        this.limits = limits;
        this.sealer = sealer;
    }

    /** Whether {@code event} can be added without exceeding the limits of a push. */
    boolean hasRoom(EncodedEvent event) {
        return events == 0 || limits.allow(counted + event.counted(), message + event.message());
    }

    /**
     * Adds {@code event}. If this throws, nothing has been added.
     *
     * @param position where the event is in the spool
     */
    void add(EncodedEvent event, long position) {
        StreamBatch stream = event.stream();
        long memoryBefore = stream.bytes();
        int messageBefore = stream.message();
        try {
            event.addToStream(position);
        } finally {
            memory += stream.bytes() - memoryBefore;
        }
        message += stream.message() - messageBefore;
        counted += event.counted();
        events++;
    }

    boolean isEmpty() {
        return events == 0;
    }

    int events() {
        return events;
    }

    /** The memory of the events in bytes. */
    long bytes() {
        return events == 0 ? 0 : memory;
    }

    /** Whether the events have {@code batch_bytes}. */
    boolean isFull() {
        return counted >= limits.maxBytes();
    }

    /** Makes sealed batches of all events, and starts anew. If this throws, nothing has been removed. */
    List<SealedBatch> seal(Settlement.Group group) {
        List<StreamBatch> open = streams.open();
        List<SealedBatch> sealed = sealer.seal(open, open.size(), group);
        clear(open);
        return sealed;
    }

    /** The positions of all events in the spool. */
    SpoolPositions positions() {
        SpoolPositions all = new SpoolPositions();
        streams.open().forEach(stream -> all.addAll(stream.positions()));
        return all;
    }

    /** Whether there are events and all of them are on disk. */
    boolean isOnDisk() {
        return events > 0 && positions().onDisk() == events;
    }

    /** Removes all events. Returns how many there were. */
    int clear() {
        int removed = events;
        clear(streams.open());
        return removed;
    }

    private void clear(List<StreamBatch> open) {
        events = 0;
        counted = 0;
        message = 0;
        memory = 0;
        open.forEach(StreamBatch::clear);
    }
}
