package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.loki.Verdict.Kind;
import io.fapilog.spi.Quantities;
import io.fapilog.spi.SinkContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends sealed batches and does what the answers say. A retry is state: the batch goes back to its place in the line, and
 * nothing is sent before the backoff has passed. Worker only.
 *
 * <p>Each line is worked off in order. With several pushes in flight one may overtake another; {@link Turns} says by how
 * much.
 */
final class Pushes {
    private final SinkContext context;
    private final RetrySettings settings;
    private final Credentials credentials;
    private final Health health;
    private final Transport transport;
    private final Backoff backoff;
    private final int mostInFlight;
    private final Runnable metadataRefused;
    private final Turns turns;
    private final List<Exchange> inFlight = new ArrayList<>();
    private boolean withoutMetadata;
    private boolean waiting;
    private long waitingUntil;
    private long lastFailure;

    Pushes(
            LokiSettings settings,
            SinkContext context,
            Turns turns,
            Health health,
            Transport transport,
            Runnable metadataRefused) {
        this.context = context;
        this.settings = settings.retries();
        this.credentials = settings.access().credentials();
        this.turns = turns;
        this.health = health;
        this.transport = transport;
        this.backoff = new Backoff(
                this.settings.backoffMin().toNanos(), this.settings.backoffMax().toNanos());
        this.mostInFlight = settings.batches().maxInFlight();
        this.metadataRefused = metadataRefused;
    }

    void add(SealedBatch batch) {
        turns.add(batch);
    }

    /**
     * Takes in what has been answered, or not in time. Should this throw, for lack of memory, what is to be repeated is still
     * in flight, and is repeated once its time is over.
     */
    int receive(long ticks) {
        int done = 0;
        for (Exchange exchange = transport.poll(); exchange != null; exchange = transport.poll()) {
            // One that was given up is not in flight any more, and has been dealt with.
            if (inFlight.contains(exchange)) {
                end(exchange, ticks);
                inFlight.remove(exchange);
                done++;
            }
        }
        for (Exchange exchange : List.copyOf(inFlight)) {
            if (ticks - exchange.started() >= settings.timeout().toNanos()) {
                exchange.cancel();
                ended(0, exchange, ticks);
                String text = "no complete answer within " + Quantities.show(settings.timeout());
                retry(exchange, -1, "timeout", text, "", ticks);
                inFlight.remove(exchange);
                done++;
            }
        }
        return done;
    }

    /** Sends what is due. */
    int send(long ticks) {
        int sent = 0;
        while (maySend(ticks)) {
            SealedBatch batch = next();
            if (batch == null) {
                return sent;
            }
            credentials.refresh();
            if (inFlight.isEmpty()) {
                transport.renew();
            }
            if (batch.markSent()) {
                context.ledger().retried();
                health.repeating();
            }
            inFlight.add(transport.send(batch, ticks));
            sent++;
        }
        return sent;
    }

    /** Whether a fresh batch could be sent at once. */
    boolean isReady(long ticks) {
        return turns.fresh().isEmpty() && maySend(ticks);
    }

    /** When {@link #receive} or {@link #send} have something to do that no answer brings; in ticks. */
    long deadline(long ticks) {
        long rest = Long.MAX_VALUE / 2;
        for (Exchange exchange : inFlight) {
            rest = Math.min(rest, exchange.started() + settings.timeout().toNanos() - ticks);
        }
        if (hasSlot() && turns.next(inFlight) != null) {
            rest = Math.min(rest, untilResumed(ticks));
        }
        return ticks + Math.max(0, rest);
    }

    /** How long nothing may be sent, in nanoseconds; for ever, as it were, while enough is in flight. */
    long untilReady(long ticks) {
        return turns.fresh().isEmpty() && hasSlot() ? untilResumed(ticks) : Long.MAX_VALUE / 2;
    }

    /** The memory of what is in line and in flight. */
    long bytes() {
        long bytes = turns.bytes();
        for (Exchange exchange : inFlight) {
            bytes += exchange.batch().body().length;
        }
        return bytes;
    }

    /** Memory lets go of the first fresh batch, else of what was read back. Returns how many events it had. */
    long dropOldest() {
        BatchLine line = turns.fresh().isEmpty() ? turns.replayed() : turns.fresh();
        if (line.isEmpty()) {
            return 0;
        }
        SealedBatch batch = line.remove();
        batch.account().giveUp(DropReason.OVERFLOW, batch);
        return batch.events();
    }

