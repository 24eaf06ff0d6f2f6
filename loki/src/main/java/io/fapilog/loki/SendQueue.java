package io.fapilog.loki;

import io.fapilog.DropReason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sealed batches that are to be sent: fresh ones, and replayed ones that were read back from the spool. The two
 * alternate, so that fresh events arrive while a backlog is delivered. Worker only.
 *
 * <p>Loki refuses an entry that is an hour older than the newest of its stream. So no batch is sent before another one
 * that is nearly as much older, and a backlog of that age goes first.
 */
final class SendQueue {
    private static final long FARTHEST_OVERTAKING = Duration.ofMinutes(50).toNanos();

    private final BatchQueue fresh = new BatchQueue();
    private final SpoolSide spool;
    private boolean replayedLast;

    SendQueue(SpoolSide spool) {
        this.spool = spool;
    }

    /** Whether no fresh batch is to be sent. */
    boolean hasNoFresh() {
        return fresh.isEmpty();
    }

    void add(SealedBatch batch) {
        fresh.add(batch);
    }

    /** Puts a batch that was removed, or batches made of it, where it was. */
    void putBack(List<SealedBatch> parts) {
        queueOf(parts.get(0)).putBack(parts);
    }

    /** The batch to be sent next, beside those in flight; null when none may be sent. */
    @Nullable
    SealedBatch next(InFlight inFlight) {
        SealedBatch now = sendable(fresh.first(), inFlight);
        SealedBatch before = sendable(spool.replayed().first(), inFlight);
        boolean mayNow = now != null && !overtakes(now, spool.oldest());
        boolean mayBefore = before != null && !overtakes(before, fresh.oldest());
        if (mayNow || mayBefore) {
            return mayNow && (!mayBefore || replayedLast) ? now : before;
        }
        // Each has an event that is much older than the newest of the other: the older batch goes first.
        return now == null || before == null
                ? null
                : fresh.oldest() < spool.replayed().oldest() ? now : before;
    }

    /** Removes {@code batch}, which {@link #next} returned. */
    void remove(SealedBatch batch) {
        replayedLast = batch.isReplay();
        queueOf(batch).poll();
    }

    /** The memory of all batches in bytes. */
    long bytes() {
        return fresh.bytes() + spool.replayed().bytes();
    }

    /** Releases the first fresh batch, else the first replayed one. Returns the number of its events, or 0. */
    long releaseOldest() {
        return release((fresh.isEmpty() ? spool.replayed() : fresh).poll(), DropReason.OVERFLOW);
    }

    /** Releases the first fresh batch that is on disk. Returns the number of its events, or 0. */
    long releaseOldestOnDisk() {
        return release(fresh.pollOnDisk(), DropReason.OVERFLOW);
    }

    /** Releases all batches. */
    void close() {
        for (BatchQueue queue : List.of(fresh, spool.replayed())) {
            while (!queue.isEmpty()) {
                release(queue.poll(), DropReason.CLOSED);
            }
        }
    }

    private BatchQueue queueOf(SealedBatch batch) {
        return batch.isReplay() ? spool.replayed() : fresh;
    }

    private static long release(@Nullable SealedBatch batch, DropReason reason) {
        if (batch == null) {
            return 0;
        }
        batch.release(reason);
        return batch.events();
    }

    private static @Nullable SealedBatch sendable(@Nullable SealedBatch batch, InFlight inFlight) {
        return batch != null && !overtakes(batch, inFlight.oldest()) ? batch : null;
    }

    /** Whether {@code batch} would be sent too long before an event with the time stamp {@code oldest}. */
    private static boolean overtakes(SealedBatch batch, long oldest) {
        return oldest < batch.span().newest() - FARTHEST_OVERTAKING;
    }
}
