package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.spi.Ledger;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The one place where events are settled: with the ledger, each once, and in which order. An event waits from
 * {@link #kept} to {@link #seal}, and then is in a batch. Worker only.
 */
final class Account {
    private final Ledger ledger;
    private final Deque<Round> rounds = new ArrayDeque<>();
    private long appended;
    private long waiting;
    private long waitingSince;
    private long sealed;

    Account(Ledger ledger) {
        this.ledger = ledger;
    }

    /** An event has come, and waits. */
    void kept() {
        if (waiting++ == 0) {
            waitingSince = appended;
        }
        appended++;
    }

    /** All that waits becomes a round. */
    Round seal() {
        Round round = new Round(waitingSince, waiting);
        rounds.add(round);
        sealed += waiting;
        waiting = 0;
        return round;
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

    /** All that is in a round is given up, before any of it is in a batch. */
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

    /** All that waits is given up. */
    void droppedWaiting(DropReason reason) {
        if (waiting > 0) {
            ledger.dropped(reason, waiting);
            waiting = 0;
        }
    }

    private void settle(SealedBatch batch) {
        sealed -= batch.events();
        batch.round().settle(batch.events());
    }
}
