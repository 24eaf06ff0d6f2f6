package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.spi.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The batches that wait to be sent: fresh ones, and those that were read back from the spool. They take turns, so that
 * what happens now is seen while a backlog drains.
 *
 * <p>Loki refuses what is an hour older than the newest of its stream. So no batch overtakes another by nearly as much,
 * and where the backlog is that old, it goes first. Worker only.
 */
final class Turns {
    private static final long FARTHEST_OVERTAKING = Duration.ofMinutes(50).toNanos();

    private final BatchLine fresh = new BatchLine();
    private final BatchLine replayed = new BatchLine();
    private final LongSupplier oldestOnDisk;
    private boolean replayedLast;

    /**
     * No batches.
     *
     * @param oldestOnDisk the time of the oldest event that is still to be read back, or {@link Ledger#NO_EVENT}
     */
    Turns(LongSupplier oldestOnDisk) {
        this.oldestOnDisk = oldestOnDisk;
    }

    /** The batches of events that were just logged. */
    BatchLine fresh() {
        return fresh;
    }

    /** The batches of events that were read back. */
    BatchLine replayed() {
        return replayed;
    }

    void add(SealedBatch batch) {
        lineOf(batch).add(batch);
    }

    /** Puts a batch that was taken from here, or its parts, to where it was. */
    void putBack(List<SealedBatch> parts) {
        lineOf(parts.get(0)).putBack(parts);
    }

    /** The line whose first batch is next, beside those in flight; null when none may be sent. */
    @Nullable
    BatchLine next(List<Exchange> inFlight) {
        SealedBatch now = passable(fresh.first(), inFlight);
        SealedBatch before = passable(replayed.first(), inFlight);
        boolean mayFresh = now != null && !overtakes(now, oldestOfBacklog());
        boolean mayReplayed = before != null && !overtakes(before, oldestOf(fresh));
        if (mayFresh || mayReplayed) {
            return mayFresh && (!mayReplayed || replayedLast) ? fresh : replayed;
        }
        // Each has something much older than the newest of the other: the older goes first.
        return now == null || before == null ? null : oldestOf(fresh) < oldestOf(replayed) ? fresh : replayed;
    }

    /** Takes the first batch of {@code line}; there must be one. */
    SealedBatch take(BatchLine line) {
        replayedLast = line == replayed;
        return line.remove();
    }

    /** The memory that all batches hold. */
    long bytes() {
        return fresh.bytes() + replayed.bytes();
    }

    /** Memory lets go of the first fresh batch, else of what was read back. Returns how many events it had. */
    long dropOldest() {
        BatchLine line = fresh.isEmpty() ? replayed : fresh;
        return giveUp(line.isEmpty() ? null : line.remove());
    }

    /** Memory lets go of the first fresh batch that the spool has. Returns how many events it had. */
    long spillOldest() {
        return giveUp(fresh.removeFirst(SealedBatch::isKept));
    }

    private static long giveUp(@Nullable SealedBatch batch) {
        if (batch == null) {
            return 0;
        }
        batch.account().giveUp(DropReason.OVERFLOW, batch);
        return batch.events();
    }

    /** Gives everything up. */
    void close() {
        for (BatchLine line : List.of(fresh, replayed)) {
            while (!line.isEmpty()) {
                SealedBatch batch = line.remove();
                batch.account().giveUp(DropReason.CLOSED, batch);
            }
        }
    }

    private BatchLine lineOf(SealedBatch batch) {
        return batch.account().isReplay() ? replayed : fresh;
    }

    private long oldestOfBacklog() {
        return Math.min(oldestOnDisk.getAsLong(), oldestOf(replayed));
    }

    private static long oldestOf(BatchLine line) {
        SealedBatch first = line.first();
        return first == null ? Ledger.NO_EVENT : first.span().oldest();
    }

    /** The batch, unless it overtakes one in flight by too much time. */
    private static @Nullable SealedBatch passable(@Nullable SealedBatch batch, List<Exchange> inFlight) {
        boolean passes = batch != null
                && inFlight.stream()
                        .noneMatch(
                                other -> overtakes(batch, other.batch().span().oldest()));
        return passes ? batch : null;
    }

    /** Whether the batch would be sent too long before an event of the time {@code oldest}, which is older. */
    private static boolean overtakes(SealedBatch batch, long oldest) {
        return oldest < batch.span().newest() - FARTHEST_OVERTAKING;
    }
}
