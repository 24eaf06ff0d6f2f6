package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A drain with a spool delivers everything to a server that answers, and does not wait for one that does not. */
class DrainTest extends SpooledSinkFixture {
    private static final Duration LONGEST_WAIT_FOR_AN_ANSWER = Duration.ofSeconds(1);

    @Test
    void drain_serverUnavailable_leavesAllEventsOnDiskAtOnce() {
        server.setAvailable(false);
        try (SinkRig rig = start("batch_size=10")) {
            rig.append(10).exchange();
            rig.append(5);
            rig.sink.drain();
            rig.work();
            assertThat(rig.sink.settledThrough()).isEqualTo(15);
            assertThat(rig.ledger.spooled).isEqualTo(15);
            rig.assertBalanced();
        }
    }

    @Test
    void drain_noAnswerForASecond_leavesAllEventsOnDisk() {
        server.otherwise(ScriptedServer.stall());
        try (SinkRig rig = start("batch_size=10")) {
            rig.append(10).work();
            rig.sink.drain();
            rig.work();
            assertThat(rig.sink.settledThrough()).isZero();
            assertThat(rig.untilWork()).isLessThanOrEqualTo(LONGEST_WAIT_FOR_AN_ANSWER);
            rig.advance(LONGEST_WAIT_FOR_AN_ANSWER).work();
            assertThat(rig.sink.settledThrough()).isEqualTo(10);
            assertThat(rig.ledger.spooled).isEqualTo(10);
        }
    }

    @Test
    void drain_eachAnswerWithinASecond_deliversAllEvents() {
        try (SinkRig rig = start("batch_size=1", "batch_bytes=1KiB", "max_line=1KiB")) {
            rig.append(20);
            rig.sink.drain();
            rig.sink.flush();
            rig.work();
            int answers = 0;
            while (rig.pending() > 0) {
                rig.advance(LONGEST_WAIT_FOR_AN_ANSWER.minusMillis(1)).awaitAnswer();
                answers++;
            }
            assertThat(answers).isGreaterThan(1);
            assertThat(rig.ledger.delivered).isEqualTo(20);
            assertThat(rig.ledger.spooled).isZero();
        }
        assertThat(spool()).isEmptyDirectory();
    }
}
