package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.testkit.ManualTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Time stamps: events of one stream never share one, since Loki would take equal lines for duplicates. */
class TimeStampsTest {
    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void append_equalTimeStamps_areMadeDistinctInOrder() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append("a").append("b");
            rig.append(rig.event("c").timestamp(ManualTime.START - 999_999_998).build());
            rig.append(rig.event("d").timestamp(ManualTime.START + 1).build());
            rig.deliver();
            List<DecodedPush.Entry> entries = server.push(0).entries();
            assertThat(entries)
                    .extracting(entry -> entry.timestamp() - ManualTime.START)
                    .containsExactly(0L, 1L, 2L, 3L);
            assertThat(entries)
                    .extracting(entry -> entry.json().get("timestamp").asString())
                    .containsExactly(
                            "2026-11-22T10:00:00.000000000Z",
                            "2026-11-22T10:00:00.000000001Z",
                            "2026-11-22T10:00:00.000000002Z",
                            "2026-11-22T10:00:00.000000003Z");
        }
    }

    @Test
    void append_equalTimeStampInTheNextBatch_isMadeDistinct() {
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            rig.append("a").exchange();
            rig.append("b").exchange();
            assertThat(server.push(1).entries().get(0).timestamp()).isEqualTo(ManualTime.START + 1);
        }
    }

    @Test
    void append_clockSetBack_timeStampsFollowTheClock() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append("a");
            rig.append(
                    rig.event("b").timestamp(ManualTime.START - 1_000_000_000).build());
            rig.append(
                    rig.event("c").timestamp(ManualTime.START - 1_000_000_000).build());
            rig.deliver();
            assertThat(server.push(0).entries())
                    .extracting(entry -> entry.timestamp() - ManualTime.START)
                    .containsExactly(0L, -1_000_000_000L, -999_999_999L);
        }
    }
}
