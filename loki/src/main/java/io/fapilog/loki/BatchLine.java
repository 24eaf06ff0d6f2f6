package io.fapilog.loki;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sealed batches that wait to be sent, in the order in which their events came. Worker only. */
final class BatchLine {
    private final Deque<SealedBatch> batches = new ArrayDeque<>();
    private long bytes;

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /** The memory that the batches hold. */
    long bytes() {
        return bytes;
    }

    void add(SealedBatch batch) {
        batches.add(batch);
        bytes += batch.body().length;
    }

    @Nullable
    SealedBatch first() {
        return batches.peek();
    }

    /** Takes the first; there must be one. */
    SealedBatch remove() {
        SealedBatch batch = batches.remove();
        bytes -= batch.body().length;
        return batch;
    }

    /** Puts a batch that was taken from here, or its parts, to where it was: behind those whose events came before. */
    void putBack(List<SealedBatch> parts) {
        Deque<SealedBatch> earlier = new ArrayDeque<>();
        long start = parts.get(0).round().start();
        while (!batches.isEmpty() && batches.element().round().start() < start) {
            earlier.push(batches.remove());
        }
        for (int i = parts.size() - 1; i >= 0; i--) {
            batches.addFirst(parts.get(i));
            bytes += parts.get(i).body().length;
        }
        earlier.forEach(batches::addFirst);
    }
}
