package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A backlog in the spool is delivered beside fresh events, in an order that Loki accepts. */
class SpooledBacklogTest extends SpooledSinkFixture {
    @Test
    void backlog_freshEventsArrive_alternatesWithThemInPushesOfItsOwn() {
        leave(400);
        try (SinkRig rig = start("batch_size=1", "batch_bytes=4KiB")) {
            rig.advance(Duration.ofMinutes(10)).workAll();
            for (int i = 0; i < 3; i++) {
                rig.append("fresh " + i).exchange().awaitAnswer();
            }
            rig.deliver();
        }
        List<DecodedPush> pushes = server.pushes().subList(1, server.requests.size());
        assertThat(pushes.subList(0, 6).stream().filter(SpooledBacklogTest::hasFresh))
                .as("pushes of fresh events among the first six")
                .hasSizeBetween(2, 3);
        assertNoPushMixesFreshAndReplayed(pushes);
        assertThat(server.messagesSince(1)).hasSize(403).doesNotHaveDuplicates();
    }

    @Test
    void backlog_muchOlderThanAFreshEvent_isDeliveredBeforeIt() {
        leave(400);
        try (SinkRig rig = start("batch_size=1", "batch_bytes=4KiB")) {
            rig.advance(Duration.ofHours(2)).append("fresh").deliver();
        }
        assertThat(server.messagesSince(1)).hasSize(401).last().isEqualTo("fresh");
    }

    @Test
    void backlog_olderThanMaxAge_isDroppedAndCounted() {
        leave(40);
        try (SinkRig rig = start("max_age=1h")) {
            rig.advance(Duration.ofHours(2)).workAll();
            assertThat(rig.ledger.dropped(DropReason.TOO_OLD)).isEqualTo(40);
            assertThat(rig.warnings).anyMatch(warning -> warning.contains("40 events of the spool were older"));
        }
        assertThat(spool()).isEmptyDirectory();
    }

    /** Otherwise what is read is released at once, and read again until the answer comes. */
    @Test
    void backlog_memoryHeldByAPushInFlight_isNotReadBeforeItsAnswer() {
        server.otherwise(ScriptedServer.stall());
        try (SinkRig rig = start("buffer=64KiB", "batch_size=1", "format=json", "compression=none")) {
            rig.append("x".repeat(40_000)).work();
            rig.append(100).work();
            while (rig.sink.dropOldest() > 0) {
                rig.assertBalanced();
            }
            assertThat(rig.ledger.spooled).isPositive();
            assertThat(rig.work()).isZero();
            assertThat(rig.untilWork()).isPositive();
            server.otherwise(ScriptedServer.answer(204, ""));
            rig.advance(Duration.ofSeconds(10)).workAll();
            rig.advance(Duration.ofSeconds(30)).deliver();
            assertThat(rig.ledger.dropped).isEmpty();
        }
    }

    private static void assertNoPushMixesFreshAndReplayed(List<DecodedPush> pushes) {
        assertThat(pushes)
                .allMatch(push -> push.messages().stream()
                                .map(SpooledBacklogTest::isFresh)
                                .distinct()
                                .count()
                        == 1);
    }

    private static boolean hasFresh(DecodedPush push) {
        return push.messages().stream().anyMatch(SpooledBacklogTest::isFresh);
    }

    private static boolean isFresh(String message) {
        return message.startsWith("fresh");
    }
}
