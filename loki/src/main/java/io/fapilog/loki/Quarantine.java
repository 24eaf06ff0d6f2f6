package io.fapilog.loki;

import io.fapilog.spi.Ledger;
import io.fapilog.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The batches that were set aside since the server refuses them again and again; the others pass them. Decides what
 * becomes of them. Worker only.
 *
 * <pre>
 *   queued ──refused three times──▶ aside ──taken──▶ settled as the server says
 *                                   ▲   │
 *                   halves, aside ──┘   ├──others are taken──▶ halved
 *                                       └──others are taken──▶ a single event: settled with the server's words
 * </pre>
 *
 * <p>While the server takes nothing, one batch is aside and the next ones stay in their queue, so that a short outage
 * changes neither their order nor their size. After more and more refusals another batch is set aside, or one that is
 * alone is halved: the content of several may be at fault, and the healthy ones behind them must not wait for ever.
 */
final class Quarantine {
    private static final int REFUSALS_WITHOUT_PROGRESS = 6;
    private static final long RECENT_NANOS = 1_000_000_000;

    private final BatchQueue batches = new BatchQueue();
    private long refusedAt;
    /** Whether the server has taken any push since a batch was last set aside. */
    private boolean taken;

    /** The batches, in no order that matters. */
    BatchQueue batches() {
        return batches;
    }

    /** Records that the server has taken a push. */
    void taken() {
        taken = true;
    }

    /** The oldest time stamp of a batch that others must not overtake too far, or {@link Ledger#NO_EVENT}. */
    long oldest(long ticks) {
        boolean isRecent = ticks - refusedAt < RECENT_NANOS;
        long oldest = Ledger.NO_EVENT;
        for (SealedBatch batch : batches.all()) {
            oldest = batch.suspicion().isWaitedFor(isRecent)
                    ? Math.min(oldest, batch.span().oldest())
                    : oldest;
        }
        return oldest;
    }

    /** The batch that is to be sent next beside others: the one that was not sent for the longest time, or null. */
    @Nullable
    SealedBatch next() {
        SealedBatch next = null;
        for (SealedBatch batch : batches.all()) {
            boolean longer = next == null
                    || batch.suspicion().lastPush() < next.suspicion().lastPush();
            next = longer ? batch : next;
        }
        return next;
    }

    /** A batch that is to be sent now where there are no others, or null. */
    @Nullable
    SealedBatch nextAlone(long ticks) {
        for (SealedBatch batch : batches.all()) {
            if (batch.suspicion().untilDue(ticks) == 0) {
                return batch;
            }
        }
        return null;
    }

    /** The nanoseconds until {@link #nextAlone} has one; {@link TimeSource#NEVER} when there is none. */
    long untilAlone(long ticks) {
        long until = TimeSource.NEVER;
        for (SealedBatch batch : batches.all()) {
            until = Math.min(until, batch.suspicion().untilDue(ticks));
        }
        return until;
    }

    /**
     * What is done about a refusal of {@code batch}, which is in flight.
     *
     * @param status the status of the answer, 0 for none
     * @param refusal what is done unless the content of the batch is at fault
     * @param isAlone whether no other batch is to be sent
     */
    Outcome judge(SealedBatch batch, int status, Outcome refusal, boolean isAlone, long ticks) {
        Suspicion suspicion = batch.suspicion();
        suspicion.refused(status, refusal.signal() == Outcome.Signal.LIMITED);
        refusedAt = ticks;
        if (!suspicion.isAside()) {
            if (suspicion.isRepeated() && (batches.isEmpty() || taken || isStuck(suspicion))) {
                suspicion.setAside();
                taken = false;
            }
            return refusal;
        }
        if (batch.events() == 1) {
            return suspicion.isCertain() ? settled(batch, status, refusal) : refusal;
        }
        if (suspicion.isLikely()) {
            return Outcome.splitAside(batch, warning(batch, status, refusal));
        }
        return isAlone && isStuck(suspicion) ? refusal.splitAlone(batch) : refusal;
    }

    /**
     * Whether a batch has been refused so often that it may be one of several at fault, which would otherwise wait for
     * each other for ever. The more batches are aside, the longer this takes: an outage of a day makes a few tens.
     */
    private boolean isStuck(Suspicion suspicion) {
        return suspicion.refusals() >= REFUSALS_WITHOUT_PROGRESS * (1 + batches.size());
    }

    /** What the operator reads about a refusal of a batch that is aside, while the server takes others. */
    static Report warning(SealedBatch batch, int status, Outcome refusal) {
        String own = "the server refuses a push of " + batch.events() + (batch.events() == 1 ? " event" : " events")
                + " again and again" + with(status) + " and takes others. It is sent in ever smaller parts until only"
                + " what the server refuses is left";
        return Report.warning("refused again", own, refusal.theirs());
    }

    private static Outcome settled(SealedBatch batch, int status, Outcome refusal) {
        boolean oversized = refusal.signal() == Outcome.Signal.OVERSIZED;
        String own = "the server refuses an event again and again" + with(status)
                + " and takes others, so the event is " + (oversized ? "dropped" : "counted as rejected");
        return oversized
                ? Outcome.tooLarge(batch, own, refusal.theirs())
                : Outcome.condemned(batch, Report.warning("rejected", own, refusal.theirs()));
    }

    private static String with(int status) {
        return status == 0 ? "" : " with " + status;
    }
}
