package io.fapilog.loki;

import io.fapilog.DropReason;
import io.fapilog.config.Quantities;
import io.fapilog.loki.Verdict.Kind;
import io.fapilog.spi.SinkContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends sealed batches and does what the answers say. A retry is state: the batch goes back to its place in the line,
 * and nothing is sent before the backoff has passed. Worker only.
 *
 * <p>Each line is worked off in order. With several pushes in flight one may overtake another; {@link Turns} says by
 * how much.
 */
final class Pushes {
    private final SinkContext context;
    private final RetrySettings settings;
    private final Credentials credentials;
    private final Health health;
    private final Transport transport;
    private final Pause pause;
    private final int mostInFlight;
    private final Runnable metadataRefused;
    private final Turns turns;
    private final List<Exchange> inFlight;
    private boolean withoutMetadata;
    private long sent;
    private long renewedThrough;

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
        Backoff backoff = new Backoff(
                this.settings.backoffMin().toNanos(), this.settings.backoffMax().toNanos());
        this.pause = new Pause(backoff, context::random);
        this.mostInFlight = settings.batches().maxInFlight();
        this.inFlight = new ArrayList<>(mostInFlight);
        this.metadataRefused = metadataRefused;
    }

    void add(SealedBatch batch) {
        turns.add(batch);
    }

    /** Takes in what has been answered, or not in time. */
    int receive(long ticks) {
        int done = 0;
        for (Exchange exchange = transport.poll(); exchange != null; exchange = transport.poll()) {
            // One that was given up is not in flight any more, and has been dealt with.
            if (inFlight.contains(exchange)) {
                end(exchange, ticks);
                done++;
            }
        }
        for (Exchange exchange : List.copyOf(inFlight)) {
            if (ticks - exchange.started() >= settings.timeout().toNanos()) {
                exchange.cancel();
                String text = "no complete answer within " + Quantities.show(settings.timeout());
                land(exchange, 0, ticks);
                retry(exchange, -1, "timeout", text, "", ticks);
                done++;
            }
        }
        return done;
    }

    /** Sends what is due. */
    int send(long ticks) {
        long before = sent;
        while (maySend(ticks)) {
            BatchLine line = next();
            if (line == null) {
                return (int) (sent - before);
            }
            start(line, ticks);
        }
        return (int) (sent - before);
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

    /** Whether the last push has failed. */
    boolean isFailing() {
        return pause.isFailing();
    }

    /** Memory lets go of all fresh batches that the spool has, those in flight included. Returns how many. */
    int leaveToSpool() {
        int left = 0;
        for (Exchange exchange : List.copyOf(inFlight)) {
            SealedBatch batch = exchange.batch();
            if (!batch.account().isReplay() && batch.isKept()) {
                inFlight.remove(exchange);
                exchange.cancel();
                batch.account().giveUp(DropReason.CLOSED, batch);
                left++;
            }
        }
        while (turns.spillOldest() > 0) {
            left++;
        }
        return left;
    }

    /** Gives everything up that has not been answered. */
    void close() {
        for (Exchange exchange = first(); exchange != null; exchange = first()) {
            inFlight.remove(exchange);
            exchange.batch().account().giveUp(DropReason.CLOSED, exchange.batch());
            exchange.cancel();
        }
        turns.close();
        transport.close();
    }

    private @Nullable Exchange first() {
        return inFlight.isEmpty() ? null : inFlight.get(0);
    }

    private boolean maySend(long ticks) {
        return hasSlot() && untilResumed(ticks) == 0;
    }

    private boolean hasSlot() {
        // After a failure one push tries whether the server is back, not all of them.
        return inFlight.size() < (pause.isFailing() ? 1 : mostInFlight);
    }

    /** How long the server is left alone, in nanoseconds. */
    long untilResumed(long ticks) {
        return pause.rest(ticks);
    }

    /** Sends the first batch of {@code line}, which is in flight as soon as it is not in line any more. */
    private void start(BatchLine line, long ticks) {
        SealedBatch batch = Objects.requireNonNull(line.first(), "nothing is in line");
        refreshCredentials();
        boolean again = batch.markSent();
        sent++;
        try {
            inFlight.add(transport.send(batch, sent, ticks));
            turns.take(line);
        } catch (Throwable e) {
            Exchange failed = new Exchange(batch, sent, ticks, false);
            failed.fail(e);
            inFlight.add(failed);
            turns.take(line);
            end(failed, ticks);
        }
        if (again) {
            context.ledger().retried();
            health.repeating();
        }
    }

    /** The line whose first batch is to be sent. */
    private @Nullable BatchLine next() {
        long oldest = context.time().epochNanos() - settings.maxAge().toNanos();
        for (BatchLine line = turns.next(inFlight); line != null; line = turns.next(inFlight)) {
            SealedBatch batch = Objects.requireNonNull(line.first(), "nothing is in line");
            if (batch.span().newest() < oldest) {
                String own = batch.events() + " events were older than max_age=" + Quantities.show(settings.maxAge());
                turns.take(line);
                lose(batch, DropReason.TOO_OLD, own, "");
            } else if (withoutMetadata && batch.hasMetadata()) {
                List<SealedBatch> parts = parts(batch, () -> List.of(batch.withoutMetadata()));
                turns.take(line);
                putBack(batch, parts);
            } else {
                return line;
            }
        }
        return null;
    }

    /** Judges an exchange that has ended. Should that fail, the exchange stays in flight until its time is over. */
    private void end(Exchange exchange, long ticks) {
        Answer answer = exchange.answer();
        if (answer != null) {
            follow(Answers.judge(answer, exchange.batch(), context.time().epochNanos()), answer, exchange, ticks);
            return;
        }
        Throwable failure = exchange.failure();
        String own = Mend.of(failure);
        String theirs = Mend.words(failure);
        land(exchange, 0, ticks);
        if (exchange.isOnUsedConnection()
                && Mend.isConnectionLost(failure)
                && exchange.batch().takeRepetitionAtOnce()) {
            turns.putBack(List.of(exchange.batch()));
        } else {
            retry(exchange, -1, own, own, theirs, ticks);
        }
    }

    /**
     * It is not in flight any more: whoever calls this next puts its batch somewhere else, and only then speaks of it.
     */
    private void land(Exchange exchange, int status, long ticks) {
        context.ledger().pushed(status, exchange.batch().body().length, ticks - exchange.started());
        inFlight.remove(exchange);
    }

    private void follow(Verdict verdict, Answer answer, Exchange exchange, long ticks) {
        SealedBatch batch = exchange.batch();
        switch (verdict.kind()) {
            case DELIVERED -> {
                land(exchange, answer.status(), ticks);
                batch.account().delivered(batch);
                if (pause.succeeded(exchange)) {
                    health.delivered(ticks);
                }
            }
            case REJECTED, UNCERTAIN -> {
                land(exchange, answer.status(), ticks);
                reject(verdict, answer, exchange);
            }
            case RETRY -> {
                String kind = "status " + answer.status();
                String own = "the server answers " + answer.status() + ", the push will be repeated";
                land(exchange, answer.status(), ticks);
                retry(exchange, verdict.retryAfter(), kind, own, answer.text(), ticks);
            }
            case RETRY_SLOWLY -> retrySlowly(exchange, answer, ticks);
            case SPLIT -> split(exchange, answer, ticks);
            case METADATA_REFUSED, WITHOUT_METADATA -> sendWithoutMetadata(verdict, exchange, answer, ticks);
            case UNSUPPORTED -> {
                String own = "the server answers " + answer.status() + " and will never take a push; " + batch.events()
                        + " events are dropped";
                land(exchange, answer.status(), ticks);
                lose(batch, DropReason.UNSUPPORTED, own, answer.text());
            }
        }
    }

    private void reject(Verdict verdict, Answer answer, Exchange exchange) {
        SealedBatch batch = exchange.batch();
        String share;
        if (verdict.kind() == Kind.UNCERTAIN) {
            batch.account().uncertain(batch);
            share = "an unknown part of " + batch.events() + " events";
        } else {
            batch.account().rejected(batch, verdict.rejected());
            share = verdict.rejected() + " of " + batch.events() + " events";
        }
        pause.succeeded(exchange);
        health.warn("rejected", "the server has refused " + share + " with " + answer.status(), answer.text());
    }

    private void retrySlowly(Exchange exchange, Answer answer, long ticks) {
        String kind = "status " + answer.status();
        String own = "the server answers " + answer.status() + "; the events are kept; " + Mend.of(answer);
        String theirs = answer.location().isEmpty() ? answer.text() : answer.location();
        land(exchange, answer.status(), ticks);
        if (keep(exchange.batch())) {
            refreshCredentials();
            pause.refused(exchange.number() <= renewedThrough, sent, ticks);
        }
        health.failing(kind, own, theirs, ticks);
    }

    private void refreshCredentials() {
        if (credentials.refresh()) {
            renewedThrough = sent;
        }
    }

    private void retry(Exchange exchange, long asked, String kind, String own, String theirs, long ticks) {
        if (keep(exchange.batch())) {
            pause.failed(exchange, asked, sent, ticks);
        }
        health.failing(kind, own, theirs, ticks);
    }

    /** Puts the batch back in line for another try, if it has one left. */
    private boolean keep(SealedBatch batch) {
        if (batch.retries() < settings.maxRetries()) {
            batch.countRetry();
            turns.putBack(List.of(batch));
            return true;
        }
        String own = batch.events() + " events are dropped after max_retries=" + settings.maxRetries();
        lose(batch, DropReason.RETRIES_EXHAUSTED, own, "");
        return false;
    }

    private void split(Exchange exchange, Answer answer, long ticks) {
        SealedBatch batch = exchange.batch();
        if (batch.events() > 1) {
            replace(exchange, batch::split, answer, ticks);
            String own = "the server finds a push of " + batch.events()
                    + " events too large; it is sent in parts; a smaller" + " batch_bytes saves that";
            health.warn("split", own, answer.text());
        } else {
            land(exchange, answer.status(), ticks);
            String own = "the server finds a single event too large; it is dropped";
            lose(batch, DropReason.TOO_LARGE, own, answer.text());
        }
    }

    private void sendWithoutMetadata(Verdict verdict, Exchange exchange, Answer answer, long ticks) {
        SealedBatch batch = exchange.batch();
        replace(exchange, () -> List.of(batch.withoutMetadata()), answer, ticks);
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
    }

    /** Puts parts of a batch that has come back in line in its stead. */
    private void replace(Exchange exchange, Supplier<List<SealedBatch>> taker, Answer answer, long ticks) {
        SealedBatch batch = exchange.batch();
        List<SealedBatch> parts = parts(batch, taker);
        land(exchange, answer.status(), ticks);
        putBack(batch, parts);
    }

    /** What a batch was taken apart to; nothing when that cannot be done, which is told. */
    private List<SealedBatch> parts(SealedBatch batch, Supplier<List<SealedBatch>> taker) {
        try {
            return taker.get();
        } catch (Throwable e) {
            String own = "a batch could not be taken apart, and its " + batch.events() + " events are dropped";
            health.warn(DropReason.INTERNAL_ERROR.label(), own, Mend.words(e));
            return List.of();
        }
    }

    private void putBack(SealedBatch batch, List<SealedBatch> parts) {
        if (parts.isEmpty()) {
            batch.account().dropped(DropReason.INTERNAL_ERROR, batch);
        } else {
            turns.putBack(parts);
        }
    }

    private void lose(SealedBatch batch, DropReason reason, String own, String theirs) {
        batch.account().dropped(reason, batch);
        health.warn(reason.label(), own, theirs);
    }
}
