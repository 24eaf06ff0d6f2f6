package io.fapilog;

import io.fapilog.config.QueueOptions;

/** How much of the buffer the queued events and the sink use, and what that leaves. Not thread-safe. */
final class BufferUse {
    private final QueueOptions options;
    private final QueuedEvents queued;
    private long sinkBytes;

    /** The use by {@code queued}, and by a sink that holds nothing yet. */
    BufferUse(QueueOptions options, QueuedEvents queued) {
        this.options = options;
        this.queued = queued;
    }

    /** The bytes of everything that is unconfirmed. */
    long bytes() {
        return queued.bytes() + sinkBytes;
    }

    /** Sets what the sink holds. */
    void sinkHolds(long bytes) {
        sinkBytes = bytes;
    }

    /** Adds to what the sink holds. */
    void passedToSink(long bytes) {
        sinkBytes += bytes;
    }

    /** Whether {@code count} events of {@code size} bytes altogether can be queued. */
    boolean fits(long size, int count) {
        return queued.size() <= options.maxEvents() - count && bytes() + size <= options.buffer();
    }

    /** Whether an event of {@code size} bytes can be queued, and many others besides. */
    boolean isRoomy(int size) {
        return queued.size() <= options.maxEvents() - Math.max(1, options.maxEvents() / 16)
                && options.buffer() - bytes() >= Math.min(options.buffer(), size + options.buffer() / 64);
    }

    /** Whether {@code event} could be queued if none of the queued events that are not more severe were. */
    boolean fitsInPlaceOfLess(LogEvent event) {
        Level level = event.level();
        return queued.size() - queued.sizeUpTo(level) < options.maxEvents()
                && bytes() - queued.bytesUpTo(level) + event.size() <= options.buffer();
    }

    /** Whether events use half of {@code queue_maxsize}, or half of the bytes that the sink leaves free. */
    boolean isHalfFull() {
        return !queued.isEmpty() && (hasHalfOfMaxEvents() || queued.bytes() >= (options.buffer() - sinkBytes) / 2);
    }

    /** Whether half of {@code queue_maxsize} is used, or a sixteenth of the buffer or less is free. */
    boolean isNearlyFull() {
        return hasHalfOfMaxEvents() || bytes() >= options.buffer() - options.buffer() / 16;
    }

    private boolean hasHalfOfMaxEvents() {
        return queued.size() >= options.maxEvents() - options.maxEvents() / 2;
    }
}
