package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.devloki.DevLoki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The report of a shipment, and the file of what the server has refused. */
final class ReceiptTest {
    private static final JsonMapper JSON = new JsonMapper();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path directory;

    @Test
    void report_twoFilesOfWhichOneHasOldEvents_tellsOfEachWhatBecameOfIt() throws IOException {
        Path good = write("good.log", line(0, "a"), "Picked up JAVA_TOOL_OPTIONS: -Xmx1g", "", "\tat a.B.c(B.java:1)");
        Path old = write("old.log", line(0, "b"), line(400, "c"), line(401, "d"));
        Path report = directory.resolve("report.json");
        try (DevLoki server = DevLoki.start()) {
            Cli.Result result = ship(server, "--report", report.toString(), good.toString(), old.toString());
            assertThat(result.code()).as(result.err()).isEqualTo(1);
        }

        JsonNode json = JSON.readTree(Files.readString(report));
        assertThat(json.path("exit_code").asInt(0)).isEqualTo(1);
        assertThat(json.path("complete").asBoolean(false)).isTrue();
        JsonNode first = json.path("inputs").path(0);
        assertThat(first.path("input").asString()).isEqualTo(good.toString());
        assertThat(first.path("bytes").asLong()).isEqualTo(Files.size(good));
        assertThat(first.path("lines").asLong()).isEqualTo(4);
        assertThat(first.path("events").asLong()).isEqualTo(2);
        assertThat(first.path("joined_lines").asLong()
                        + first.path("blank_lines").asLong())
                .isEqualTo(2);
        assertThat(first.path("undated_events").asLong()).isEqualTo(1);
        assertThat(first.path("undated_example").asString()).startsWith("Picked up");
        JsonNode second = json.path("inputs").path(1);
        assertThat(second.path("events").asLong()).isEqualTo(3);
        assertThat(second.path("delivered").asLong()).isEqualTo(1);
        assertThat(second.path("rejected").asLong()).isEqualTo(2);
        assertThat(second.path("first_time").asString())
                .isEqualTo(now.minus(401, ChronoUnit.DAYS).toString());
        assertThat(second.path("last_time").asString()).isEqualTo(now.toString());
        JsonNode sink = json.path("sinks").path(0);
        assertThat(sink.path("delivered").asLong()).isEqualTo(3);
        assertThat(sink.path("rejected").asLong()).isEqualTo(2);
        assertThat(json.path("rejections").path(0).path("events").asLong()).isEqualTo(2);
        assertThat(json.path("rejections").path(0).path("reason").asString()).contains("timestamp too old");
    }

    @Test
    void rejected_shippedAgainWithTheCurrentTime_arrivesAsItWas() throws IOException {
        Path old = write("old.log", line(0, "a"), line(400, "b"), line(401, "c"));
        Path rejected = directory.resolve("rejected.jsonl");
        try (DevLoki server = DevLoki.start()) {
            Cli.Result result = ship(server, "--rejected", rejected.toString(), old.toString());
            assertThat(result.code()).isEqualTo(1);
            assertThat(Files.readAllLines(rejected))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("\"rejected_reason\":\"", "timestamp too old"));

            Cli.Result again = ship(server, "--now", rejected.toString());
            assertThat(again.code()).as(again.err()).isZero();
            List<JsonNode> arrived = new ArrayList<>();
            server.entries().forEach(entry -> arrived.add(JSON.readTree(entry.line())));
            assertThat(arrived)
                    .extracting(event -> event.path("message").asString())
                    .containsExactlyInAnyOrder("a", "b", "c");
            assertThat(arrived).allSatisfy(event -> {
                assertThat(event.path("level").asString()).isEqualTo("WARN");
                assertThat(event.has("rejected_reason")).isFalse();
            });
        }
    }

    @Test
    void options_thatCannotWork_areRefusedTogether() {
        Cli.Result result = Cli.run(
                "ship", "--report", "/nowhere/at/all.json", "--rejected", directory.toString(), "--multiline", "(");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("no sink is given")
                .contains("--rejected needs --to")
                .contains("/nowhere/at/all.json is in a directory that does not exist")
                .contains(directory + " is a directory")
                .contains("--multiline=( is not a regular expression");
    }

    @Test
    void report_ofAShipmentWithoutRefusals_leavesNoFileBehind() throws IOException {
        Path file = write("a.log", line(0, "a"));
        try (DevLoki server = DevLoki.start()) {
            Cli.Result result = new Cli.Child(directory, "-Djava.io.tmpdir=" + directory)
                    .run(
                            "ship",
                            "--to",
                            uri(server),
                            "--report",
                            directory.resolve("r.json").toString(),
                            "" + file);
            assertThat(result.code()).as(result.err()).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        try (var files = Files.list(directory)) {
            assertThat(files.map(path -> String.valueOf(path.getFileName())))
                    .containsExactlyInAnyOrder("a.log", "r.json", "child.out", "child.err");
        }
    }

    private Cli.Result ship(DevLoki server, String... arguments) {
        List<String> all = new ArrayList<>(List.of("ship", "--to", uri(server)));
        all.addAll(List.of(arguments));
        return Cli.run(all.toArray(String[]::new));
    }

    private static String uri(DevLoki server) {
        return server.lokiUri() + "?labels=app=x&max_age=36500d";
    }

    private String line(int daysAgo, String message) {
        return "{\"ts\":\"" + now.minus(daysAgo, ChronoUnit.DAYS) + "\",\"level\":\"warn\",\"msg\":\"" + message
                + "\"}";
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines));
    }
}
