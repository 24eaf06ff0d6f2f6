package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that refuses pushes for what they contain: everything else passes them, and only what is refused is settled
 * with the server's words. A server that fails for reasons of its own costs no event.
 */
class RefusedContentTest {
    private static final String BAD = "poison";
    /** Longer than any backoff, so that the sink waits for an answer when it waits for longer. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @CsvSource({
        "500, 1, false",
        "503, 1, false",
        "403, 1, false",
        "429, 1, false",
        "418, 1, false",
        "500, 3, false",
        "500, 1, true",
        "403, 2, true"
    })
    void push_refusedForOneEvent_settlesThatEventAndDeliversAllOthers(int status, int inFlight, boolean spooled) {
        refuse((push, number) -> push.messages().contains(BAD), ScriptedServer.answer(status, "bad words"));
        try (SinkRig rig = new SinkRig(uri(spooled, "batch_size=40", "max_in_flight=" + inFlight))) {
            for (int i = 0; i < 540; i++) {
                rig.append(i == 17 ? BAD : "event " + i);
                if (i % 10 == 0) {
                    step(rig);
                }
            }
            settle(rig, 300);
            assertThat(rig.pending())
                    .as("what is left when nothing else is logged")
                    .isLessThanOrEqualTo(1);
            logUntil(rig, () -> rig.ledger.rejected == 1);
            settle(rig, 2_000);
            assertThat(rig.pending()).isZero();
            assertThat(rig.ledger.rejected).isEqualTo(1);
            assertThat(rig.ledger.delivered).isEqualTo(rig.appended() - 1);
            assertThat(rig.ledger.dropped).isEmpty();
            assertThat(rig.warnings)
                    .anyMatch(each -> each.contains("refuses an event again and again with " + status)
                            && each.contains("bad words"));
        }
    }

    @Test
    void push_refusedForManyEvents_settlesThoseAndDeliversAllOthers() {
        refuse((push, number) -> push.messages().contains(BAD), ScriptedServer.answer(500, "bad words"));
        try (SinkRig rig = new SinkRig(uri(false, "batch_size=20"))) {
            long bad = 0;
            for (int i = 0; i < 1_000; i++) {
                boolean isBad = i < 500 && i % 50 == 7;
                bad += isBad ? 1 : 0;
                rig.append(isBad ? BAD : "event " + i);
                step(rig);
            }
            long all = bad;
            logUntil(rig, () -> rig.ledger.rejected == all);
            assertThat(rig.ledger.rejected).isEqualTo(bad);
            assertThat(rig.ledger.delivered + rig.pending()).isEqualTo(rig.appended() - bad);
        }
    }

    /** Each batch has such an event, so that the server takes none as long as it gets whole batches. */
    @ParameterizedTest
    @CsvSource({"500, 2, false", "503, 4, false", "500, 3, true"})
    void push_everyOneRefusedForOneOfItsEvents_deliversAllOthers(int status, int batches, boolean spooled) {
        refuse((push, number) -> push.messages().contains(BAD), ScriptedServer.answer(status, "bad words"));
        try (SinkRig rig = new SinkRig(uri(spooled, "batch_size=8"))) {
            for (int i = 0; i < batches; i++) {
                rig.append(3).append(BAD).append(4);
                rig.workAll();
            }
            rig.sink.flush();
            for (int i = 0; i < 3_000 && rig.ledger.delivered < 7L * batches; i++) {
                step(rig);
            }
            assertThat(rig.ledger.delivered).isEqualTo(7L * batches);
            assertThat(rig.ledger.rejected + rig.pending()).isEqualTo(batches);
        }
    }

