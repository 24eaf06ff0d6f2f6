package io.fapilog.loki;

import io.fapilog.DropReason;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What is done after an exchange. {@link Pushes#finish} applies every outcome in the same order: the batch is placed
 * and leaves flight, the backoff changes, and the operator reads about it.
 *
 * @param placement ends the batch, or puts it or batches made of it into the send queue
 * @param refused the number of events that the server has refused, or -1 if it is unknown
 * @param signal what the exchange shows about the server
 * @param asked the nanoseconds that the server asked us to wait, or -1
 * @param reports what the operator reads
 */
record Outcome(
        BiConsumer<SealedBatch, SendQueue> placement, long refused, Signal signal, long asked, List<Report> reports) {
    /** What an exchange shows about the server. */
    enum Signal {
        /** It stores pushes. */
        DELIVERED,
        /** It processes pushes, although it refused events of this one. */
        PROCESSED,
        /** It cannot store pushes at present. */
        FAILED,
        /** It takes no more pushes at present because of a limit of the rate. */
        LIMITED,
        /** The push is over the limit of the rate by itself. */
        OVERSIZED,
        /** It refuses pushes until somebody changes a configuration. */
        REFUSED,
        /** It accepts no structured metadata. */
        METADATA_REFUSED,
        /** Nothing that concerns other pushes. */
        NONE
    }

    private static final BiConsumer<SealedBatch, SendQueue> RETRY = Outcome::retry;

    private Outcome(BiConsumer<SealedBatch, SendQueue> placement, Signal signal, long asked, List<Report> reports) {
        this(placement, 0, signal, asked, reports);
    }

    /** The server has stored the batch. */
    static Outcome delivered() {
        return new Outcome((batch, queue) -> batch.delivered(), Signal.DELIVERED, -1, List.of());
    }

    /** The server has refused {@code refused} events and stored the others. */
    static Outcome rejected(long refused, Report report) {
        return new Outcome((batch, queue) -> batch.rejected(refused), refused, Signal.PROCESSED, -1, List.of(report));
    }

    /** The server has refused an unknown number of events and stored the others. */
    static Outcome uncertain(Report report) {
        return new Outcome((batch, queue) -> batch.uncertain(), -1, Signal.PROCESSED, -1, List.of(report));
    }

    /** The batch is dropped. */
    static Outcome dropped(DropReason reason, String own, String theirs) {
        Report report = Report.warning(reason.label(), own, theirs);
        return new Outcome((batch, queue) -> batch.drop(reason), Signal.NONE, -1, List.of(report));
    }

    /** The batch, of which the server has refused an event, is dropped because of that event. */
    static Outcome tooLarge(SealedBatch batch, String own, String theirs) {
        Outcome dropped = dropped(DropReason.TOO_LARGE, own, theirs);
        return new Outcome(dropped.placement, batch.events(), dropped.signal, -1, dropped.reports);
    }

    /** The same bytes are sent again after the backoff. */
    static Outcome retry(long asked, Report report) {
        return new Outcome(RETRY, Signal.FAILED, asked, List.of(report));
    }

    /** The same bytes are sent again after the backoff, at a slower pace. */
    static Outcome limited(long asked, Report report) {
        return new Outcome(RETRY, Signal.LIMITED, asked, List.of(report));
    }

    /** The same bytes, a single event over the limit of the rate, are sent again after the backoff. */
    static Outcome oversized(long asked, Report report) {
        return new Outcome(RETRY, Signal.OVERSIZED, asked, List.of(report));
    }

    /** The same bytes are sent again at long intervals. */
    static Outcome retrySlowly(Report report) {
        return new Outcome(RETRY, Signal.REFUSED, -1, List.of(report));
    }

    /** The same bytes are sent again at once; this neither counts as a retry nor is it reported. */
    static Outcome retryAtOnce() {
        return new Outcome((batch, queue) -> queue.putBack(List.of(batch)), Signal.NONE, -1, List.of());
    }

    /** The batch is sent without structured metadata. */
    static Outcome withoutMetadata(SealedBatch batch, Signal signal, List<Report> reports) {
        return replaced(batch, () -> List.of(batch.withoutMetadata()), signal, reports);
    }

    /** The batch is sent in two halves. */
    static Outcome split(SealedBatch batch, Report report) {
        return replaced(batch, batch::split, Signal.NONE, List.of(report));
    }

    /** The batch is sent in two halves, without a report. */
    static Outcome split(SealedBatch batch) {
        return replaced(batch, batch::split, Signal.NONE, List.of());
    }

    /** The batch, which was over the limit of the rate by itself, is sent in two halves. */
    static Outcome splitOversized(SealedBatch batch, Report report) {
        return replaced(batch, batch::split, Signal.OVERSIZED, List.of(report));
    }

    /** The batch, which is aside, is sent in two halves, and no retries count for them. */
    static Outcome splitAside(SealedBatch batch, Report report) {
        return replaced(batch, () -> batch.split(true), Signal.NONE, List.of(report));
    }

    /** The batch, beside which there is no other one, is sent in two halves after the backoff. */
    Outcome splitAlone(SealedBatch batch) {
        return replaced(batch, () -> partsOfAlone(batch), signal, reports);
    }

    private static List<SealedBatch> partsOfAlone(SealedBatch batch) {
        List<SealedBatch> parts = batch.split(false);
        parts.forEach(part -> part.countRetriesOf(batch));
        return parts;
    }

    /** The server will never take the batch, a single event. */
    static Outcome condemned(SealedBatch single, Report report) {
        return new Outcome(
                (batch, queue) -> batch.rejected(batch.events()), single.events(), Signal.NONE, -1, List.of(report));
    }

    /** The same about a batch that is aside, when it shows nothing about the server, which takes others. */
    Outcome aside(Report report) {
        return isRetry() ? new Outcome(placement, Signal.NONE, asked, List.of(report)) : this;
    }

    /** The words of the server or the JDK; empty for none. */
    String theirs() {
        return reports.isEmpty() ? "" : reports.get(0).theirs();
    }

    /** Whether this sends the same bytes again because of a failure. */
    boolean isRetry() {
        return placement == RETRY;
    }

    /** What this becomes for a batch that has been retried {@code maxRetries} times. */
    Outcome afterLastRetry(SealedBatch batch, int maxRetries) {
        String own = batch.events() + " events are dropped after max_retries=" + maxRetries;
        Outcome dropped = dropped(DropReason.RETRIES_EXHAUSTED, own, "");
        return new Outcome(dropped.placement, Signal.NONE, -1, List.of(dropped.reports.get(0), reports.get(0)));
    }

    private static Outcome replaced(
            SealedBatch batch, Supplier<List<SealedBatch>> maker, Signal signal, List<Report> reports) {
        try {
            List<SealedBatch> parts = maker.get();
            return new Outcome((replaced, queue) -> queue.putBack(parts), signal, -1, reports);
        } catch (Throwable e) {
            String own = "a batch could not be taken apart, and its " + batch.events() + " events are dropped";
            return dropped(DropReason.INTERNAL_ERROR, own, Hints.words(e));
        }
    }

    private static void retry(SealedBatch batch, SendQueue queue) {
        batch.countRetry();
        queue.putBack(List.of(batch));
    }
}
