package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.LogEvent;
import io.fapilog.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a batch is sealed, and how large it may become. */
class BatchingTest {
    private static final Duration NEVER = Duration.ofHours(1_000);

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void doWork_batchSizeReached_pushesTheBatch() {
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
    void doWork_batchSizeReachedDuringThePause_gathersUntilItHasPassed() {
        try (SinkRig rig = new SinkRig(server.uri("batch_size=3", "batch_pause=200ms"))) {
            rig.append(3).exchange();
            rig.append(5);
            assertThat(rig.work()).isZero();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMillis(200));
            rig.advance(Duration.ofMillis(199)).append("last");
            assertThat(rig.work()).isZero();
            rig.advance(Duration.ofMillis(1)).exchange();
            assertThat(server.push(1).messages()).hasSize(6);
            rig.advance(Duration.ofSeconds(10)).append(3).exchange();
            assertThat(server.push(2).messages()).hasSize(3);
        }
    }

    @Test
    void doWork_batchBytesFlushOrDrainDuringThePause_pushesAtOnce() {
        try (SinkRig rig = new SinkRig(server.uri("batch_bytes=4KiB", "batch_size=3", "batch_pause=1s"))) {
            rig.append(3).exchange();
            rig.append("x".repeat(3_000)).append("y".repeat(3_000)).exchange();
            assertThat(server.push(1).messages()).hasSize(1);
            rig.append("z").sink.flush();
            rig.exchange();
            assertThat(server.push(2).messages()).hasSize(2);
            rig.append(3);
            assertThat(rig.work()).isZero();
            rig.sink.drain();
            rig.exchange();
            assertThat(rig.ledger.delivered).isEqualTo(9);
        }
    }

    @Test
    void doWork_batchIntervalPassed_pushesTheBatch() {
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
    void doWork_batchBytesReached_pushesAtMostBatchBytes() {
        try (SinkRig rig = new SinkRig(server.uri("batch_bytes=4KiB", "batch_size=1000"))) {
            for (int i = 0; i < 10; i++) {
                rig.append("x".repeat(1_000));
            }
            rig.deliver();
            assertThat(server.pushes()).hasSizeGreaterThan(2);
            assertThat(server.pushes()).allMatch(push -> lineBytes(push) <= 4_096);
            assertThat(rig.ledger.delivered).isEqualTo(10);
        }
    }

    @Test
    void append_burstOfLongLines_pushesAtMostTheDefaultOfBatchBytes() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            for (int i = 0; i < 60; i++) {
                rig.append(i + " " + "x".repeat(200_000));
            }
            rig.deliver();
            assertThat(rig.ledger.delivered).isEqualTo(60);
            assertThat(server.pushes()).allMatch(push -> lineBytes(push) <= 1 << 20);
        }
    }

    @Test
    void doWork_manyShortLines_pushesLessThanLokisLimitForMessages() {
        try (SinkRig rig = new SinkRig(server.uri("batch_bytes=3MiB", "batch_size=100000", "metadata=none"))) {
            for (int i = 0; i < 40_000; i++) {
                rig.append("");
            }
            rig.deliver();
            assertThat(server.pushes()).hasSizeGreaterThan(1).allMatch(push -> bytesInLoki(push) < 4 << 20);
        }
    }

    @Test
    void doWork_pushInFlight_collectsAllFurtherEventsForTheNextPush() {
        CountDownLatch collected = new CountDownLatch(1);
        server.then(ScriptedServer.answerAfter(collected));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            rig.append("first").work();
            rig.append(50);
            assertThat(rig.work()).isZero();
            collected.countDown();
            rig.awaitAnswer().awaitAnswer();
            assertThat(server.requests).hasSize(2);
            assertThat(server.push(1).messages()).hasSize(50);
        }
    }

    @Test
    void flush_eventsPending_pushesThemAtOnce() {
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
    void flush_noEvents_changesNothing() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.sink.flush();
            assertThat(rig.work()).isZero();
            assertThat(rig.sink.settledThrough()).isZero();
            assertThat(rig.untilWork()).isGreaterThan(NEVER);
        }
    }

    @Test
    void settledThrough_laterEventSettledFirst_staysAtTheFirstUnsettledEvent() {
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

    private static int lineBytes(DecodedPush push) {
        return push.entries().stream().mapToInt(entry -> entry.line().length()).sum();
    }

    /** An estimate of the size of the message that Loki makes of a push and passes on. */
    private static int bytesInLoki(DecodedPush push) {
        return lineBytes(push) + 60 * push.entries().size();
    }
}
