package io.fapilog.loki;

import io.fapilog.Level;
import io.fapilog.spi.Ledger;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import org.jspecify.annotations.Nullable;

/** Sealed batches of one source that are to be sent, in the order in which their events came. Worker only. */
final class BatchQueue {
    /** Not an {@link java.util.ArrayDeque}, which loses its content when it cannot grow. */
    @SuppressWarnings("JdkObsolete")
    private final LinkedList<SealedBatch> batches = new LinkedList<>();

    private long bytes;

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /** The number of batches. */
    int size() {
        return batches.size();
    }

    /** The memory of the batches in bytes. */
    long bytes() {
        return bytes;
    }

    /** The oldest time stamp of the first batch, or {@link Ledger#NO_EVENT}. */
    long oldest() {
        SealedBatch first = first();
        return first == null ? Ledger.NO_EVENT : first.span().oldest();
    }

    @Nullable
    SealedBatch first() {
        return batches.peek();
    }

    /** The batches, in order. */
    Iterable<SealedBatch> all() {
        return batches;
    }

    void add(SealedBatch batch) {
        batches.add(batch);
        bytes += batch.bytes();
    }

    /** Removes the first batch, if there is one. */
    @Nullable
    SealedBatch poll() {
        SealedBatch batch = batches.poll();
        bytes -= batch == null ? 0 : batch.bytes();
        return batch;
    }

    /** Removes {@code batch}, which is one of these. */
    void remove(SealedBatch batch) {
        batches.remove(batch);
        bytes -= batch.bytes();
    }

    /** Removes the first batch that is on disk, if there is one. */
    @Nullable
    SealedBatch pollOnDisk() {
        for (Iterator<SealedBatch> all = batches.iterator(); all.hasNext(); ) {
            SealedBatch batch = all.next();
            if (batch.isOnDisk()) {
                all.remove();
                bytes -= batch.bytes();
                return batch;
            }
        }
        return null;
    }

    /**
     * Drops the events below {@code level} of the first batch that has such events, unless it is on disk. Returns how
     * many. If this throws, nothing has changed.
     */
    int dropBelow(Level level) {
        for (ListIterator<SealedBatch> all = batches.listIterator(); all.hasNext(); ) {
            SealedBatch batch = all.next();
            SealedBatch left = batch.mayHaveBelow(level) ? batch.atLeast(level) : batch;
            int dropped = batch.events() - (left == null ? 0 : left.events());
            if (dropped > 0) {
                bytes += (left == null ? 0 : left.bytes()) - batch.bytes();
                if (left == null) {
                    all.remove();
                } else {
                    all.set(left);
                }
                batch.dropPart(dropped);
                return dropped;
            }
        }
        return 0;
    }

    /**
     * Puts a batch that was removed, or batches made of it, where it was: behind the batches of earlier events. If this
     * throws, nothing has been added.
     */
    void putBack(List<SealedBatch> parts) {
        ListIterator<SealedBatch> place = placeOf(parts.get(0).start());
        int added = 0;
        try {
            for (SealedBatch part : parts) {
                place.add(part);
                added++;
            }
        } finally {
            for (; added > 0 && added < parts.size(); added--) {
                place.previous();
                place.remove();
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            bytes += parts.get(i).bytes();
        }
    }

    private ListIterator<SealedBatch> placeOf(long start) {
        ListIterator<SealedBatch> place = batches.listIterator();
        while (place.hasNext()) {
            if (place.next().start() >= start) {
                place.previous();
                break;
            }
        }
        return place;
    }
}
