package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Spool;
import java.util.Deque;
import java.util.LinkedList;
import org.jspecify.annotations.Nullable;

/**
 * The one place where events are settled: with the ledger, each once, and in which order. An event waits from
 * {@link #kept} to {@link #seal}, and then is in a batch. Worker only.
 */
final class Account {
    private final Ledger ledger;
    private final @Nullable Spool spool;
    private final boolean replay;
    /** An {@link java.util.ArrayDeque} forgets all that it holds when there is no memory to grow into. */
    @SuppressWarnings("JdkObsolete")
    private final Deque<Round> rounds = new LinkedList<>();

    private long appended;
    private long waiting;
    private long waitingSince;
    private long sealed;

    /**
     * An account of nothing.
     *
     * @param spool where the events are too, or null
     * @param replay whether they were read back from there
     */
    Account(Ledger ledger, @Nullable Spool spool, boolean replay) {
        this.ledger = ledger;
        this.spool = spool;
        this.replay = replay;
    }

    /** Whether the events were read back from the spool. */
    boolean isReplay() {
        return replay;
    }

    /** Events have come, and wait. */
    void kept(long events) {
        if (waiting == 0) {
            waitingSince = appended;
        }
        waiting += events;
        appended += events;
    }

    /** All that waits becomes a round. */
    Round seal() {
        Round round = new Round(this, waitingSince, waiting);
        rounds.add(round);
        sealed += waiting;
        waiting = 0;
        return round;
    }

    /** Takes the last {@link #seal} back. */
    void unseal(Round round) {
        rounds.removeLast();
        waiting = round.unsettled();
        waitingSince = round.start();
        sealed -= waiting;
    }

    /** How many events have come. */
    long events() {
        return appended;
    }

    /** How many events are not settled. */
    long pending() {
        return waiting + sealed;
    }

    /** The number of events before the first that waits. */
    long waitingSince() {
        return waitingSince;
    }

    /** The first so many events are settled. */
    long settledThrough() {
        while (!rounds.isEmpty() && rounds.element().isSettled()) {
            rounds.remove();
        }
        if (!rounds.isEmpty()) {
            return rounds.element().start();
        }
        return waiting > 0 ? waitingSince : appended;
    }

    void delivered(SealedBatch batch) {
        ledger.delivered(batch.events());
        settle(batch);
    }

    /** Of the batch {@code events} were refused, and the rest was stored. */
    void rejected(SealedBatch batch, long events) {
        ledger.rejected(events);
        if (events < batch.events()) {
            ledger.delivered(batch.events() - events);
        }
        settle(batch);
    }

    /** Of the batch an unknown part was refused. */
    void uncertain(SealedBatch batch) {
        ledger.uncertain(batch.events());
        settle(batch);
    }

    void dropped(DropReason reason, SealedBatch batch) {
        ledger.dropped(reason, batch.events());
        settle(batch);
    }

    /** All that is in a round is given up before any of it is in a batch; the spool is for the caller. */
    void dropped(DropReason reason, Round round) {
        ledger.dropped(reason, round.unsettled());
        sealed -= round.unsettled();
        round.settle(round.unsettled());
    }

    /** An event has come, and is given up before it waits. */
    void droppedAtOnce(DropReason reason) {
        ledger.dropped(reason, 1);
        appended++;
    }

    /**
     * Memory lets go of the batch: its events are left to the spool, and where it does not have them they are given up.
     */
    void giveUp(DropReason reason, SealedBatch batch) {
        leave(reason, batch.positions(), batch.events());
        settleInMemory(batch);
    }

    /** Memory lets go of all that waits, which is at {@code positions}. */
    void giveUpWaiting(DropReason reason, Positions positions) {
        if (waiting > 0) {
            leave(reason, positions, waiting);
            waiting = 0;
        }
    }

    private void leave(DropReason reason, Positions positions, long events) {
        long spooled = spool == null ? 0 : positions.release(spool);
        if (spooled > 0) {
            ledger.spooled(spooled);
        }
        if (spooled < events) {
            ledger.dropped(reason, events - spooled);
        }
    }

    private void settle(SealedBatch batch) {
        settleInMemory(batch);
        if (spool != null) {
            batch.positions().acknowledge(spool);
        }
    }

    private void settleInMemory(SealedBatch batch) {
        sealed -= batch.events();
        batch.round().settle(batch.events());
    }
}