    /** Memory lets go of the first fresh batch if the spool has all of it. Returns whether it did. */
    boolean spillOldest() {
        SealedBatch first = turns.fresh().first();
        return first != null && first.positions().kept() == first.events() && dropOldest() > 0;
    }

    /** Whether the last push has failed. */
    boolean isFailing() {
        return backoff.failures() > 0;
    }

    /** Memory lets go of all fresh batches that the spool has, those in flight included. Returns how many. */
    int leaveToSpool() {
        int left = 0;
        for (Exchange exchange : List.copyOf(inFlight)) {
            SealedBatch batch = exchange.batch();
            if (!batch.account().isReplay() && batch.positions().kept() == batch.events()) {
                inFlight.remove(exchange);
                exchange.cancel();
                batch.account().giveUp(DropReason.CLOSED, batch);
                left++;
            }
        }
        while (spillOldest()) {
            left++;
        }
        return left;
    }

    /** Gives everything up that has not been answered. */
    void close() {
        for (Exchange exchange : List.copyOf(inFlight)) {
            exchange.cancel();
            exchange.batch().account().giveUp(DropReason.CLOSED, exchange.batch());
        }
        inFlight.clear();
        for (BatchLine line : List.of(turns.fresh(), turns.replayed())) {
            while (!line.isEmpty()) {
                SealedBatch batch = line.remove();
                batch.account().giveUp(DropReason.CLOSED, batch);
            }
        }
        transport.close();
    }

    private boolean maySend(long ticks) {
        return hasSlot() && untilResumed(ticks) == 0;
    }

    private boolean hasSlot() {
        // After a failure one push tries whether the server is back, not all of them.
        return inFlight.size() < (backoff.failures() > 0 ? 1 : mostInFlight);
    }

    /** How long the server is left alone, in nanoseconds. */
    long untilResumed(long ticks) {
        return waiting ? Math.max(0, waitingUntil - ticks) : 0;
    }

    private @Nullable SealedBatch next() {
        long oldest = context.time().epochNanos() - settings.maxAge().toNanos();
        for (BatchLine line = turns.next(inFlight); line != null; line = turns.next(inFlight)) {
            SealedBatch batch = turns.take(line);
            if (batch.span().newest() < oldest) {
                String age = Quantities.show(settings.maxAge());
                lose(batch, DropReason.TOO_OLD, batch.events() + " events were older than max_age=" + age, "");
            } else if (withoutMetadata && batch.hasMetadata()) {
                replace(batch, () -> List.of(batch.withoutMetadata()));
            } else {
                return batch;
            }
        }
        return null;
    }

    private void ended(int status, Exchange exchange, long ticks) {
        context.ledger().pushed(status, exchange.batch().body().length, ticks - exchange.started());
    }

    private void end(Exchange exchange, long ticks) {
        Answer answer = exchange.answer();
        if (answer != null) {
            ended(answer.status(), exchange, ticks);
            Verdict verdict =
                    Answers.judge(answer, exchange.batch(), context.time().epochNanos());
            if (verdict.kind() != Kind.RETRY && verdict.kind() != Kind.RETRY_SLOWLY) {
                inFlight.remove(exchange);
            }
            follow(verdict, answer, exchange, ticks);
            return;
        }
        ended(0, exchange, ticks);
        Throwable failure = exchange.failure();
        if (exchange.isOnUsedConnection()
                && Mend.isConnectionLost(failure)
                && exchange.batch().takeRepetitionAtOnce()) {
            turns.putBack(List.of(exchange.batch()));
        } else {
            String own = Mend.of(failure);
            retry(exchange, -1, own, own, Mend.words(failure), ticks);
        }
    }

