package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.LogEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that takes no metadata, and a spool that has events with metadata from a time when one did. */
class ReplayedMetadataTest {
    private static final String REFUSAL = "includes structured metadata, but this feature is disallowed. Please";

    @TempDir
    private Path spool;

    @ParameterizedTest
    @EnumSource(Format.class)
    void refusalOfMetadata_whileReplaying_leavesItOutOfAllThatFollows(Format format) {
        leave(format);
        try (ScriptedServer server = new ScriptedServer();
                SinkRig rig = rig(server, format)) {
            server.then(ScriptedServer.answer(400, REFUSAL));
            drain(rig);
            rig.append(traced(rig, "fresh")).deliver();
            checkThatOneCarriedMetadata(rig, server, 21);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void refusalOfMetadata_ofAFreshEvent_leavesItOutOfWhatIsReplayed(Format format) {
        leave(format);
        try (ScriptedServer server = new ScriptedServer();
                SinkRig rig = rig(server, format)) {
            server.then(ScriptedServer.answer(503, "not yet"), ScriptedServer.answer(400, REFUSAL));
            open(rig);
            rig.awaitAnswer();
            rig.append(traced(rig, "fresh")).sink.flush();
            drain(rig.advance(Duration.ofSeconds(1)));
            checkThatOneCarriedMetadata(rig, server, 21);
        }
    }

    private static void checkThatOneCarriedMetadata(SinkRig rig, ScriptedServer server, int events) {
        assertThat(rig.ledger.delivered).isEqualTo(events);
        assertThat(rig.ledger.rejected).isZero();
        List<DecodedPush> taken = server.pushes().subList(rig.ledger.statuses.indexOf(400) + 1, server.requests.size());
        assertThat(taken)
                .hasSizeGreaterThan(3)
                .allSatisfy(push -> assertThat(push.entries())
                        .allMatch(entry -> entry.metadata().isEmpty()));
        assertThat(server.stored()).hasSize(events).doesNotHaveDuplicates();
        assertThat(rig.warnings)
                .filteredOn(warning -> warning.contains("metadata=none"))
                .hasSize(1);
    }

    /** A run whose server was away leaves twenty events with metadata, for several pushes. */
    private void leave(Format format) {
        SinkRig left;
        try (ScriptedServer away = new ScriptedServer().otherwise(ScriptedServer.answer(503, "away"));
                SinkRig rig = rig(away, format)) {
            left = rig;
            for (int i = 0; i < 20; i++) {
                rig.append(traced(rig, "message " + i + " " + "x".repeat(300)));
            }
            rig.sink.flush();
            rig.exchange();
        }
        assertThat(left.ledger.spooled).isEqualTo(20);
    }

    private SinkRig rig(ScriptedServer server, Format format) {
        return new SinkRig(server.uri(
                "spool=" + spool,
                "batch_bytes=2KiB",
                "max_line=1KiB",
                "format=" + format.name().toLowerCase(Locale.ROOT)));
    }

    private static LogEvent traced(SinkRig rig, String message) {
        return rig.event(message)
                .attribute("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736")
                .build();
    }

    private static void open(SinkRig rig) {
        int done = 1;
        while (done > 0) {
            done = rig.work();
        }
    }

    private static void drain(SinkRig rig) {
        open(rig);
        while (rig.pending() > 0 || rig.ledger.spooled > 0) {
            rig.awaitAnswer();
            rig.assertBalanced();
        }
    }
}
