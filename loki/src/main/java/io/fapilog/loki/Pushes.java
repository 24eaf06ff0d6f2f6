package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.config.Quantities;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends sealed batches and applies what the answers mean. A retry is state: the batch goes back to its place in the
 * send queue, and nothing is sent before the backoff has passed. Worker only.
 *
 * <p>Each source is sent in order. With several pushes in flight one may overtake another; {@link SendQueue} limits by
 * how much.
 */
final class Pushes {
    private final Sink.Context context;
    private final RetrySettings settings;
    private final Credentials credentials;
    private final SendQueue queue;
    private final InFlight inFlight;
    private final Transport transport;
    private final Backoff backoff;
    private final Pace pace = new Pace();
    private final MetadataSupport metadata;
    private final Reporter reporter;
    private final RejectedFile rejected;
    /** The number of the last push that was started. */
    private long started;
    /** The number of the last push that was started with credentials that have changed since. */
    private long outdatedThrough;

    Pushes(
            LokiSettings settings,
            Sink.Context context,
            SendQueue queue,
            Transport transport,
            Backoff backoff,
            MetadataSupport metadata,
            Reporter reporter) {
        this.context = context;
        this.settings = settings.retries();
        this.credentials = settings.credentials();
        this.queue = queue;
        this.inFlight = new InFlight(
                settings.batches().maxInFlight(),
                settings.spool() == null ? Long.MAX_VALUE : settings.queue().buffer() / 8,
                this.settings.timeout().toNanos());
        this.transport = transport;
        this.backoff = backoff;
        this.metadata = metadata;
        this.reporter = reporter;
        this.rejected = new RejectedFile(settings.rejected(), reporter);
    }

    /** Finishes the exchanges that have ended or timed out. Returns how many. */
    int receive(long ticks) {
        int done = 0;
        for (Exchange exchange = transport.poll(); exchange != null; exchange = transport.poll()) {
            // An exchange that was cancelled is not in flight, and its batch has been placed.
            if (inFlight.contains(exchange)) {
                end(exchange, ticks);
                done++;
            }
        }
        for (Exchange exchange : inFlight.all()) {
            if (inFlight.isOverdue(exchange, ticks)) {
                exchange.cancel();
                String own = "no complete answer within " + Quantities.show(settings.timeout());
                finish(exchange, 0, Outcome.retry(-1, Report.failure("timeout", own, "")), ticks);
                done++;
            }
        }
        if (done > 0) {
            backoff.answered(ticks);
        }
        return done;
    }

    /** Starts the pushes that may be sent now. Returns how many. */
    int send(long ticks) {
        long before = started;
        while (maySend(ticks)) {
            SealedBatch batch = next(ticks);
            if (batch == null) {
                break;
            }
            start(batch, ticks);
        }
        return (int) (started - before);
    }

    /** The nanoseconds until a fresh batch could be sent; {@link TimeSource#NEVER} when that takes an answer. */
    long untilReady(long ticks) {
        return queue.hasNoFresh() && hasSlot() ? untilStart(ticks) : TimeSource.NEVER;
    }

    /** The nanoseconds until {@link #receive} or {@link #send} has something to do without an answer. */
    long untilWork(long ticks) {
        long untilTimeout = inFlight.untilTimeout(ticks);
        if (!hasSlot()) {
            return untilTimeout;
        }
        long untilBatch =
                queue.next(inFlight, ticks) != null ? 0 : queue.quarantine().untilAlone(ticks);
        return Math.min(untilTimeout, Math.max(untilBatch, untilStart(ticks)));
    }

    /** Whether a push is in flight. */
    boolean isSending() {
        return inFlight.first() != null;
    }

    /** The memory of all sealed batches in bytes. */
    long bytes() {
        return queue.bytes() + inFlight.bytes();
    }

