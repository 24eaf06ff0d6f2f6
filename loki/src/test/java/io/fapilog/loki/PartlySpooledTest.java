package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that was out of order for a while: some events are in memory alone, and those that the spool has give way to
 * them.
 */
class PartlySpooledTest {
    private static final Duration RETRY_OF_THE_DISK = Duration.ofSeconds(30);

    @TempDir
    private Path temporary;

    @Test
    void dropOldest_someAreInMemoryAlone_givesUpWhatTheSpoolHasFirst() throws IOException {
        Path spool = Files.writeString(temporary.resolve("spool"), "a file");
        try (ScriptedServer server = new ScriptedServer().otherwise(ScriptedServer.answer(503, "away"));
                SinkRig rig = new SinkRig(server.uri("batch_size=3", "labels=app=shop", "spool=" + spool))) {
            rig.append(3).exchange();
            Files.delete(spool);
            rig.advance(RETRY_OF_THE_DISK).exchange();
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
    void spill_firstBatchIsInMemoryAlone_losesNothing() throws IOException {
        Path spool = Files.writeString(temporary.resolve("spool"), "a file");
        String[] small = {"batch_size=3", "batch_bytes=4KiB", "max_line=1KiB", "buffer=64KiB", "labels=app=shop"};
        try (ScriptedServer server = new ScriptedServer().otherwise(ScriptedServer.answer(503, "away"));
                SinkRig rig = new SinkRig(server.uri(small) + "&spool=" + spool)) {
            rig.append(3).exchange();
            Files.delete(spool);
            rig.advance(RETRY_OF_THE_DISK).exchange();
            for (int i = 0; i < 1_000; i++) {
                rig.append("message " + i + " " + "x".repeat(300));
                assertThat(rig.sink.pendingBytes()).isLessThan(48 << 10);
            }
            assertThat(rig.ledger.spooled).isGreaterThan(100);
            assertThat(rig.ledger.dropped).isEmpty();
        }
    }

    @Test
    void spilled_muchNewerThanWhatIsInMemory_doesNotOvertakeIt() {
        try (ScriptedServer server = new ScriptedServer().then(ScriptedServer.answer(503, "away"));
                SinkRig rig = new SinkRig(
                        server.uri("batch_size=1", "labels=app=shop", "spool=" + temporary.resolve("spool")))) {
            rig.append("old").work();
            rig.advance(Duration.ofHours(2)).append("new");
            assertThat(rig.sink.dropOldest()).isEqualTo(1);
            rig.awaitAnswer().advance(Duration.ofMinutes(1)).exchange().awaitAnswer();
            assertThat(rig.ledger.delivered).isEqualTo(2);
            assertThat(server.pushes().stream().flatMap(push -> push.messages().stream()))
                    .containsExactly("old", "old", "new");
        }
    }
}
