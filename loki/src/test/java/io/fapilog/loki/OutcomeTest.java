package io.fapilog.loki;

import static io.fapilog.loki.Outcome.Signal.DELIVERED;
import static io.fapilog.loki.Outcome.Signal.FAILED;
import static io.fapilog.loki.Outcome.Signal.LIMITED;
import static io.fapilog.loki.Outcome.Signal.METADATA_REFUSED;
import static io.fapilog.loki.Outcome.Signal.NONE;
import static io.fapilog.loki.Outcome.Signal.OVERSIZED;
import static io.fapilog.loki.Outcome.Signal.PROCESSED;
import static io.fapilog.loki.Outcome.Signal.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done about each verdict on a push of four events with structured metadata. */
class OutcomeTest {
    private static final Answer ANSWER = new Answer(555, "text of the server", true, "", "");

    private final TestBatches batches = new TestBatches();
    private final SendQueue queue = batches.sendQueue();

    @ParameterizedTest
    @MethodSource
    void outcome_ofEachVerdict_settlesOrQueuesTheBatch(
            Verdict verdict, String effect, Outcome.Signal signal, List<String> reports) {
        SealedBatch batch = batches.withMetadata(4, 1);
        Outcome outcome = verdict.outcome(ANSWER, batch);
        assertThat(effect(outcome, batch)).isEqualTo(effect);
        assertThat(outcome.signal()).isEqualTo(signal);
        assertThat(outcome.isRetry()).isEqualTo(effect.contains("retried"));
        assertThat(outcome.reports()).extracting(Report::key).isEqualTo(reports);
        assertThat(outcome.reports()).allMatch(report -> report.isFailure() == outcome.isRetry());
    }

    static List<Arguments> outcome_ofEachVerdict_settlesOrQueuesTheBatch() {
        return List.of(
                arguments(new Verdict.Delivered(), "delivered 4", DELIVERED, List.of()),
                arguments(new Verdict.Rejected(4), "rejected 4", PROCESSED, List.of("rejected")),
                arguments(new Verdict.Rejected(1), "delivered 3, rejected 1", PROCESSED, List.of("rejected")),
                arguments(new Verdict.Uncertain(), "rejected 4", PROCESSED, List.of("rejected")),
                arguments(new Verdict.Retry(-1), "queued 4, retried", FAILED, List.of("status 555")),
                arguments(new Verdict.Limited(-1), "queued 4, retried", LIMITED, List.of("status 555")),
                arguments(new Verdict.Oversized(-1), "queued 2, queued 2", OVERSIZED, List.of("split")),
                arguments(new Verdict.RetrySlowly(), "queued 4, retried", REFUSED, List.of("status 555")),
                arguments(new Verdict.TooLarge(), "queued 2, queued 2", NONE, List.of("split")),
                arguments(
                        new Verdict.MetadataRefused(),
                        "queued 4, without metadata",
                        METADATA_REFUSED,
                        List.of("metadata")),
                arguments(new Verdict.MetadataFatal(), "queued 4, without metadata", NONE, List.of("metadata")),
                arguments(new Verdict.Unsupported(), "dropped {unsupported=4}", NONE, List.of("unsupported")));
    }

    @Test
    void outcome_singleEventTooLarge_dropsIt() {
        SealedBatch batch = batches.fresh(1);
        assertThat(effect(new Verdict.TooLarge().outcome(ANSWER, batch), batch)).isEqualTo("dropped {too_large=1}");
    }

    @Test
    void outcome_singleEventOverTheRateLimit_isRetried() {
        SealedBatch batch = batches.fresh(1);
        Outcome outcome = new Verdict.Oversized(-1).outcome(ANSWER, batch);
        assertThat(effect(outcome, batch)).isEqualTo("queued 1, retried");
        assertThat(outcome.signal()).isEqualTo(OVERSIZED);
    }

    @Test
    void outcome_retryAfter_asksTheBackoffForThatTime() {
        assertThat(new Verdict.Retry(7).outcome(ANSWER, batches.fresh(1)).asked())
                .isEqualTo(7);
        assertThat(new Verdict.RetrySlowly().outcome(ANSWER, batches.fresh(1)).asked())
                .isEqualTo(-1);
    }

    @Test
    void afterLastRetry_failure_dropsTheBatchAndReportsBoth() {
        SealedBatch batch = batches.fresh(4);
        Outcome last = new Verdict.Retry(-1).outcome(ANSWER, batch).afterLastRetry(batch, 3);
        assertThat(effect(last, batch)).isEqualTo("dropped {retries_exhausted=4}");
        assertThat(last.isRetry()).isFalse();
        assertThat(last.reports()).extracting(Report::key).containsExactly("retries_exhausted", "status 555");
    }

    @Test
    void retryAtOnce_brokenConnection_queuesTheBatchWithoutCountingARetry() {
        SealedBatch batch = batches.fresh(4);
        assertThat(effect(Outcome.retryAtOnce(), batch)).isEqualTo("queued 4");
        assertThat(Outcome.retryAtOnce().isRetry()).isFalse();
        assertThat(Outcome.retryAtOnce().reports()).isEmpty();
    }

    /** Places {@code batch} as {@code outcome} states. Returns what has been settled and queued. */
    private String effect(Outcome outcome, SealedBatch batch) {
        outcome.placement().accept(batch, queue);
        List<String> effects = new ArrayList<>();
        addUnlessZero(effects, "delivered", batches.ledger.delivered);
        addUnlessZero(effects, "rejected", batches.ledger.rejected);
        if (!batches.ledger.dropped.isEmpty()) {
            effects.add("dropped " + labels());
        }
        InFlight none = new InFlight(1, Long.MAX_VALUE, 1);
        for (SealedBatch queued = queue.next(none, 0); queued != null; queued = queue.next(none, 0)) {
            queue.remove(queued);
            effects.add("queued " + queued.events());
            if (queued.retries() > 0) {
                effects.add("retried");
            }
            if (batch.hasMetadata() && !queued.hasMetadata()) {
                effects.add("without metadata");
            }
        }
        return String.join(", ", effects);
    }

    private String labels() {
        List<String> labels = new ArrayList<>();
        batches.ledger.dropped.forEach((reason, events) -> labels.add(reason.label() + "=" + events));
        return "{" + String.join(", ", labels) + "}";
    }

    private static void addUnlessZero(List<String> effects, String name, long events) {
        if (events > 0) {
            effects.add(name + " " + events);
        }
    }
}
