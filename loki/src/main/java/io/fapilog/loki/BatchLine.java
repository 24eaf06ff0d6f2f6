package io.fapilog.loki;

import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sealed batches that wait to be sent, in the order in which their events came. Worker only. */
final class BatchLine {
    /** An {@link java.util.ArrayDeque} forgets all that it holds when there is no memory to grow into. */
    @SuppressWarnings("JdkObsolete")
    private final LinkedList<SealedBatch> batches = new LinkedList<>();

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

    /** Takes the first that is {@code wanted}, or null. */
    @Nullable
    SealedBatch removeFirst(Predicate<SealedBatch> wanted) {
        for (Iterator<SealedBatch> all = batches.iterator(); all.hasNext(); ) {
            SealedBatch batch = all.next();
            if (wanted.test(batch)) {
                all.remove();
                bytes -= batch.body().length;
                return batch;
            }
        }
        return null;
    }

    /** Puts a batch that was taken from here, or its parts, to where it was: behind those whose events came before. */
    void putBack(List<SealedBatch> parts) {
        ListIterator<SealedBatch> place = placeOf(parts.get(0).round().start());
        for (SealedBatch part : parts) {
            place.add(part);
            bytes += part.body().length;
        }
    }

    private ListIterator<SealedBatch> placeOf(long start) {
        ListIterator<SealedBatch> place = batches.listIterator();
        while (place.hasNext()) {
            if (place.next().round().start() >= start) {
                place.previous();
                break;
            }
        }
        return place;
    }
}
