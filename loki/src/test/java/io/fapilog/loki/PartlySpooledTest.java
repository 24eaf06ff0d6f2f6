package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Some events are in memory only, because the disk failed for a while. Events on disk are released before them, and do
 * not overtake them.
 */
class PartlySpooledTest extends SpooledSinkFixture {
    private static final Duration RETRY_OF_THE_DISK = Duration.ofSeconds(30);

    @Test
    void dropOldest_olderBatchInMemoryOnly_releasesTheBatchOnDiskFirst() throws IOException {
        try (SinkRig rig = startWithThreeEventsInMemoryOnly("batch_size=3")) {
            rig.append(3).work();
            assertThat(rig.sink.dropOldest()).isEqualTo(3);
            assertThat(rig.ledger.spooled).isEqualTo(3);
            assertThat(rig.ledger.dropped).isEmpty();
            assertThat(rig.sink.dropOldest()).isEqualTo(3);
            assertThat(rig.ledger.dropped(DropReason.OVERFLOW)).isEqualTo(3);
            assertThat(rig.sink.dropOldest()).isZero();
        }
    }

    @Test
    void append_firstBatchInMemoryOnly_releasesLaterBatchesAndDropsNone() throws IOException {
        try (SinkRig rig =
                startWithThreeEventsInMemoryOnly("batch_size=3", "batch_bytes=4KiB", "max_line=1KiB", "buffer=64KiB")) {
            for (int i = 0; i < 1_000; i++) {
                rig.append("message " + i + " " + "x".repeat(300));
                assertThat(rig.sink.pendingBytes()).isLessThan(48 << 10);
            }
            assertThat(rig.ledger.spooled).isGreaterThan(100);
            assertThat(rig.ledger.dropped).isEmpty();
        }
    }

    @Test
    void replay_muchNewerThanAPendingEvent_doesNotOvertakeIt() {
        server.then(ScriptedServer.answer(503, "unavailable"));
        try (SinkRig rig = start("batch_size=1")) {
            rig.append("old").work();
            rig.advance(Duration.ofHours(2)).append("new");
            assertThat(rig.sink.dropOldest()).isEqualTo(1);
            rig.awaitAnswer().advance(Duration.ofMinutes(1)).exchange().awaitAnswer();
            assertThat(rig.ledger.delivered).isEqualTo(2);
            assertThat(server.messagesSince(0)).containsExactly("old", "old", "new");
        }
    }

    /** Starts a sink whose spool could not be used before its first three events, and can be used now. */
    private SinkRig startWithThreeEventsInMemoryOnly(String... parameters) throws IOException {
        server.setAvailable(false);
        Files.writeString(spool(), "a file");
        SinkRig rig = start(parameters);
        rig.append(3).exchange();
        Files.delete(spool());
        return rig.advance(RETRY_OF_THE_DISK).exchange();
    }
}
