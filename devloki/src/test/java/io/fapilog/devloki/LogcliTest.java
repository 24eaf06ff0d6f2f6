package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Loki's own client {@code logcli}, which the environment variable {@code LOGCLI} names. */
class LogcliTest extends FixedTimeServer {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final @Nullable String LOGCLI = System.getenv("LOGCLI");

    private static final String INFO = "{\"level\":\"info\",\"status\":200,\"path\":\"/a\"}";
    private static final String ERROR = "{\"level\":\"error\",\"status\":500,\"path\":\"/b\"}";
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;

    @BeforeAll
    static void findLogcli() {
        assumeTrue(
                LOGCLI != null && !LOGCLI.isEmpty(),
                "set the environment variable LOGCLI to the path of logcli to run these tests");
    }

    /** Pushes two entries of a shop with the metadata {@code user}, and one of a website. */
    @BeforeEach
    void push() throws Exception {
        send(json(
                stream(
                        Map.of("app", "shop", "env", "dev"),
                        List.of(at(10 * SECOND), INFO, Map.of("user", "u1")),
                        List.of(at(20 * SECOND), ERROR, Map.of("user", "u2"))),
                stream(Map.of("app", "web", "env", "dev"), List.of(at(30 * SECOND), "hello"))));
    }

    private void send(String body) throws Exception {
        assertThat(new LokiApi(loki.url()).push(body).statusCode()).isEqualTo(204);
    }

    private Path output() {
        return directory.resolve("out");
    }

    /** Starts logcli with the words of {@code command} and {@code more}. */
    private Process start(String command, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(String.valueOf(LOGCLI), "--addr=" + loki.url(), "--quiet"));
        words.addAll(Arrays.asList(command.split(" ")));
        words.addAll(Arrays.asList(more));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(output().toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LOKI_"));
        return builder.start();
    }

    /** What logcli prints. */
    private String run(String command, String... more) throws Exception {
        Process process = start(command, more);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(directory.resolve("err"), UTF_8))
                    .isZero();
            return Files.readString(output(), UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What logcli prints for the minute of the data. */
    private List<String> lines(String command, String... query) throws Exception {
        return run(command + " --from=2026-11-22T12:00:00Z --to=2026-11-22T12:01:00Z", query)
                .lines()
                .map(String::stripTrailing)
                .toList();
    }

    private JsonNode jsonOf(String command, String query) throws Exception {
        return new JsonMapper().readTree(String.join("\n", lines(command, query)));
    }

    @Test
    void labels_areListed() throws Exception {
        assertThat(lines("labels")).containsExactly("app", "env", "service_name");
        assertThat(lines("labels", "app")).containsExactly("shop", "web");
    }

    @Test
    void series_areListed() throws Exception {
        assertThat(lines("series", "{env=\"dev\"}"))
                .containsExactlyInAnyOrder(
                        "{app=\"shop\", env=\"dev\", service_name=\"shop\"}",
                        "{app=\"web\", env=\"dev\", service_name=\"web\"}");
    }

    @Test
    void query_withJson_hasTheExtractedLabels() throws Exception {
        List<String> lines = lines("query --output=jsonl --timezone=UTC", "{app=\"shop\"} | json");
        assertThat(lines).hasSize(2);
        JsonNode newest = new JsonMapper().readTree(lines.get(0));
        assertThat(newest.get("line").asString()).isEqualTo(ERROR);
        assertThat(newest.get("timestamp").asString()).isEqualTo("2026-11-22T12:00:20Z");
        JsonNode labels = newest.get("labels");
        assertThat(labels.get("status").asString()).isEqualTo("500");
        assertThat(labels.get("path").asString()).isEqualTo("/b");
        assertThat(labels.get("user").asString()).isEqualTo("u2");
        assertThat(lines("query --output=raw", "{app=\"shop\"} | json | status < 300"))
                .containsExactly(INFO);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                {env="dev"}                            ; forward  ; 3
                {env="dev"} |= "hel"                   ; forward  ; 1
                {env="dev"} | user != "" | json        ; backward ; 2
                {env="dev"} | logfmt | level = "error" ; backward ; 0
                """)
    void query_directionsAndBatches_haveAllLines(String query, String direction, int count) throws Exception {
        String forward = direction.equals("forward") ? " --forward" : "";
        assertThat(lines("query --output=raw --batch=2 --limit=10" + forward, query))
                .hasSize(count);
    }

    @Test
    void instantQuery_hasItsVector() throws Exception {
        String query = "sum by (app) (count_over_time({env=\"dev\"}[5m]))";
        JsonNode vector = new JsonMapper().readTree(run("instant-query --now=2026-11-22T12:01:00Z", query));
        assertThat(vector).hasSize(2);
        assertThat(vector.get(0).get("metric").get("app").asString()).isEqualTo("shop");
        assertThat(vector.get(0).get("value").get(1).asString()).isEqualTo("2");
        assertThat(vector.get(1).get("value").get(1).asString()).isEqualTo("1");
    }

    @Test
    void metricQuery_hasItsMatrix() throws Exception {
        JsonNode matrix = jsonOf("query --step=30s", "sum(count_over_time({env=\"dev\"}[1m]))");
        assertThat(matrix).hasSize(1);
        List<String> values = new ArrayList<>();
        matrix.get(0).get("values").forEach(value -> values.add(value.get(1).asString()));
        assertThat(values).containsExactly("3", "3");
        assertThat(jsonOf("query --step=1m", "sum(rate({app=\"shop\"} | json | unwrap status [1m])) * 60")
                        .get(0)
                        .get("values")
                        .get(0)
                        .get(1)
                        .asDouble())
                .isEqualTo(700);
    }

    @Test
    void stats_countEntriesAndStreams() throws Exception {
        assertThat(String.join("\n", lines("stats", "{app=\"shop\"}"))).contains("streams: 1", "entries: 2");
    }

    @Test
    void volume_isThatOfTheStreams() throws Exception {
        JsonNode volume = jsonOf("volume --targetLabels=app", "{env=\"dev\"}");
        assertThat(volume).hasSize(2);
        assertThat(volume.get(0).get("metric").get("app").asString()).isEqualTo("shop");
        assertThat(volume.get(1).get("value").get(1).asString()).isEqualTo("5");
        assertThat(jsonOf("volume_range --step=1m", "{app=\"web\"}")).hasSize(1);
    }

    @Test
    void detectedFields_areThoseOfTheLines() throws Exception {
        assertThat(String.join("\n", lines("detected-fields", "{app=\"shop\"}")))
                .containsPattern("label: status\\s+type: int\\s+cardinality: 2")
                .containsPattern("label: path\\s+type: string\\s+cardinality: 2")
                .containsPattern("label: user\\s+type: string\\s+cardinality: 2");
    }

    @Test
    void query_invalid_failsWithTheMessage() throws Exception {
        Process process = start("query", "{app=");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(Files.readString(directory.resolve("err"), UTF_8)).contains("parse error");
    }

    @Test
    void tail_printsStoredAndNewLines() throws Exception {
        Process process = start("query --tail --output=raw --from=2026-11-22T12:00:00Z", "{app=\"web\"} |= \"l\"");
        try {
            await().atMost(LONG).until(() -> Files.readString(output(), UTF_8).contains("hello\n"));
            send(json(stream(
                    Map.of("app", "web", "env", "dev"),
                    List.of(at(40 * SECOND), "other"),
                    List.of(at(41 * SECOND), "later"))));
            await().atMost(LONG).until(() -> Files.readString(output(), UTF_8).contains("later\n"));
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(Files.readString(output(), UTF_8)).isEqualTo("hello\nlater\n");
    }
}
