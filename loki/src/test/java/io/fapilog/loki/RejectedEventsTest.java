package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file of refused events, with a server that stores the others and drops what it has stored already. */
class RejectedEventsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BAD = "too old";

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"protobuf", "json"})
    void push_refusedInPart_keepsExactlyTheRefusedEventsWithTheReason(String format) throws IOException {
        refuseBad("1 of these, \"password\" and a\ttab");
        List<String> messages = new ArrayList<>();
        IntStream.range(0, 300).forEach(i -> messages.add("event \"" + i + "\"\n"));
        messages.set(17, BAD + " 17");
        messages.set(18, BAD + " 18");
        messages.set(250, BAD + " 250");

        try (SinkRig rig = rig("format=" + format + (format.equals("json") ? "&compression=none" : ""))) {
            messages.forEach(rig::append);
            rig.deliver();
            assertThat(rig.ledger.rejected).isEqualTo(3);
            assertThat(rig.ledger.delivered).isEqualTo(297);
            assertThat(rig.ledger.dropped).isEmpty();
        }

        assertThat(kept()).hasSize(3).allSatisfy(line -> {
            assertThat(line.path("rejected_reason").stringValue()).startsWith("1 of these, \"password\" and a tab");
            assertThat(line.path("rejected_at").stringValue()).startsWith("20").endsWith("Z");
            assertThat(line.path("level").stringValue()).isEqualTo("INFO");
        });
        assertThat(kept())
                .extracting(line -> line.path("message").stringValue())
                .containsExactly(BAD + " 17", BAD + " 18", BAD + " 250");
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

    /** Too many to be found one by one: stored events are kept with them, and each refused one is. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void push_refusedInManyPlaces_keepsEachAndPushesABoundedNumberOfTimes(long seed) throws IOException {
        refuseBad("words");
        SplittableRandom random = new SplittableRandom(seed);
        long bad = 0;
        try (SinkRig rig = rig("batch_size=1000")) {
            for (int i = 0; i < 1_000; i++) {
                boolean isBad = random.nextInt(3) == 0;
                bad += isBad ? 1 : 0;
                rig.append((isBad ? BAD : "event ") + i);
            }
            rig.deliver();
        }
        assertThat(kept().stream()
                        .filter(line -> line.path("message").stringValue().startsWith(BAD)))
                .hasSize((int) bad);
        assertThat(server.requests).hasSizeLessThan(200);
    }

    @Test
    void push_refusedByAnUnknownNumber_findsIt() throws IOException {
        server.otherwise(ScriptedServer.dependingOn(push -> push.messages().contains(BAD)
                ? ScriptedServer.answer(400, "something that nobody knows")
                : ScriptedServer.answer(204, "")));
        try (SinkRig rig = rig("")) {
            rig.append(20).append(BAD).append(20).deliver();
            assertThat(rig.ledger.rejected).isEqualTo(1);
            assertThat(rig.ledger.delivered).isEqualTo(40);
        }
        assertThat(kept()).hasSize(1);
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

    private void refuseBad(String reason) {
        server.otherwise(ScriptedServer.dependingOn(push -> {
            long refused = push.messages().stream()
                    .filter(each -> each.startsWith(BAD))
                    .count();
            int all = push.messages().size();
            return refused == 0
                    ? ScriptedServer.answer(204, "")
                    : ScriptedServer.answer(400, reason + " total ignored: " + refused + " out of " + all);
        }));
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
