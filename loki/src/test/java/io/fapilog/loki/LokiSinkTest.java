package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.DropReason;
import io.fapilog.LogEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LokiSinkTest {
    private static final Duration NEVER = Duration.ofHours(1_000);

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void doWork_batchSizeReached_pushesAllThatWaits() {
        try (SinkRig rig = new SinkRig(server.uri("labels=app=shop,env=dev", "batch_size=3"))) {
            rig.append(2);
            assertThat(rig.work()).isZero();
            rig.append("third").exchange();
            assertThat(server.push(0).messages()).containsExactly("message 0", "message 1", "third");
            assertThat(rig.ledger.delivered).isEqualTo(3);
            assertThat(rig.ledger.statuses).containsExactly(204);
            assertThat(rig.ledger.wireBytes).isEqualTo(server.requests.get(0).body().length);
        }
    }

    @Test
    void doWork_intervalPassed_pushesWhatWaits() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append("one");
            assertThat(rig.work()).isZero();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofSeconds(2));
            rig.advance(Duration.ofMillis(1_999)).append("two");
            assertThat(rig.work()).isZero();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMillis(1));
            rig.advance(Duration.ofMillis(1)).exchange();
            assertThat(server.push(0).messages()).containsExactly("one", "two");
        }
    }

    @Test
    void doWork_batchBytesReached_pushesInPartsOfAtMostThat() {
        try (SinkRig rig = new SinkRig(server.uri("batch_bytes=4KiB", "batch_size=1000"))) {
            for (int i = 0; i < 10; i++) {
                rig.append("x".repeat(1_000));
            }
            rig.deliver();
            assertThat(server.pushes()).hasSizeGreaterThan(2);
            assertThat(server.pushes())
                    .allSatisfy(push -> assertThat(push.entries().stream()
                                    .mapToInt(entry -> entry.line().length())
                                    .sum())
                            .isLessThanOrEqualTo(4_096));
            assertThat(rig.ledger.delivered).isEqualTo(10);
        }
    }

    @Test
    void doWork_whileAPushIsInFlight_gathersAllThatComesForTheNext() {
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            rig.append("first").work();
            rig.append(50);
            assertThat(rig.work()).isZero();
            rig.awaitAnswer().awaitAnswer();
            assertThat(server.requests).hasSize(2);
            assertThat(server.push(1).messages()).hasSize(50);
        }
    }

    @Test
    void doWork_manyShortLines_staysBelowWhatLokiCanPassOn() {
        try (SinkRig rig = new SinkRig(server.uri("batch_bytes=3MiB", "batch_size=100000", "metadata=none"))) {
            for (int i = 0; i < 40_000; i++) {
                rig.append("");
            }
            rig.deliver();
            assertThat(server.pushes()).hasSizeGreaterThan(1).allSatisfy(push -> {
                int lines = push.entries().stream()
                        .mapToInt(entry -> entry.line().length())
                        .sum();
                assertThat(lines + 60 * push.entries().size()).isLessThan(4 << 20);
            });
        }
    }

    @Test
    void flush_someWait_sendsThemAtOnceAndSettles() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append(5).sink.flush();
            assertThat(rig.untilWork()).isEqualTo(Duration.ZERO);
            assertThat(rig.sink.settledThrough()).isZero();
            rig.exchange();
            assertThat(rig.sink.settledThrough()).isEqualTo(5);
            rig.append("later");
            assertThat(rig.work()).isZero();
            assertThat(rig.sink.settledThrough()).isEqualTo(5);
        }
    }

    @Test
    void flush_nothingWaits_changesNothing() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.sink.flush();
            assertThat(rig.work()).isZero();
            assertThat(rig.sink.settledThrough()).isZero();
            assertThat(rig.untilWork()).isGreaterThan(NEVER);
        }
    }

    @Test
    void settledThrough_laterEventsSettledFirst_staysAtTheFirstThatIsNot() {
        server.then(ScriptedServer.answer(500, ""), ScriptedServer.answer(204, ""));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_age=1h"))) {
            rig.append("one").exchange();
            LogEvent old = rig.event("old")
                    .timestamp(ManualTime.START - Duration.ofHours(2).toNanos())
                    .build();
            rig.append(old);
            assertThat(rig.ledger.dropped(DropReason.TOO_OLD)).isEqualTo(1);
            assertThat(rig.sink.settledThrough()).isZero();
            rig.advance(Duration.ofSeconds(1)).exchange();
            assertThat(rig.sink.settledThrough()).isEqualTo(2);
        }
    }

    @Test
    void append_eventThatCannotBeEncoded_isNotKept() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append("good");
            LogEvent bad = rig.event("bad").context(new HostileMap()).build();
            assertThatThrownBy(() -> rig.sink.append(bad)).isInstanceOf(IllegalStateException.class);
            assertThat(rig.pending()).isEqualTo(1);
            rig.append("good too").deliver();
            assertThat(server.push(0).messages()).containsExactly("good", "good too");
            assertThat(rig.sink.settledThrough()).isEqualTo(2);
        }
    }

    @Test
    void append_sameTimes_areMadeDistinctAndKeepTheirOrder() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append("a").append("b");
            rig.append(rig.event("c").timestamp(ManualTime.START - 999_999_998).build());
            rig.append(rig.event("d").timestamp(ManualTime.START + 1).build());
            rig.deliver();
            List<DecodedPush.Entry> entries = server.push(0).entries();
            assertThat(entries)
                    .extracting(entry -> entry.timestamp() - ManualTime.START)
                    .containsExactly(0L, 1L, 2L, 3L);
            assertThat(entries)
                    .extracting(entry -> entry.json().get("timestamp").asString())
                    .containsExactly(
                            "2026-11-22T10:00:00.000000000Z",
                            "2026-11-22T10:00:00.000000001Z",
                            "2026-11-22T10:00:00.000000002Z",
                            "2026-11-22T10:00:00.000000003Z");
        }
    }

    @Test
    void append_clockSetBack_timesFollowIt() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append("a");
            rig.append(
                    rig.event("b").timestamp(ManualTime.START - 1_000_000_000).build());
            rig.append(
                    rig.event("c").timestamp(ManualTime.START - 1_000_000_000).build());
            rig.deliver();
            assertThat(server.push(0).entries())
                    .extracting(entry -> entry.timestamp() - ManualTime.START)
                    .containsExactly(0L, -1_000_000_000L, -999_999_999L);
        }
    }

    @Test
    void append_sameTimeInTheNextBatch_isMadeDistinctToo() {
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            rig.append("a").exchange();
            rig.append("b").exchange();
            assertThat(server.push(1).entries().get(0).timestamp()).isEqualTo(ManualTime.START + 1);
        }
    }

    @Test
    void append_longLine_isCutAndCounted() {
        try (SinkRig rig = new SinkRig(server.uri("max_line=2KiB"))) {
            rig.append("x".repeat(5_000)).deliver();
            DecodedPush.Entry entry = server.push(0).entries().get(0);
            assertThat(entry.line()).hasSizeLessThanOrEqualTo(2_048);
            assertThat(entry.json().get("truncated").asBoolean()).isTrue();
            assertThat(rig.ledger.cut).isEqualTo(1);
        }
    }

    @Test
    void append_tooOld_isDroppedWithAWarning() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append(rig.event("old")
                    .timestamp(ManualTime.START - Duration.ofDays(6).toNanos() - 1)
                    .build());
            assertThat(rig.ledger.dropped(DropReason.TOO_OLD)).isEqualTo(1);
            assertThat(rig.pending()).isZero();
            assertThat(rig.sink.settledThrough()).isEqualTo(1);
            assertThat(rig.warnings).singleElement().asString().contains("max_age");
        }
    }

    @Test
    void wakeAt_dependsOnWhatIsMissing() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            assertThat(rig.sink.wakeAt()).isEqualTo(1);
            rig.append(30);
            assertThat(rig.sink.wakeAt()).isEqualTo(70);
            rig.append(70).work();
            assertThat(rig.sink.wakeAt()).isGreaterThan(1_000);
            rig.awaitAnswer();
            assertThat(rig.sink.wakeAt()).isEqualTo(1);
        }
    }

    @Test
    void wakeAt_backingOff_isLargeAndTheDeadlineIsTheRetry() {
        server.then(ScriptedServer.answer(503, ""));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            assertThat(rig.sink.wakeAt()).isGreaterThan(1_000);
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMillis(500));
            rig.append("two");
            assertThat(rig.work()).isZero();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMillis(500));
        }
    }

    @Test
    void deadline_inFlight_isTheTimeout() {
        server.otherwise(ScriptedServer.stall());
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "timeout=7s"))) {
            assertThat(rig.untilWork()).isGreaterThan(NEVER);
            rig.append("one").work();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofSeconds(7));
            rig.append("two").work();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void pendingBytes_fromAppendToAnswer_coverOpenAndSealed() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            assertThat(rig.sink.pendingBytes()).isZero();
            rig.append("x".repeat(1_000));
            assertThat(rig.sink.pendingBytes()).isBetween(1_000L, 1_400L);
            assertThat(rig.pending()).isEqualTo(1);
            rig.sink.flush();
            rig.work();
            assertThat(rig.sink.pendingBytes()).isBetween(50L, 400L);
            rig.awaitAnswer();
            assertThat(rig.sink.pendingBytes()).isZero();
        }
    }

    @Test
    void dropOldest_givesUpSealedBatchesFirstThenTheOpenOneAndNeverWhatIsOnItsWay() {
        server.otherwise(ScriptedServer.stall());
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "batch_bytes=1KiB", "metadata=none"))) {
            rig.append("in flight").work();
            rig.append("x".repeat(600)).append("y".repeat(600)).append("z".repeat(600));
            assertThat(rig.sink.dropOldest()).isEqualTo(1);
            assertThat(rig.sink.dropOldest()).isEqualTo(1);
            assertThat(rig.pending()).isEqualTo(2);
            assertThat(rig.sink.dropOldest()).isEqualTo(1);
            assertThat(rig.sink.dropOldest()).isZero();
            assertThat(rig.pending()).isEqualTo(1);
            assertThat(rig.ledger.dropped(DropReason.OVERFLOW)).isEqualTo(3);
            rig.append("next");
            assertThat(rig.pending()).isEqualTo(2);
        }
    }

    @Test
    void close_somethingPendingEverywhere_isSettledAsClosed() {
        server.otherwise(ScriptedServer.stall());
        SinkRig rig = new SinkRig(server.uri("batch_size=2", "batch_bytes=1KiB"));
        rig.append(2).work();
        rig.append("x".repeat(700)).append("y".repeat(700)).append("open");
        rig.close();
        assertThat(rig.ledger.dropped(DropReason.CLOSED)).isEqualTo(5);
        assertThat(rig.pending()).isZero();
        assertThat(rig.sink.pendingBytes()).isZero();
    }

    @Test
    void maxInFlight_several_sendsThatManyAtATime() {
        server.otherwise(ScriptedServer.stall());
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_in_flight=3"))) {
            List<Integer> sent = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                sent.add(rig.append("event " + i).work());
            }
            assertThat(sent).containsExactly(1, 1, 1, 0);
        }
    }

    @Test
    void maxInFlight_batchAnHourLater_waitsForTheOneBefore() {
        server.otherwise(ScriptedServer.stall());
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_in_flight=3", "timeout=10m"))) {
            long earlier = ManualTime.START - Duration.ofHours(2).toNanos();
            rig.append(rig.event("two hours ago").timestamp(earlier).build());
            assertThat(rig.work()).isEqualTo(1);
            rig.append("now");
            assertThat(rig.work()).isZero();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMinutes(10));
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void append_brokenText_harmsNothingButItself(Format format) {
        try (SinkRig rig =
                new SinkRig(LokiSink.builder(server.uri()).format(format).plan(SinkRig.DEFAULTS))) {
            for (int i = 0; i < 100; i++) {
                rig.append(i == 50 ? "half \uD83D of it" : "message " + i);
            }
            rig.deliver();
            assertThat(server.push(0).messages())
                    .hasSize(100)
                    .contains("half \uFFFD of it", "message 49", "message 51");
        }
    }

    @Test
    void append_wideCharacterAtEveryOffset_arrivesWhole() {
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1000"))) {
            List<String> messages = new ArrayList<>();
            for (int border : new int[] {1_000, 10_200}) {
                for (int offset = border; offset <= border + 100; offset++) {
                    messages.add("x".repeat(offset) + "😀" + "y".repeat(100));
                }
            }
            messages.forEach(rig::append);
            rig.deliver();
            assertThat(server.pushes().stream().flatMap(push -> push.messages().stream()))
                    .containsExactlyElementsOf(messages);
        }
    }

    @Test
    void append_burstOfLongLines_isPushedInPartsThatLokiTakes() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            for (int i = 0; i < 60; i++) {
                rig.append(i + " " + "x".repeat(200_000));
            }
            rig.deliver();
            assertThat(rig.ledger.delivered).isEqualTo(60);
            assertThat(server.pushes())
                    .allSatisfy(push -> assertThat(push.entries().stream()
                                    .mapToInt(entry -> entry.line().length())
                                    .sum())
                            .isLessThanOrEqualTo(1 << 20));
        }
    }
}
