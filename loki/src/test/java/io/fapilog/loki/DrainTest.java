package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A close with a spool: a server that answers gets everything, and one that does not is not waited for. */
class DrainTest {
    private static final Duration FAIR_CHANCE = Duration.ofSeconds(1);

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void drain_serverFailing_leavesEverythingToTheSpoolAtOnce() {
        server.otherwise(ScriptedServer.answer(503, "away"));
        try (SinkRig rig = rig("batch_size=10")) {
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
    void drain_serverSilent_givesItAChanceFirst() {
        server.otherwise(ScriptedServer.stall());
        try (SinkRig rig = rig("batch_size=10")) {
            rig.append(10).work();
            rig.sink.drain();
            rig.work();
            assertThat(rig.sink.settledThrough()).isZero();
            assertThat(rig.untilWork()).isLessThanOrEqualTo(FAIR_CHANCE);
            rig.advance(FAIR_CHANCE).work();
            assertThat(rig.sink.settledThrough()).isEqualTo(10);
            assertThat(rig.ledger.spooled).isEqualTo(10);
        }
    }

    @Test
    void drain_serverTakesItsTimeButAnswers_deliversEverything() {
        try (SinkRig rig = rig("batch_size=1", "batch_bytes=1KiB", "max_line=1KiB")) {
            rig.append(20);
            rig.sink.drain();
            rig.sink.flush();
            rig.work();
            int answers = 0;
            while (rig.pending() > 0) {
                rig.advance(FAIR_CHANCE.minusMillis(1)).awaitAnswer();
                answers++;
            }
            assertThat(answers).isGreaterThan(1);
            assertThat(rig.ledger.delivered).isEqualTo(20);
            assertThat(rig.ledger.spooled).isZero();
        }
        assertThat(temporary.resolve("spool")).isEmptyDirectory();
    }

    private SinkRig rig(String... parameters) {
        return new SinkRig(server.uri(parameters) + "&labels=app=shop&spool=" + temporary.resolve("spool"));
    }
}