    /** Releases all fresh batches that are on disk, those in flight included. Returns how many. */
    int releaseOnDisk() {
        int released = 0;
        for (Exchange exchange : inFlight.all()) {
            if (!exchange.batch().isReplay() && exchange.batch().isOnDisk()) {
                cancel(exchange);
                released++;
            }
        }
        while (queue.releaseOldestOnDisk() > 0 || queue.releaseSuspectOnDisk() > 0) {
            released++;
        }
        return released;
    }

    /** Aborts all exchanges, and releases all batches. */
    void close() {
        // Without a copy of the list, for which there may be no memory.
        for (Exchange exchange = inFlight.first(); exchange != null; exchange = inFlight.first()) {
            cancel(exchange);
        }
        queue.close();
        transport.close();
    }

    private void cancel(Exchange exchange) {
        inFlight.remove(exchange);
        exchange.batch().release(DropReason.CLOSED);
        exchange.cancel();
    }

    private boolean maySend(long ticks) {
        return hasSlot() && untilStart(ticks) == 0;
    }

    private long untilStart(long ticks) {
        return Math.max(backoff.untilRetry(ticks), pace.untilNext(ticks));
    }

    private boolean hasSlot() {
        return inFlight.hasSlot(backoff.isFailing());
    }

    /** The batch to be sent next; on the way drops batches that are too old. */
    private @Nullable SealedBatch next(long ticks) {
        long oldestAllowed = context.time().epochNanos() - settings.maxAge().toNanos();
        for (SealedBatch batch = choose(ticks); batch != null; batch = choose(ticks)) {
            if (batch.span().newest() < oldestAllowed) {
                place(batch, tooOld(batch), ticks);
            } else if (metadata.isRefused() && batch.hasMetadata()) {
                place(batch, Outcome.withoutMetadata(batch, Outcome.Signal.NONE, List.of()), ticks);
            } else if (batch.events() > 1 && pace.isTooLarge(batch.body().length)) {
                place(batch, Outcome.split(batch), ticks);
            } else {
                return batch;
            }
        }
        return null;
    }

    /** The batch that is next, or one that was set aside: where a trial is fair, a coin decides. */
    private @Nullable SealedBatch choose(long ticks) {
        SealedBatch other = queue.next(inFlight, ticks);
        SealedBatch suspect = other == null
                ? queue.quarantine().nextAlone(ticks)
                : queue.quarantine().next();
        if (other == null || suspect == null) {
            return other == null ? suspect : other;
        }
        boolean isFair = suspect.suspicion().isFairTrial(suspect, other);
        boolean isTurn = isFair ? context.random() >= 0.5 : suspect.suspicion().untilDue(ticks) == 0;
        if (isTurn) {
            return suspect;
        }
        other.setRival(isFair ? suspect.suspicion() : null);
        return other;
    }

    private Outcome tooOld(SealedBatch batch) {
        String own = batch.events() + " events were older than max_age=" + Quantities.show(settings.maxAge())
                + " and are dropped";
        return Outcome.dropped(DropReason.TOO_OLD, own, "");
    }

    /** Applies {@code outcome} to the first batch of its queue. */
    private void place(SealedBatch batch, Outcome outcome, long ticks) {
        queue.remove(batch);
        outcome.placement().accept(batch, queue);
        reporter.report(outcome.reports(), false, ticks);
    }

    /** Starts the push of {@code batch}, which is in flight as soon as it is no longer queued. */
    private void start(SealedBatch batch, long ticks) {
        refreshCredentials();
        boolean retry = batch.markSent();
        started++;
        batch.suspicion().sent(started);
        try {
            inFlight.add(transport.send(batch, started, ticks));
            pace.started(batch.body().length, ticks);
            queue.remove(batch);
        } catch (Throwable e) {
            Exchange failed = new Exchange(batch, started, ticks, false);
            failed.fail(e);
            inFlight.add(failed);
            queue.remove(batch);
            end(failed, ticks);
        }
        if (retry) {
            context.ledger().retried();
            reporter.retried();
        }
    }

    private void refreshCredentials() {
        if (credentials.refresh()) {
            outdatedThrough = started;
        }
    }

