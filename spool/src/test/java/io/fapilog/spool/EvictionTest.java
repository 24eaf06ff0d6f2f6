package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a spool does at its limit of disk space. */
final class EvictionTest extends RigTest {
    @Test
    void append_fullSpool_evictsOldestEventsAndCountsSpooledOnes() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();
        rig.appendLarge(spool, 200);
        spool = rig.restart();
        assertThat(rig.recovered).isEqualTo(200);

        rig.appendLarge(spool, 900);

        assertThat(rig.evicted).isEqualTo(200 - spool.spooled()).isPositive();
        assertThat(rig.bytesOnDisk()).isLessThanOrEqualTo(1 << 20);
        assertThat(rig.warnings).anyMatch(warning -> warning.contains("spool_max"));
    }

    @Test
    void append_fullSpoolWithoutEviction_refusesNewEvents() throws IOException {
        rig.maxBytes = 1 << 20;
        rig.evict = false;
        SegmentSpool spool = rig.start();
        long last = rig.appendLarge(spool, 2_000);

        assertThat(last).isEqualTo(Spool.NOT_ON_DISK);
        assertThat(rig.bytesOnDisk()).isLessThanOrEqualTo(1 << 20);
        assertThat(SpoolRig.lines(rig.restart())).first().asString().startsWith("0 ");
        assertThat(rig.evicted).isZero();
    }

    @Test
    void append_eventLargerThanSpool_isRefusedAndReported() {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();

        assertThat(spool.append(SpoolRig.entry("x".repeat(1 << 20)))).isEqualTo(Spool.NOT_ON_DISK);
        assertThat(spool.append(SpoolRig.entry("small"))).isNotEqualTo(Spool.NOT_ON_DISK);
        assertThat(rig.warnings).hasSize(1).first().asString().contains("too large");
    }

    @Test
    void append_eventLargerThanSegment_hasSegmentOfItsOwn() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();
        String line = "x".repeat(700_000);
        spool.append(SpoolRig.entry(line));
        spool.doWork(rig.time.ticks());

        assertThat(SpoolRig.lines(rig.restart())).containsExactly(line);
    }
}
