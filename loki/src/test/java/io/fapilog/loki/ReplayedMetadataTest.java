package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.LogEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that accepts no structured metadata, while the spool contains events with metadata of an earlier run. */
class ReplayedMetadataTest extends SpooledSinkFixture {
    private static final ScriptedServer.Reaction REFUSAL =
            ScriptedServer.answer(400, "includes structured metadata, but this feature is disallowed. Please");

    @ParameterizedTest
    @EnumSource(Format.class)
    void metadata_refusedInAReplayedPush_isOmittedFromAllLaterPushes(Format format) {
        leaveWithMetadata(format);
        server.then(REFUSAL);
        try (SinkRig rig = start(format)) {
            rig.deliver();
            rig.append(withMetadata(rig, "fresh")).deliver();
            assertMetadataOmittedAfterRefusal(rig);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void metadata_refusedInAFreshPush_isOmittedFromReplayedPushes(Format format) {
        leaveWithMetadata(format);
        server.then(ScriptedServer.answer(503, "not yet"), REFUSAL);
        try (SinkRig rig = start(format)) {
            rig.workAll().awaitAnswer();
            rig.append(withMetadata(rig, "fresh"));
            rig.advance(Duration.ofSeconds(1)).deliver();
            assertMetadataOmittedAfterRefusal(rig);
        }
    }

    private void assertMetadataOmittedAfterRefusal(SinkRig rig) {
        assertThat(rig.ledger.delivered).isEqualTo(21);
        assertThat(rig.ledger.rejected).isZero();
        int pushesOfEarlierRun = server.requests.size() - rig.ledger.statuses.size();
        int refused = pushesOfEarlierRun + rig.ledger.statuses.indexOf(400);
        List<DecodedPush> later = server.pushes().subList(refused + 1, server.requests.size());
        assertThat(later)
                .hasSizeGreaterThan(3)
                .allSatisfy(push -> assertThat(push.entries())
                        .allMatch(entry -> entry.metadata().isEmpty()));
        assertThat(server.stored()).hasSize(21).doesNotHaveDuplicates();
        assertThat(rig.warnings)
                .filteredOn(warning -> warning.contains("metadata=none"))
                .hasSize(1);
    }

    /** Leaves 20 events with metadata, which take several pushes. */
    private void leaveWithMetadata(Format format) {
        leave(
                rig -> {
                    for (int i = 0; i < 20; i++) {
                        rig.append(withMetadata(rig, "message " + i + " " + "x".repeat(300)));
                    }
                },
                parameters(format));
    }

    private SinkRig start(Format format) {
        return start(parameters(format));
    }

    private static String[] parameters(Format format) {
        return new String[] {
            "batch_bytes=2KiB", "max_line=1KiB", "format=" + format.name().toLowerCase(Locale.ROOT)
        };
    }

    private static LogEvent withMetadata(SinkRig rig, String message) {
        return rig.event(message)
                .attribute("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736")
                .build();
    }
}
