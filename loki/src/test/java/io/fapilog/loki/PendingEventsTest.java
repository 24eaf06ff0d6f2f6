package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory of pending events, and how they are dropped from it. */
class PendingEventsTest {
    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void pendingBytes_fromAppendToAnswer_countBatchesAndTheBuffersKept() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            assertThat(rig.sink.pendingBytes()).isZero();
            rig.append("x".repeat(1_000));
            assertThat(rig.sink.pendingBytes()).isBetween(1_000L, 1_400L);
            assertThat(rig.pending()).isEqualTo(1);
            rig.sink.flush();
            rig.work();
            // The compressed batch, and the buffer that is kept for the next one.
            assertThat(rig.sink.pendingBytes()).isBetween(1_050L, 2_100L);
            rig.awaitAnswer();
            assertThat(rig.sink.pendingBytes()).isZero();
        }
    }

    @Test
    void dropOldest_batchesInEveryState_dropsQueuedThenOpenOnesAndNeverThoseInFlight() {
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

    @ParameterizedTest
    @ValueSource(strings = {"format=protobuf", "format=json", "format=json&compression=none"})
    void dropOldestBelow_queuedBatches_dropsTheOldestOfTheLevelAndKeepsTheOthersAsTheyWere(String format) {
        CountDownLatch answer = new CountDownLatch(1);
        server.then(ScriptedServer.answerAfter(answer));
        List<String> kept = new ArrayList<>();
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "batch_bytes=1KiB", format, "metadata=user"))) {
            rig.append("in flight").work();
            for (int i = 0; i < 40; i++) {
                Level level = List.of(Level.INFO, Level.WARN, Level.DEBUG, Level.ERROR, Level.TRACE)
                        .get(i % 5);
                rig.append(LogEvent.builder(level, "shop", level + " " + i + "x".repeat(200))
                        .timestamp(rig.time.epochNanos() + i)
                        .attribute("user", "u" + i)
                        .build());
                if (level == Level.ERROR) {
                    kept.add("u" + i);
                }
            }
            long below = 0;
            for (Level level : List.of(Level.WARN, Level.ERROR)) {
                long dropped = rig.sink.dropOldestBelow(level);
                while (dropped > 0) {
                    below += dropped;
                    rig.assertBalanced();
                    dropped = rig.sink.dropOldestBelow(level);
                }
            }
            // What the open batch holds stays.
            assertThat(below).isBetween(28L, 32L).isEqualTo(rig.ledger.dropped(DropReason.OVERFLOW));
            answer.countDown();
            rig.awaitAnswer().deliver();
            assertThat(rig.ledger.delivered).isEqualTo(41 - below);
        }
        assertThat(server.pushes().stream()
                        .flatMap(push -> push.entries().stream())
                        .map(entry -> entry.metadata().get("user")))
                .containsAll(kept)
                .doesNotContain("u0", "u1", "u2");
    }

    @Test
    void close_batchesInEveryState_dropsAllAsClosed() {
        server.otherwise(ScriptedServer.stall());
        SinkRig rig = new SinkRig(server.uri("batch_size=2", "batch_bytes=1KiB"));
        rig.append(2).work();
        rig.append("x".repeat(700)).append("y".repeat(700)).append("open");
        rig.close();
        assertThat(rig.ledger.dropped(DropReason.CLOSED)).isEqualTo(5);
        assertThat(rig.pending()).isZero();
        assertThat(rig.sink.pendingBytes()).isZero();
    }
}
