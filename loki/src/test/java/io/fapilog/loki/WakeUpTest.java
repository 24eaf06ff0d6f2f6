package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** When the sink asks its worker to wake up: after how many events, and after which time. */
class WakeUpTest {
    private static final Duration NEVER = Duration.ofHours(1_000);

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void wakeAt_eventsPending_isTheNumberMissingForABatch() {
        try (SinkRig rig = new SinkRig(server.uri())) {
            assertThat(rig.sink.wakeAt()).isEqualTo(1);
            rig.append(30);
            assertThat(rig.sink.wakeAt()).isEqualTo(70);
            rig.append(70).work();
            assertThat(rig.sink.wakeAt()).isGreaterThan(1_000);
            rig.awaitAnswer();
            assertThat(rig.sink.wakeAt()).isEqualTo(1);
        }
    }

    @Test
    void wakeAt_duringThePause_isLargeSinceItsEndWakesTheWorker() {
        try (SinkRig rig = new SinkRig(server.uri("batch_pause=200ms"))) {
            rig.append(100).exchange();
            assertThat(rig.sink.wakeAt()).isEqualTo(1);
            rig.append(1);
            assertThat(rig.sink.wakeAt()).isGreaterThan(1_000);
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMillis(200));
            rig.advance(Duration.ofMillis(200));
            assertThat(rig.sink.wakeAt()).isEqualTo(99);
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMillis(1_800));
        }
    }

    @Test
    void wakeAt_duringBackoff_isLargeSinceTheRetryWakesTheWorker() {
        server.then(ScriptedServer.answer(503, ""));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            assertThat(rig.sink.wakeAt()).isGreaterThan(1_000);
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMillis(500));
            rig.append("two");
            assertThat(rig.work()).isZero();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMillis(500));
        }
    }

    @Test
    void untilWork_pushInFlight_isTheTimeout() {
        server.otherwise(ScriptedServer.stall());
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "timeout=7s"))) {
            assertThat(rig.untilWork()).isGreaterThan(NEVER);
            rig.append("one").work();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofSeconds(7));
            rig.append("two").work();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void untilWork_eventsGoToTheSpool_isAtMostTenMillisecondsUntilTheyAreWritten(@TempDir Path temporary) {
        try (SinkRig rig = new SinkRig(server.uri("spool=" + temporary.resolve("spool")))) {
            rig.workAll();
            assertThat(rig.sink.wakeAt()).isEqualTo(1);
            rig.append("one").workAll();
            assertThat(rig.sink.wakeAt()).isGreaterThan(1_000);
            assertThat(rig.untilWork()).isLessThanOrEqualTo(Duration.ofMillis(10));
            rig.advance(Duration.ofMillis(10)).work();
            assertThat(rig.sink.wakeAt()).isEqualTo(1);
            assertThat(rig.untilWork()).isGreaterThan(Duration.ofMillis(100));
            rig.deliver().advance(Duration.ofMinutes(1)).workAll();
            // Only the search for files of ended processes is due then.
            assertThat(rig.untilWork()).isGreaterThan(Duration.ofSeconds(1));
        }
    }
}