    private void follow(Verdict verdict, Answer answer, Exchange exchange, long ticks) {
        SealedBatch batch = exchange.batch();
        switch (verdict.kind()) {
            case DELIVERED -> {
                batch.account().delivered(batch);
                resume();
                health.delivered(ticks);
            }
            case REJECTED, UNCERTAIN -> reject(verdict, answer, batch);
            case RETRY -> {
                String own = "the server answers " + answer.status() + ", the push will be repeated";
                retry(exchange, verdict.retryAfter(), "status " + answer.status(), own, answer.text(), ticks);
            }
            case RETRY_SLOWLY -> retrySlowly(exchange, answer, ticks);
            case SPLIT -> split(batch, answer);
            case METADATA_REFUSED, WITHOUT_METADATA -> sendWithoutMetadata(verdict, answer, batch);
            case UNSUPPORTED ->
                lose(
                        batch,
                        DropReason.UNSUPPORTED,
                        "the server answers " + answer.status() + " and will never take a push; " + batch.events()
                                + " events are dropped",
                        answer.text());
        }
    }

    private void reject(Verdict verdict, Answer answer, SealedBatch batch) {
        String share;
        if (verdict.kind() == Kind.UNCERTAIN) {
            batch.account().uncertain(batch);
            share = "an unknown part of " + batch.events() + " events";
        } else {
            batch.account().rejected(batch, verdict.rejected());
            share = verdict.rejected() + " of " + batch.events() + " events";
        }
        resume();
        health.warn("rejected", "the server has refused " + share + " with " + answer.status(), answer.text());
    }

    private void retrySlowly(Exchange exchange, Answer answer, long ticks) {
        String own = "the server answers " + answer.status() + "; the events are kept; " + Mend.of(answer);
        String theirs = answer.location().isEmpty() ? answer.text() : answer.location();
        health.failing("status " + answer.status(), own, theirs, ticks);
        if (keep(exchange.batch())) {
            boolean another = credentials.refresh();
            await(another ? 0 : backoff.slow(context.random()), ticks);
        }
    }

    private void retry(Exchange exchange, long asked, String kind, String own, String theirs, long ticks) {
        health.failing(kind, own, theirs, ticks);
        if (keep(exchange.batch())) {
            boolean known = waiting && exchange.started() - lastFailure <= 0;
            if (!known || asked >= 0) {
                await(backoff.next(context.random(), asked), ticks);
            }
        }
    }

    /** Puts the batch back in line for another try, if it has one left. */
    private boolean keep(SealedBatch batch) {
        if (batch.retries() >= settings.maxRetries()) {
            lose(
                    batch,
                    DropReason.RETRIES_EXHAUSTED,
                    batch.events() + " events are dropped after max_retries=" + settings.maxRetries(),
                    "");
            return false;
        }
        batch.countRetry();
        turns.putBack(List.of(batch));
        return true;
    }

    private void await(long nanos, long ticks) {
        waiting = true;
        waitingUntil = ticks + nanos;
        lastFailure = ticks;
    }

    /** The server takes pushes. */
    private void resume() {
        waiting = false;
        backoff.reset();
    }

    private void split(SealedBatch batch, Answer answer) {
        if (batch.events() > 1) {
            replace(batch, batch::split);
        } else {
            lose(
                    batch,
                    DropReason.TOO_LARGE,
                    "the server finds a single event too large; it is dropped",
                    answer.text());
        }
    }

    private void sendWithoutMetadata(Verdict verdict, Answer answer, SealedBatch batch) {
        if (verdict.kind() == Kind.METADATA_REFUSED && !withoutMetadata) {
            withoutMetadata = true;
            metadataRefused.run();
            String own =
                    "the server takes no structured metadata; from now on none is sent. Write metadata=none, or allow"
                            + " it there";
            health.warn("metadata", own, answer.text());
        } else if (verdict.kind() == Kind.WITHOUT_METADATA) {
            health.warn("metadata", "the server fails at the metadata of a push; it is sent without", answer.text());
        }
        replace(batch, () -> List.of(batch.withoutMetadata()));
    }

    /** Puts parts of the batch in line in its stead. */
    private void replace(SealedBatch batch, Supplier<List<SealedBatch>> parts) {
        List<SealedBatch> made;
        try {
            made = parts.get();
        } catch (RuntimeException | OutOfMemoryError e) {
            lose(batch, DropReason.INTERNAL_ERROR, "a batch could not be taken apart", Mend.words(e));
            return;
        }
        turns.putBack(made);
    }

    private void lose(SealedBatch batch, DropReason reason, String own, String theirs) {
        batch.account().dropped(reason, batch);
        health.warn(reason.label(), own, theirs);
    }
}
