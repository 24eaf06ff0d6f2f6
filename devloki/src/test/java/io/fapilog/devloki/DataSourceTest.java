package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What Grafana and its Logs Drilldown request of a data source, and the amounts of data, which only DevLoki defines. */
class DataSourceTest extends FixedTimeServer {
    private LokiApi api = new LokiApi(loki.url());

    @BeforeEach
    void fill() throws Exception {
        api = new LokiApi(loki.url());
        api.push(json(
                stream(
                        Map.of("app", "x", "env", "dev"),
                        List.of(at(-60_000_000_000L), "level=info took=5ms", Map.of("trace_id", "t1")),
                        List.of(at(-1_000_000_000L), "level=error took=7ms")),
                stream(Map.of("app", "y", "env", "dev"), List.of(at(-30_000_000_000L), "{\"a\":{\"b\":1}}"))));
    }

    private JsonNode get(String path, Object... parameters) throws Exception {
        HttpResponse<String> response = api.get("/loki/api/v1/" + path, parameters);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return LokiApi.read(response);
    }

    private Object[] range(String query, Object... more) {
        Object[] all = new Object[more.length + 6];
        List<Object> start = List.of("query", query, "start", at(-120_000_000_000L), "end", at(0));
        System.arraycopy(start.toArray(), 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return all;
    }

    @Test
    void query_healthCheck_isAnswered() throws Exception {
        JsonNode result =
                get("query", "query", "vector(1)+vector(1)").get("data").get("result");
        assertThat(result.get(0).get("value").get(1).asString()).isEqualTo("2");
    }

    @Test
    void queryRange_logVolumeOfExplore_countsByLevel() throws Exception {
        String query = "sum by (level, detected_level) (count_over_time({env=\"dev\"} | drop __error__[1m]))";
        JsonNode result =
                get("query_range", range(query, "step", 60)).get("data").get("result");
        assertThat(result).hasSize(3);
        assertThat(result.get(0).get("metric").toString()).isEqualTo("{\"detected_level\":\"error\"}");
    }

    @Test
    void indexStats_selector_countsStreamsEntriesAndBytes() throws Exception {
        // The lines and the metadata, without the level that the server detects.
        assertThat(get("index/stats", range("{env=\"dev\"}")).toString())
                .isEqualTo("{\"streams\":2,\"chunks\":2,\"bytes\":" + (19 + 10 + 20 + 13) + ",\"entries\":3}");
        assertThat(get("index/stats", range("{env=\"none\"}")).get("streams").asInt())
                .isZero();
    }

    @Test
    void indexVolume_bySeriesLabelsAndTargets_sumsBytes() throws Exception {
        assertThat(volumes("{env=~\".+\", app=~\".+\"}"))
                .isEqualTo("{\"app\":\"x\",\"env\":\"dev\"}=49 {\"app\":\"y\",\"env\":\"dev\"}=13 ");
        assertThat(volumes("{env=\"dev\"}")).isEqualTo("{\"env\":\"dev\"}=62 ");
        assertThat(volumes("{env=\"dev\"}", "targetLabels", "app", "limit", 1)).isEqualTo("{\"app\":\"x\"}=49 ");
        assertThat(volumes("{env=\"dev\"}", "aggregateBy", "labels"))
                .isEqualTo("{\"app\":\"\"}=62 {\"env\":\"\"}=62 {\"service_name\":\"\"}=62 ");
        assertThat(volumes("{}")).contains("\"service_name\":\"x\"");
    }

    private String volumes(String query, Object... more) throws Exception {
        StringBuilder out = new StringBuilder();
        for (JsonNode each : get("index/volume", range(query, more)).get("data").get("result")) {
            out.append(each.get("metric"))
                    .append('=')
                    .append(each.get("value").get(1).asString());
            out.append(' ');
        }
        return out.toString();
    }

    @Test
    void indexVolumeRange_step_splitsTheTime() throws Exception {
        JsonNode result = get("index/volume_range", range("{app=\"x\"}", "step", 60))
                .get("data")
                .get("result");
        assertThat(result).hasSize(1);
        assertThat(result.get(0).get("values")).hasSize(1);
        assertThat(result.get(0).get("values").get(0).get(1).asString()).isEqualTo("49");
    }

    @Test
    void detectedFields_linesAndMetadata_areListedWithTypes() throws Exception {
        JsonNode fields = get("detected_fields", range("{env=\"dev\"}")).get("fields");
        assertThat(fields.toString())
                .contains("{\"label\":\"took\",\"type\":\"duration\",\"cardinality\":2,\"parsers\":[\"logfmt\"]}")
                .contains(
                        "{\"label\":\"a_b\",\"type\":\"int\",\"cardinality\":1,\"parsers\":[\"json\"],\"jsonPath\":[\"a\",\"b\"]}")
                .contains("{\"label\":\"trace_id\",\"type\":\"string\",\"cardinality\":1,\"parsers\":null}");
        assertThat(get("detected_field/took/values", range("{env=\"dev\"}")).toString())
                .isEqualTo("{\"values\":[\"5ms\",\"7ms\"],\"limit\":1000}");
    }

    @Test
    void detectedLabels_stream_omitsIdentifiers() throws Exception {
        api.push(json(stream(Map.of("app", "x", "id", "12345"), List.of(at(0), "l"))));
        assertThat(get("detected_labels", range("{app=\"x\"}")).toString())
                .contains("\"app\"")
                .doesNotContain("\"id\"");
    }

    @Test
    void metrics_afterPush_countEntries() throws Exception {
        assertThat(api.get("/metrics").body()).contains("devloki_entries_stored_total 3\n");
        assertThat(get("patterns", range("{app=\"x\"}")).toString()).isEqualTo("{\"status\":\"success\",\"data\":[]}");
    }

    @Test
    void entries_logQuery_returnsStoredEntriesUnchanged() {
        assertThat(loki.entries("{env=\"dev\"} | logfmt | took > 6ms | line_format \"x\""))
                .extracting(StoredEntry::line)
                .containsExactly("level=error took=7ms");
    }

    @Test
    void queryRange_unsupported_isRefusedWithAReason() throws Exception {
        HttpResponse<String> response =
                api.get("/loki/api/v1/query_range", "query", "approx_topk(2, sum by (app) (rate({app=\"x\"}[1m])))");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("DevLoki does not support approx_topk");
    }

    @Test
    void queryRange_manySeries_isRefused() throws Exception {
        List<?>[] values = new List<?>[600];
        for (int i = 0; i < values.length; i++) {
            values[i] = List.of(at(i - 1000), "v=" + i);
        }
        api.push(json(stream(Map.of("app", "z"), values)));
        HttpResponse<String> response =
                api.get("/loki/api/v1/query", "query", "rate({app=\"z\"} | logfmt [1m])", "time", at(0));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("maximum number of series (500) reached for a single query");
    }
}
