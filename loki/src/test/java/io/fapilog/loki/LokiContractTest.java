package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.LogEvent;
import io.fapilog.spi.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What we assume of Loki, asked of a real one: {@code LOKI_URL=http://127.0.0.1:3100}, with its default limits. Each run
 * writes under a label of its own.
 */
@EnabledIfEnvironmentVariable(named = "LOKI_URL", matches = "http.+")
class LokiContractTest {
    private static final String SERVER = String.valueOf(System.getenv("LOKI_URL"));
    private static final JsonMapper JSON = new JsonMapper();

    private final String run = UUID.randomUUID().toString();
    private final long now = TimeSource.system().epochNanos();

    @ParameterizedTest
    @EnumSource(Format.class)
    void push_hostileText_comesBackOnceInOrderAsItWas(Format format) throws Exception {
        String value = "C:\\temp \"x\",admin=\"1\n Ąż😀 \u0001 {}";
        List<String> messages = new ArrayList<>();
        try (Rig rig = rig(format, Map.of("hostile", value))) {
            for (int i = 0; i < 300; i++) {
                messages.add(i + " \"quoted\" \\ \n \t \u0000 żółć 😀 \uD83D half </script>");
                rig.append(event(rig, now, messages.get(i))
                        .attribute("trace_id", "trace-" + i)
                        .build());
            }
            rig.deliver();
            assertThat(rig.ledger.delivered).isEqualTo(300);
            assertThat(rig.warnings).isEmpty();
        }
        List<JsonNode> streams = query();
        assertThat(streams)
                .hasSize(300)
                .allSatisfy(
                        stream -> assertThat(stream.get("stream").get("hostile").asString())
                                .isEqualTo(value));
        TreeMap<Long, String> lines = new TreeMap<>();
        for (JsonNode stream : streams) {
            JsonNode entry = stream.get("values").get(0);
            String line = entry.get(1).asString();
            lines.put(Long.parseLong(entry.get(0).asString()), line);
            assertThat(stream.get("stream").get("trace_id").asString())
                    .isEqualTo(JSON.readTree(line).get("trace_id").asString());
        }
        assertThat(lines.values())
                .extracting(line -> JSON.readTree(line).get("message").asString())
                .isEqualTo(messages.stream()
                        .map(message -> message.replace('\uD83D', '\uFFFD').replace("\uFFFD\uDE00", "😀"))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void push_partlyTooOld_isCountedExactly(Format format) throws Exception {
        try (Rig rig = rig(format, Map.of())) {
            for (int i = 0; i < 5; i++) {
                rig.append(event(rig, now - Duration.ofDays(8 + i).toNanos(), "old " + i)
                        .build());
            }
            rig.append(event(rig, now, "new").build()).deliver();
            assertThat(rig.ledger.rejected).isEqualTo(5);
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(rig.ledger.uncertain).isZero();
            assertThat(rig.warnings).singleElement().asString().contains("timestamp too old");
        }
        assertThat(query()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void push_tooFarBehind_isCountedExactly(Format format) {
        try (Rig rig = rig(format, Map.of())) {
            rig.append(event(rig, now, "new").build()).deliver();
            rig.append(event(rig, now - Duration.ofHours(2).toNanos(), "behind").build());
            rig.append(event(rig, now - Duration.ofHours(3).toNanos(), "behind too")
                    .build());
            rig.append(event(rig, now + 1, "newer").build()).deliver();
            assertThat(rig.ledger.rejected).isEqualTo(2);
            assertThat(rig.ledger.delivered).isEqualTo(2);
            assertThat(rig.ledger.uncertain).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void push_theLargestBatch_isTaken(Format format) {
        try (Rig rig = rig(format, Map.of("x", "y"), 3 << 20)) {
            for (int i = 0; i < 60_000; i++) {
                rig.append(event(rig, now, "").build());
            }
            rig.sink.flush();
            // The default rate limit of a tenant lets no more than a batch or two pass at a time.
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        rig.advance(Duration.ofSeconds(30)).exchange();
                        return rig.sink.pendingEvents() == 0;
                    });
            assertThat(rig.ledger.statuses).contains(204).isSubsetOf(204, 429);
            assertThat(rig.ledger.delivered).isEqualTo(60_000);
        }
    }

    private Rig rig(Format format, Map<String, String> labels) {
        return rig(format, labels, 1 << 20);
    }

    private Rig rig(Format format, Map<String, String> labels, int batchBytes) {
        return new Rig(LokiSink.builder(SERVER)
                .labels(labels)
                .label("run", run)
                .format(format)
                .batchSize(100_000)
                .batchBytes(batchBytes)
                .maxAge(Duration.ofDays(30_000))
                .plan(Rig.DEFAULTS));
    }

    private static LogEvent.Builder event(Rig rig, long timestamp, String message) {
        return rig.event(message).timestamp(timestamp);
    }

    /** Every entry of this run, each as a stream, since its metadata differs. */
    private List<JsonNode> query() throws IOException, InterruptedException {
        String query = URLEncoder.encode("{run=\"" + run + "\"}", StandardCharsets.UTF_8);
        URI uri = URI.create(SERVER + "/loki/api/v1/query_range?limit=5000&direction=forward&start="
                + (now - Duration.ofHours(1).toNanos()) + "&end="
                + (now + Duration.ofMinutes(1).toNanos()) + "&query=" + query);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        List<JsonNode> streams = new ArrayList<>();
        JSON.readTree(response.body()).get("data").get("result").forEach(streams::add);
        return streams;
    }
}
