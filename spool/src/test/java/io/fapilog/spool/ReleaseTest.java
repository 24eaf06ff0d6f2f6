package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Held events become spooled, spooled ones held, and settled ones are deleted. */
final class ReleaseTest extends RigTest {
    @Test
    void release_heldEvents_areReadUnlessAcknowledged() {
        SegmentSpool spool = rig.start();
        rig.append(spool, 5);

        assertThat(spool.release(1, 3)).isEqualTo(2);
        assertThat(SpoolRig.lines(spool)).containsExactly("1", "2");
        assertThat(spool.release(1, 3)).isEqualTo(2);
        spool.acknowledge(2, 3);
        assertThat(SpoolRig.lines(spool)).containsExactly("1");
    }

    @Test
    void acknowledge_allEvents_deletesSegments() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();
        for (int i = 0; i < 5_000; i++) {
            long position = spool.append(SpoolRig.entry("x".repeat(1 << 10)));
            spool.doWork(rig.time.ticks());
            spool.acknowledge(position, position + 1);
        }

        assertThat(rig.files(".seg")).hasSizeLessThanOrEqualTo(1);
        assertThat(rig.evicted).isZero();
        spool.close();
        assertThat(rig.directory).isEmptyDirectory();
    }
}
