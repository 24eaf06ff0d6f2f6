package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** While the server is unavailable, events beyond the memory of the sink are on disk only. */
class SpooledOutageTest extends SpooledSinkFixture {
    @Test
    void outage_moreEventsThanMemory_deliversAllAfterwards() {
        server.setAvailable(false);
        try (SinkRig rig = start("buffer=256KiB", "batch_bytes=32KiB", "overflow=drop_newest")) {
            for (int i = 0; i < 5_000; i++) {
                rig.append("message " + i + " " + "x".repeat(300)).advance(Duration.ofMillis(1));
                assertThat(rig.sink.pendingBytes()).isLessThan(256 << 10);
                if (i == 100) {
                    rig.exchange();
                }
            }
            rig.exchange().assertBalanced();
            assertThat(rig.ledger.spooled).isGreaterThan(500);
            server.setAvailable(true);
            int before = server.requests.size();
            rig.advance(Duration.ofMinutes(1)).deliver();
            assertThat(rig.ledger.delivered).isEqualTo(5_000);
            assertThat(rig.ledger.dropped).isEmpty();
            assertThat(server.messagesSince(before)).hasSize(5_000).doesNotHaveDuplicates();
        }
        assertThat(spool()).isEmptyDirectory();
    }

    @Test
    void outage_moreEventsThanTheSpool_countsTheDroppedEvents() {
        server.setAvailable(false);
        try (SinkRig rig = start("buffer=128KiB", "batch_bytes=16KiB", "spool_max=1MiB", "batch_size=10")) {
            rig.append(10).exchange();
            for (int i = 0; i < 5_000; i++) {
                rig.append("message " + i + " " + "x".repeat(300)).assertBalanced();
            }
            assertThat(rig.ledger.dropped(DropReason.SPOOL_FULL)).isGreaterThan(1_000);
            server.setAvailable(true);
            rig.advance(Duration.ofMinutes(1)).deliver();
            assertThat(rig.ledger.delivered).isEqualTo(5_010 - rig.ledger.dropped());
            assertThat(rig.ledger.dropped).containsOnlyKeys(DropReason.SPOOL_FULL);
        }
    }

    @Test
    void dropOldest_everyEventOnDisk_dropsNone() {
        server.setAvailable(false);
        try (SinkRig rig = start("batch_size=5")) {
            rig.append(5).exchange();
            rig.append(3);
            assertThat(rig.sink.dropOldest()).isEqualTo(5);
            assertThat(rig.sink.dropOldest()).isEqualTo(3);
            assertThat(rig.sink.dropOldest()).isZero();
            assertThat(rig.ledger.spooled).isEqualTo(8);
            assertThat(rig.sink.settledThrough()).isEqualTo(8);
            server.setAvailable(true);
            rig.advance(Duration.ofMinutes(1)).deliver();
            assertThat(rig.ledger.delivered).isEqualTo(8);
        }
    }

    @Test
    void start_folderUnusable_deliversFromMemoryWithAWarning() throws IOException {
        Files.writeString(spool(), "a file");
        try (SinkRig rig = start("batch_size=3")) {
            rig.append(3).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(3);
            assertThat(rig.warnings).singleElement().asString().contains("memory");
        }
    }
}
