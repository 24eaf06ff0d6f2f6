package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Time stamps: an event keeps its own, and events of one stream never share one, since Loki would take equal lines for
 * duplicates.
 */
class TimeStampsTest {
    private static final long SECOND = 1_000_000_000L;

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    private Path directory;

    @Test
    void append_timeStampsInAnyOrder_areKeptInTheOrderOfTheEvents() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            append(rig, "slow request ends", 900_000_000);
            append(rig, "other thread, earlier", 100_000_000);
            append(rig, "third thread", 500_000_000);
            append(rig, "much earlier", -600 * SECOND);
            rig.deliver();
            assertThat(offsets(server.push(0)))
                    .containsExactly(900_000_000L, 100_000_000L, 500_000_000L, -600 * SECOND);
            assertThat(server.push(0).messages())
                    .containsExactly("slow request ends", "other thread, earlier", "third thread", "much earlier");
        }
    }

    @Test
    void append_equalTimeStamps_areMovedToTheNextFreeNanosecondInWireAndLine() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append("a").append("b");
            append(rig, "c", 1);
            rig.deliver();
            assertThat(offsets(server.push(0))).containsExactly(0L, 1L, 2L);
            assertThat(server.push(0).entries())
                    .extracting(entry -> entry.json().get("timestamp").asString())
                    .containsExactly(
                            "2026-11-22T10:00:00.000000000Z",
                            "2026-11-22T10:00:00.000000001Z",
                            "2026-11-22T10:00:00.000000002Z");
        }
    }

    @Test
    void append_equalTimeStampInALaterBatch_isMovedThoughTheClockWasSetBackBetween() {
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            append(rig, "tick", 5 * SECOND).exchange();
            append(rig, "late", 4 * SECOND).exchange();
            append(rig, "tick", 5 * SECOND).exchange();
            assertThat(server.pushes().stream().flatMap(push -> offsets(push).stream()))
                    .containsExactly(5 * SECOND, 4 * SECOND, 5 * SECOND + 1);
            assertThat(server.stored()).hasSize(3).doesNotHaveDuplicates();
        }
    }

    @Test
    void append_hundredThousandLinesOfOneSecond_areStoredWithoutDuplicates() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            for (int i = 0; i < 100_000; i++) {
                rig.append("tick");
            }
            rig.deliver();
            assertThat(server.stored()).hasSize(100_000).doesNotHaveDuplicates();
        }
    }

    @Test
    void append_withSpool_isReadBackWithTheTimeStampThatItWasGiven() {
        String uri = server.uri("batch_size=2", "spool=" + directory.resolve("spool"));
        server.otherwise(ScriptedServer.answer(503, "away"));
        try (SinkRig rig = new SinkRig(uri)) {
            append(rig, "later", SECOND);
            append(rig, "tie", SECOND);
            append(rig, "earlier", 0).exchange();
        }
        int sent = server.requests.size();
        server.setAvailable(true);
        try (SinkRig rig = new SinkRig(uri)) {
            rig.advance(Duration.ofHours(1)).deliver();
        }
        assertThat(server.messagesSince(sent)).containsExactly("later", "tie", "earlier");
        assertThat(server.pushes().stream().skip(sent).flatMap(push -> offsets(push).stream()))
                .containsExactly(SECOND, SECOND + 1, 0L);
    }

    private static SinkRig append(SinkRig rig, String message, long nanosAfterStart) {
        return rig.append(
                rig.event(message).timestamp(ManualTime.START + nanosAfterStart).build());
    }

    private static List<Long> offsets(DecodedPush push) {
        return push.entries().stream()
                .map(entry -> entry.timestamp() - ManualTime.START)
                .toList();
    }
}
