package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file of refused events. */
class RejectedFileTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BAD = "too old";

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"format=protobuf", "format=json&compression=none", "format=json&compression=gzip"})
    void push_refusedInPart_keepsExactlyTheRefusedEventsWithTheReason(String format) throws IOException {
        String words = "3 errors like: entry for stream '{app=\"shop\"}' has timestamp too old: \ttab";
        server.otherwise(ScriptedServer.answer(400, words));
        try (SinkRig rig = rig(format + "&batch_size=300")) {
            for (int i = 0; i < 300; i++) {
                boolean isOld = i == 17 || i == 18 || i == 250;
                rig.append(rig.event("event \"" + i + "\"\n\u0001\u20ac\ud83d\ude00")
                        .timestamp(rig.time.epochNanos() - (isOld ? 1_000_000_000L : 0))
                        .build());
            }
            rig.deliver();
            assertThat(rig.ledger.rejected).isEqualTo(3);
            assertThat(rig.ledger.delivered).isEqualTo(297);
        }

        assertThat(kept()).allSatisfy(line -> {
            assertThat(line.path("rejected_reason").stringValue()).isEqualTo(words.replace("\t", ""));
            assertThat(line.path("rejected_at").stringValue()).startsWith("20").endsWith("Z");
            assertThat(line.path("level").stringValue()).isEqualTo("INFO");
        });
        assertThat(kept())
                .extracting(line -> line.path("message").stringValue().split("\"", -1)[1])
                .containsExactly("17", "18", "250");
    }

    @Test
    void push_refusedAltogether_keepsItWithOnePush() throws IOException {
        server.otherwise(ScriptedServer.answer(400, "unexpected EOF"));
        try (SinkRig rig = rig("")) {
            rig.append(40).deliver();
            assertThat(rig.ledger.rejected).isEqualTo(40);
        }
        assertThat(server.requests).hasSize(1);
        assertThat(kept()).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"something that nobody knows", "3 errors like: entry for stream '{}' has no name"})
    void push_refusedInPartForAnUnknownReason_keepsAllOfItAndSaysSo(String words) throws IOException {
        server.otherwise(ScriptedServer.answer(400, words));
        try (SinkRig rig = rig("batch_size=41")) {
            rig.append(41).deliver();
        }
        assertThat(kept())
                .hasSize(41)
                .allSatisfy(line -> assertThat(line.path("rejected_reason").stringValue())
                        .startsWith("(an unknown number of these 41 events) " + words));
    }

    @Test
    void append_eventThatIsTooLargeForTheServer_isKept() throws IOException {
        server.otherwise(ScriptedServer.dependingOn(push -> push.messages().contains(BAD)
                ? ScriptedServer.answer(413, "too large")
                : ScriptedServer.answer(204, "")));
        try (SinkRig rig = rig("")) {
            rig.append(5).append(BAD).append(5).deliver();
        }
        assertThat(kept())
                .singleElement()
                .satisfies(
                        line -> assertThat(line.path("message").stringValue()).isEqualTo(BAD));
    }

    @Test
    void push_refusedWhenTheFileIsFull_isCountedAndReportedOnce() throws IOException {
        server.otherwise(ScriptedServer.answer(400, "unexpected EOF"));
        try (SinkRig rig = rig("rejected_max=1KiB")) {
            for (int i = 0; i < 3; i++) {
                rig.append(20).deliver();
            }
            assertThat(rig.ledger.rejected).isEqualTo(60);
            assertThat(rig.warnings)
                    .filteredOn(warning -> warning.contains("has reached rejected_max"))
                    .hasSize(1);
        }
        assertThat(file()).isEmptyFile();
    }

    @Test
    void push_refusedWhenTheFileCannotBeWritten_isCountedAndReported() throws IOException {
        Files.createDirectory(file());
        server.otherwise(ScriptedServer.answer(400, "unexpected EOF"));
        try (SinkRig rig = rig("")) {
            rig.append(20).deliver();
            assertThat(rig.ledger.rejected).isEqualTo(20);
            assertThat(rig.warnings).anyMatch(warning -> warning.contains("could not be written to " + file()));
        }
    }

    @Test
    void builder_rejected_equalsTheParametersOfTheUri() throws IOException {
        server.otherwise(ScriptedServer.answer(400, "unexpected EOF"));
        LokiSinkBuilder builder =
                LokiSink.builder(server.uri("batch_pause=0")).rejected(file()).rejectedMax(1 << 20);
        try (SinkRig rig = new SinkRig(builder.plan(SinkRig.DEFAULTS))) {
            rig.append(3).deliver();
        }
        assertThat(kept()).hasSize(3);
    }

    private SinkRig rig(String parameters) {
        return new SinkRig(
                server.uri("labels=app=shop", "rejected=" + file()) + (parameters.isEmpty() ? "" : "&" + parameters));
    }

    private Path file() {
        return directory.resolve("rejected.jsonl");
    }

    private List<JsonNode> kept() throws IOException {
        return Files.readAllLines(file()).stream().map(JSON::readTree).toList();
    }
}
