package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sealed batches that are to be sent: fresh ones, and replayed ones that were read back from the spool. The two
 * alternate, so that fresh events arrive while a backlog is delivered. Worker only.
 *
 * <p>Loki refuses an entry that is an hour older than the newest of its stream. So no batch is sent before another one
 * that is nearly as much older, and a backlog of that age goes first.
 *
 * <p>A batch that the server refuses again and again is in the {@link Quarantine}, beside the order of the others.
 */
final class SendQueue {
    private static final long FARTHEST_OVERTAKING = Duration.ofMinutes(50).toNanos();

    private final BatchQueue fresh = new BatchQueue();
    private final Quarantine quarantine = new Quarantine();
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

    /** The batches that were set aside. */
    Quarantine quarantine() {
        return quarantine;
    }

    /** Puts a batch that was removed, or batches made of it, where it was, or aside. */
    void putBack(List<SealedBatch> parts) {
        queueOf(parts.get(0)).putBack(parts);
    }

    /** The batch to be sent next, beside those in flight and those that were set aside; null when none may be sent. */
    @Nullable
    SealedBatch next(InFlight inFlight, long ticks) {
        long waitedFor = Math.min(inFlight.oldest(), quarantine.oldest(ticks));
        SealedBatch now = sendable(fresh.first(), waitedFor);
        SealedBatch before = sendable(spool.replayed().first(), waitedFor);
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
        if (batch.suspicion().isAside()) {
            quarantine.batches().remove(batch);
        } else {
            replayedLast = batch.isReplay();
            queueOf(batch).poll();
        }
    }

    /** The memory of all batches in bytes. */
    long bytes() {
        return fresh.bytes() + spool.replayed().bytes() + quarantine.batches().bytes();
    }

    /**
     * Releases the first batch that was set aside, else the first fresh one, else the first replayed one. Returns the
     * number of its events, or 0.
     */
    long releaseOldest() {
        BatchQueue first = quarantine.batches();
        first = first.isEmpty() ? fresh : first;
        return release((first.isEmpty() ? spool.replayed() : first).poll(), DropReason.OVERFLOW);
    }

    /** Drops the oldest fresh events below {@code level} that are not on disk. Returns how many. */
    int dropBelow(Level level) {
        return fresh.dropBelow(level);
    }

    /** Releases the first fresh batch that is on disk. Returns the number of its events, or 0. */
    long releaseOldestOnDisk() {
        return release(fresh.pollOnDisk(), DropReason.OVERFLOW);
    }

    /**
     * Releases the first batch on disk that was set aside. Returns the number of its events, or 0. What is known about
     * it is lost, and what is read back among other events has to be found again; so others are released first.
     */
    long releaseSuspectOnDisk() {
        return release(quarantine.batches().pollOnDisk(), DropReason.OVERFLOW);
    }

    /** Releases all batches. */
    void close() {
        for (BatchQueue queue : List.of(fresh, spool.replayed(), quarantine.batches())) {
            while (!queue.isEmpty()) {
                release(queue.poll(), DropReason.CLOSED);
            }
        }
    }

    private BatchQueue queueOf(SealedBatch batch) {
        if (batch.suspicion().isAside()) {
            return quarantine.batches();
        }
        return batch.isReplay() ? spool.replayed() : fresh;
    }

    private static long release(@Nullable SealedBatch batch, DropReason reason) {
        if (batch == null) {
            return 0;
        }
        batch.release(reason);
        return batch.events();
    }

    private static @Nullable SealedBatch sendable(@Nullable SealedBatch batch, long waitedFor) {
        return batch != null && !overtakes(batch, waitedFor) ? batch : null;
    }

    /** Whether {@code batch} would be sent too long before an event with the time stamp {@code oldest}. */
    private static boolean overtakes(SealedBatch batch, long oldest) {
        return oldest < batch.span().newest() - FARTHEST_OVERTAKING;
    }
}