    @Test
    void push_refusedForOneEventAndNothingElseIsLogged_deliversItsOthersAndKeepsTheOne() {
        refuse((push, number) -> push.messages().contains(BAD), ScriptedServer.answer(500, "bad words"));
        try (SinkRig rig = new SinkRig(uri(false, "batch_size=100"))) {
            rig.append(20).append(BAD).append(20);
            rig.sink.flush();
            for (int i = 0; i < 1_000 && rig.pending() > 1; i++) {
                step(rig);
            }
            assertThat(rig.ledger.delivered).isEqualTo(40);
            assertThat(rig.pending()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 403, 429, 0})
    void server_downForHours_losesNothingAndKeepsOrder(int status) {
        server.otherwise(status == 0 ? ScriptedServer.hangUp() : ScriptedServer.answer(status, "away"));
        try (SinkRig rig = new SinkRig(uri(false, "batch_size=10", "max_age=30d"))) {
            log(rig, 200);
            for (int i = 0; i < 30; i++) {
                rig.advance(Duration.ofMinutes(10));
                step(rig);
                step(rig);
            }
            server.otherwise(ScriptedServer.answer(204, ""));
            settle(rig, 500);
            assertThat(rig.ledger.rejected).isZero();
            assertThat(rig.ledger.dropped).isEmpty();
            assertThat(rig.ledger.delivered).isEqualTo(rig.appended());
        }
    }

    /** Pushes fail at random, in turns, for a time, or alternately as behind a balancer with one bad server. */
    @ParameterizedTest
    @ValueSource(strings = {"random", "mostly", "turns", "alternately", "thirds"})
    void server_fails_forReasonsOfItsOwn_losesNothing(String how) {
        SplittableRandom own = new SplittableRandom(7);
        refuse(
                (push, number) -> switch (how) {
                    case "random" -> own.nextInt(2) == 0;
                    case "mostly" -> own.nextInt(10) > 0;
                    case "turns" -> number / 7 % 2 == 0;
                    case "alternately" -> number % 2 == 0;
                    default -> number % 3 > 0;
                },
                ScriptedServer.answer(500, "flickering"));
        try (SinkRig rig = new SinkRig(uri(false, "batch_size=1"))) {
            log(rig, 600);
            settle(rig, 20_000);
            assertThat(rig.pending()).isZero();
            assertThat(rig.ledger.delivered).isEqualTo(rig.appended());
        }
    }

    @ParameterizedTest
    @CsvSource({"400000, 400000", "4000000, 400000"})
    void push_overTheBurst_isSplitAndDelivered(long limit, long burst) {
        refuse((push, number) -> bytes(push) > burst, push -> ScriptedServer.answer(429, limitText(limit, push)));
        try (SinkRig rig = new SinkRig(uri(false, "batch_size=600"))) {
            for (int i = 0; i < 600; i++) {
                rig.append(i + "x".repeat(1_000));
            }
            assertThat(settle(rig, 200)).isLessThan(200);
            assertThat(rig.ledger.delivered).isEqualTo(600);
            assertThat(rig.warnings).anyMatch(each -> each.contains("totaling"));
        }
    }

    @Test
    void event_overTheLimitByItself_isDroppedAsTooLarge() {
        refuse((push, number) -> bytes(push) > 20_000, push -> ScriptedServer.answer(429, limitText(20_000, push)));
        try (SinkRig rig = new SinkRig(uri(false, "batch_size=10"))) {
            rig.append("small").append("x".repeat(30_000)).append("small");
            logUntil(rig, () -> rig.ledger.dropped(DropReason.TOO_LARGE) == 1);
            settle(rig, 400);
            assertThat(rig.ledger.dropped(DropReason.TOO_LARGE)).isEqualTo(1);
            assertThat(rig.ledger.delivered).isEqualTo(rig.appended() - 1);
        }
    }

    private String uri(boolean spooled, String... parameters) {
        return server.uri(String.join("&", parameters)) + (spooled ? "&spool=" + directory.resolve("spool") : "");
    }

    private void refuse(BiPredicate<DecodedPush, Integer> isRefused, ScriptedServer.Reaction refusal) {
        refuse(isRefused, push -> refusal);
    }

    private void refuse(
            BiPredicate<DecodedPush, Integer> isRefused, Function<DecodedPush, ScriptedServer.Reaction> refusal) {
        AtomicInteger number = new AtomicInteger();
        server.otherwise(ScriptedServer.dependingOn(push ->
                isRefused.test(push, number.incrementAndGet()) ? refusal.apply(push) : ScriptedServer.answer(204, "")));
    }

    private static long bytes(DecodedPush push) {
        return push.entries().stream().mapToLong(entry -> entry.line().length()).sum();
    }

    private static String limitText(long limit, DecodedPush push) {
        return "ingestion rate limit exceeded for user fake (limit: " + limit
                + " bytes/sec) while attempting to ingest '" + push.entries().size() + "' lines totaling '"
                + bytes(push) + "' bytes, reduce log volume";
    }

    /** Logs an event a second until {@code end}, which a coin decides, at most for some hours. */
    private void logUntil(SinkRig rig, BooleanSupplier end) {
        for (int i = 0; i < 10_000 && !end.getAsBoolean(); i++) {
            log(rig, 1);
        }
    }

    /** Logs an event a second. */
    private void log(SinkRig rig, int events) {
        for (int i = 0; i < events; i++) {
            rig.append("later " + i);
            rig.advance(Duration.ofSeconds(1));
            step(rig);
        }
    }

    /** Works until nothing is pending, at most {@code most} steps. Returns how many. */
    private int settle(SinkRig rig, int most) {
        rig.sink.flush();
        int steps = 0;
        while (steps < most && rig.pending() + rig.ledger.spooled > 0) {
            step(rig);
            steps++;
        }
        return steps;
    }

    /** Lets the sink work until it waits. Then receives an answer if it waits for one; otherwise lets the time pass. */
    private void step(SinkRig rig) {
        rig.random = random.nextDouble();
        while (rig.work() > 0) {
            rig.random = random.nextDouble();
        }
        Duration until = rig.untilWork();
        if (rig.isSending()) {
            rig.awaitAnswer();
        } else if (until.compareTo(LONGEST_PAUSE) <= 0) {
            rig.advance(until);
        }
        rig.assertBalanced();
    }
}
