package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Written events are forced to the disk in time, and survive a power failure from then on. */
final class SyncTest extends RigTest {
    @Test
    void untilWork_unforcedEvents_isTimeToNextSync() {
        SegmentSpool spool = rig.start();
        rig.append(spool, 1);

        assertThat(spool.untilWork(rig.time.ticks())).isEqualTo(SpoolRig.SYNC.toNanos());
        rig.step(spool, SpoolRig.SYNC);
        // Only the next search for files of ended processes is due then.
        assertThat(spool.untilWork(rig.time.ticks())).isGreaterThan(SpoolRig.SYNC.toNanos() / 2);
        rig.step(spool, Duration.ofMinutes(1));
        assertThat(spool.untilWork(rig.time.ticks())).isGreaterThan(SpoolRig.SYNC.toNanos());
    }

    @Test
    void powerFailure_forcedAndUnforcedEvents_readsForcedOnes() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        rig.step(spool, SpoolRig.SYNC);
        spool.append(SpoolRig.entry("late"));
        rig.step(spool, Duration.ofMillis(10));
        rig.disk.failPower();

        assertThat(SpoolRig.lines(rig.start())).containsExactly("0", "1", "2");
    }

    @Test
    void powerFailure_afterRecovery_readsEventsThatEndedProcessHadWritten() throws IOException {
        SegmentSpool spool = rig.start();
        spool.append(SpoolRig.entry("one"));
        rig.step(spool, Duration.ofMillis(1));
        rig.restart();
        rig.disk.failPower();
        assertThat(SpoolRig.lines(rig.start())).containsExactly("one");
    }
}
