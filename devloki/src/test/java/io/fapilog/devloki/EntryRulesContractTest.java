package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Rules for entries: refusals and their messages, partial success, order and duplicates. Runs against DevLoki and a
 * real Loki.
 */
@ParameterizedClass
@MethodSource("io.fapilog.devloki.ContractServers#urls")
class EntryRulesContractTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final long DAY = 24 * 60 * MINUTE;

    private final String id = ContractServers.unique();
    private final Map<String, String> labels = Map.of("contract", id);
    private final String name = "{contract=\"" + id + "\", service_name=\"unknown_service\"}";
    private final long now = ContractServers.now();
    private final String ns = Long.toString(now);
    private final LokiApi loki;

    EntryRulesContractTest(String url) {
        loki = new LokiApi(url);
    }

    private HttpResponse<String> push(List<?>... values) throws Exception {
        return loki.push(json(stream(labels, values)));
    }

    private List<String> stored() throws Exception {
        return loki.lines("{contract=\"" + id + "\"}", now - 2 * DAY, now + 12 * MINUTE);
    }

    private static String at(long nanos) {
        return Long.toString(nanos);
    }

    @Test
    void push_severalFaults_groupsThemAndStoresTheOtherEntries() throws Exception {
        String old = at(now - 8 * DAY);
        HttpResponse<String> response =
                push(List.of(old, "a"), List.of(old, "b"), List.of(at(now + 11 * MINUTE), "c"), List.of(ns, "good"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("2 errors like: entry for stream '" + name + "' has timestamp too old: ")
                .contains("Z, oldest acceptable timestamp is: ")
                .contains("; ")
                .contains("1 errors like: entry for stream '" + name + "' has timestamp too new: ")
                .endsWith("Z\n");
        assertThat(stored()).containsExactly("good");
    }

    @Test
    void push_oneFault_reportsItWithoutCount() throws Exception {
        HttpResponse<String> response = push(List.of(at(now - 8 * DAY), "a"));
        assertThat(response.body()).startsWith("entry for stream '" + name + "' has timestamp too old: ");
    }

    @Test
    void push_emptyEntry_hasYearOneAndIsTooOld() throws Exception {
        HttpResponse<String> response = push(List.of());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .startsWith("entry for stream '" + name + "' has timestamp too old: 0001-01-01T00:00:00Z, oldest");
    }

    @Test
    void push_timestampsJustWithinLimits_areStored() throws Exception {
        assertThat(push(List.of(at(now - 7 * DAY + MINUTE), "old")).statusCode())
                .isEqualTo(204);
        assertThat(push(List.of(at(now + 9 * MINUTE), "new")).statusCode()).isEqualTo(204);
    }

    @Test
    void push_lineTooLong_isRefused() throws Exception {
        HttpResponse<String> response =
                push(List.of(ns, "é".repeat(131_072) + "x"), List.of(ns, "é".repeat(131_072)), List.of(ns, "short"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("max entry size '262144' bytes exceeded for stream '" + name
                        + "' while adding an entry with length '262145' bytes\n");
        assertThat(stored()).hasSize(2);
    }

    @Test
    void push_metadataTooLarge_isRefused() throws Exception {
        HttpResponse<String> response = push(
                List.of(ns, "large", Map.of("k", "x".repeat(65_536))),
                List.of(ns, "exact", Map.of("k", "x".repeat(65_535), "detected_level", "info")));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("stream '" + name + "' has structured metadata too large: '65537' bytes, limit: '65536'"
                        + " bytes. Please see `limits_config.max_structured_metadata_size` or contact your Loki"
                        + " administrator to increase it\n");
        assertThat(stored()).containsExactly("exact");
    }

    @Test
    void push_tooManyMetadata_isRefused() throws Exception {
        Map<String, String> metadata = new TreeMap<>();
        IntStream.range(0, 129).forEach(i -> metadata.put("k" + i, "x"));
        HttpResponse<String> response = push(List.of(ns, "many", metadata));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("stream '" + name + "' has too many structured metadata labels: '129', limit: '128'. Please"
                        + " see `limits_config.max_structured_metadata_entries_count` or contact your Loki"
                        + " administrator to increase it\n");
    }

    @Test
    void push_emptyMetadataName_isRefusedAsAWhole() throws Exception {
        HttpResponse<String> response = push(List.of(ns, "good"), List.of(ns, "bad", Map.of("", "x")));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("label name is empty\n");
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"---", "_", "é", "__", "____"})
    void push_metadataNameWithoutLetterOrDigit_isRefusedAsAWhole(String key) throws Exception {
        HttpResponse<String> response = push(List.of(ns, "good"), List.of(ns, "bad", Map.of(key, "x")));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .startsWith("normalization for label name \"" + key + "\" resulted in invalid name \"_");
        assertThat(stored()).isEmpty();
    }

    @Test
    void push_metadata_isNormalized() throws Exception {
        Map<String, String> sent = new TreeMap<>();
        sent.put("trace.id", "1");
        sent.put("a__b", "2");
        sent.put("__x__", "3");
        sent.put("1st", "4");
        sent.put("empty", "");
        sent.put("bad", "a\uFFFDb");
        sent.put("__c--d__", "5");
        sent.put("_e", "6");
        sent.put("contract", "7");
        assertThat(push(List.of(ns, "x", sent)).body()).isEmpty();
        JsonNode stored =
                loki.streams("{contract=\"" + id + "\"}", now, now + 1).get(0).get("stream");
        Map<String, String> shown = new TreeMap<>();
        stored.properties().forEach(p -> shown.put(p.getKey(), p.getValue().asString()));
        assertThat(shown)
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("trace_id", "1"),
                        Map.entry("a_b", "2"),
                        Map.entry("__x__", "3"),
                        Map.entry("key_1st", "4"),
                        Map.entry("bad", "a b"),
                        Map.entry("__c_d__", "5"),
                        Map.entry("_e", "6"),
                        Map.entry("contract_extracted", "7"),
                        Map.entry("contract", id),
                        Map.entry("detected_level", "unknown"),
                        Map.entry("service_name", "unknown_service"))));
    }

    @Test
    void push_entriesTooFarBehind_areRefusedAndTheOthersStored() throws Exception {
        assertThat(push(List.of(ns, "newest")).statusCode()).isEqualTo(204);
        String behind = at(now - 61 * MINUTE);
        HttpResponse<String> response = push(List.of(behind, "b"), List.of(at(now + 1), "good"), List.of(behind, "d"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body().lines())
                .hasSize(3)
                .last()
                .isEqualTo("user 'fake', total ignored: 2 out of 3 for stream: " + name);
        assertThat(response.body().lines().limit(2))
                .allSatisfy(line -> assertThat(line)
                        .matches("entry with timestamp \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)? \\+0000 UTC"
                                + " ignored, reason: 'entry too far behind, entry timestamp is: [0-9TZ:-]+, oldest"
                                + " acceptable timestamp is: [0-9TZ:-]+',"));
        assertThat(stored()).containsExactly("newest", "good");
    }

    @Test
    void push_manyEntriesTooFarBehind_reportsTenOfThem() throws Exception {
        List<List<?>> values = new ArrayList<>(List.of(List.of(ns, "newest")));
        IntStream.range(0, 12).forEach(i -> values.add(List.of(at(now - 61 * MINUTE), "old " + i)));
        HttpResponse<String> response = push(values.toArray(List<?>[]::new));
        assertThat(response.body().lines()).hasSize(11).last().asString().contains("total ignored: 12 out of 13");
    }

    @Test
    void push_outOfOrderWithinWindow_isStoredInOrder() throws Exception {
        push(List.of(ns, "3"));
        push(List.of(at(now - 59 * MINUTE), "1"), List.of(at(now - 1), "2"));
        assertThat(stored()).containsExactly("1", "2", "3");
    }

    @Test
    void push_sentTwice_isStoredOnce() throws Exception {
        List<?>[] values = {
            List.of(ns, "a"), List.of(ns, "b"), List.of(ns, "a", Map.of("k", "v")), List.of(at(now + 1), "a")
        };
        assertThat(push(values).statusCode()).isEqualTo(204);
        assertThat(push(values).statusCode()).isEqualTo(204);
        assertThat(stored()).hasSize(4).containsOnly("a", "b");
    }

    @Test
    void push_overGrpcLimit_is500AndNotStored() throws Exception {
        List<?>[] values = IntStream.range(0, 17)
                .mapToObj(i -> List.of(at(now + i), "x".repeat(250_000)))
                .toArray(List<?>[]::new);
        HttpResponse<String> response = push(values);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .matches("rpc error: code = ResourceExhausted desc = grpc: received message larger than max"
                        + " \\(4250[89]\\d\\d vs\\. 4194304\\)\n");
        assertThat(stored()).isEmpty();
    }

    @Test
    void push_overTenantBurst_is429AndNotStored() throws Exception {
        List<?>[] values = IntStream.range(0, 33)
                .mapToObj(i -> List.of(at(now + i), "x".repeat(200_000)))
                .toArray(List<?>[]::new);
        HttpResponse<String> response = push(values);
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body())
                .isEqualTo("ingestion rate limit exceeded for user fake (limit: 4194304 bytes/sec) while attempting to"
                        + " ingest '33' lines totaling '6600000' bytes, reduce log volume or contact your Loki"
                        + " administrator to see if the limit can be increased\n");
        assertThat(stored()).isEmpty();
    }
}