    /** Finishes an exchange that has ended. If this throws, the exchange stays in flight until it times out. */
    private void end(Exchange exchange, long ticks) {
        SealedBatch batch = exchange.batch();
        Answer answer = exchange.answer();
        if (answer != null) {
            Verdict verdict = Answers.judge(answer, batch, context.time().epochNanos());
            finish(exchange, answer.status(), verdict.outcome(answer, batch), ticks);
        } else if (exchange.isConnectionLost() && batch.takeRetryAtOnce()) {
            finish(exchange, 0, Outcome.retryAtOnce(), ticks);
        } else {
            String own = Hints.of(exchange.failure());
            Report report = Report.failure(own, own, Hints.words(exchange.failure()));
            finish(exchange, 0, Outcome.retry(-1, report), ticks);
        }
    }

    /**
     * Applies {@code outcome}: the one place where an exchange leaves flight. The batch is placed first, so that a
     * failure leaves the exchange in flight; reports come last, since they may fail too.
     */
    private void finish(Exchange exchange, int status, Outcome outcome, long ticks) {
        SealedBatch batch = exchange.batch();
        Suspicion rival = batch.takeRival();
        Outcome last = outcome.isRetry() ? afterRefusal(batch, status, outcome, ticks) : outcome;
        rejected.keep(batch, last, context.time().epochNanos());
        last.placement().accept(batch, queue);
        inFlight.remove(exchange);
        context.ledger().pushed(status, batch.body().length, ticks - exchange.started());
        boolean recovered = signal(exchange, last, rival, ticks);
        reporter.explain(last.reports());
        reporter.report(last.reports(), recovered, ticks);
    }

    /** What is done about a refusal after which {@code outcome} would send the batch again. */
    private Outcome afterRefusal(SealedBatch batch, int status, Outcome outcome, long ticks) {
        if (batch.retries() >= settings.maxRetries()) {
            return outcome.afterLastRetry(batch, settings.maxRetries());
        }
        boolean wasAside = batch.suspicion().isAside();
        boolean isAlone = queue.next(inFlight, ticks) == null;
        Outcome judged = queue.quarantine().judge(batch, status, outcome, isAlone, ticks);
        batch.suspicion().waitUntil(ticks + backoff.pause(batch.suspicion().refusals(), outcome.asked()));
        boolean isAboutItOnly =
                wasAside && (!backoff.isFailing() || batch.suspicion().isOld());
        return isAboutItOnly ? judged.aside(Quarantine.warning(batch, status, outcome)) : judged;
    }

    /** Tells the backoff and the pace what the exchange shows. Returns whether the server delivers again. */
    private boolean signal(Exchange exchange, Outcome outcome, @Nullable Suspicion rival, long ticks) {
        int bytes = exchange.batch().body().length;
        switch (outcome.signal()) {
            case DELIVERED -> {
                taken(bytes, rival, ticks);
                return backoff.succeeded(exchange.number());
            }
            case PROCESSED -> {
                taken(bytes, rival, ticks);
                backoff.succeeded(exchange.number());
            }
            case FAILED -> backoff.failed(exchange.number(), outcome.asked(), started, ticks);
            case LIMITED -> {
                pace.limited(ticks);
                backoff.failed(exchange.number(), outcome.asked(), started, ticks);
            }
            case OVERSIZED -> {
                pace.oversized(bytes, ticks);
                if (outcome.isRetry()) {
                    backoff.failed(exchange.number(), outcome.asked(), started, ticks);
                }
            }
            case REFUSED -> {
                refreshCredentials();
                backoff.refused(exchange.number() <= outdatedThrough, started, ticks);
            }
            case METADATA_REFUSED -> metadata.refuse();
            case NONE -> {
                // Other pushes are not concerned.
            }
        }
        return false;
    }

    private void taken(int bytes, @Nullable Suspicion rival, long ticks) {
        pace.taken(bytes, ticks);
        queue.quarantine().taken();
        if (rival != null) {
            rival.otherTaken();
        }
    }
}
