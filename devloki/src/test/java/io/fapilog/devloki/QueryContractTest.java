package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The query API. Runs against DevLoki and a real Loki. */
@ParameterizedClass
@MethodSource("io.fapilog.devloki.ContractServers#urls")
class QueryContractTest {
    private static final String RANGE = "/loki/api/v1/query_range";

    private final String id = ContractServers.unique();
    private final long now = ContractServers.now();
    private final String selector = "{contract=\"" + id + "\"}";
    private final LokiApi loki;

    QueryContractTest(String url) {
        loki = new LokiApi(url);
    }

    @BeforeEach
    void fill() throws Exception {
        HttpResponse<String> response = loki.push(json(
                stream(
                        Map.of("contract", id, "env", "dev"),
                        List.of(at(1), "one apple"),
                        List.of(at(2), "two \"pears\""),
                        List.of(at(3), "three\nApples", Map.of("user", "u1"))),
                stream(Map.of("contract", id, "env", "prod"), List.of(at(4), "four <&> äpfel 😀"))));
        assertThat(response.body()).isEmpty();
    }

    private String at(long nanos) {
        return Long.toString(now + nanos);
    }

    private List<String> lines(String query) throws Exception {
        return loki.lines(query.replace("@", selector), now, now + 10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '\'', textBlock = """
                env="dev"                  → 3
                env!="dev"                 → 1
                env=~"dev|prod"            → 4
                env=~"de"                  → 0
                env=~"de."                 → 3
                env!~"p.*"                 → 3
                env=~`pr[o]d`              → 1
                nope=""                    → 4
                nope!=""                   → 0
                env=~".+",env!="prod"      → 3
                service_name="unknown_service" → 4
                """)
    void queryRange_selector_matchesWholeValues(String condition, int count) throws Exception {
        assertThat(lines("{contract=\"" + id + "\", " + condition + "}")).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '\'', textBlock = """
                |= "apple"                  → 1
                |= "pple"                   → 2
                != "pple"                   → 2
                |= "\\"pears\\""            → 1
                |= `"pears"`                → 1
                |~ "[aA]pples?$"            → 2
                |~ "tw.*e"                  → 1
                |~ "e.A"                    → 0
                |~ "(?s)e.A"                → 1
                |~ "(?i)APPLE"              → 2
                !~ "^t"                     → 2
                |= "o" != "two" |~ "f"      → 1
                |= "one" or "two"           → 2
                != "one" or "two"           → 2
                |= "" → 4
                """)
    void queryRange_lineFilter_returnsMatchingLines(String filter, int count) throws Exception {
        assertThat(lines("@ " + filter)).hasSize(count);
    }

    @Test
    void queryRange_bounds_includeStartAndExcludeEnd() throws Exception {
        assertThat(loki.lines(selector, now + 2, now + 4)).containsExactly("two \"pears\"", "three\nApples");
    }

    @Test
    void queryRange_defaultEncoding_hasOneStreamPerCombinationOfMetadata() throws Exception {
        JsonNode streams = loki.streams(selector + " |~ \"one|three\"", now, now + 10);
        assertThat(streams).hasSize(2);
        for (JsonNode stream : streams) {
            boolean withUser = stream.get("stream").has("user");
            assertThat(stream.get("stream")).hasSize(withUser ? 5 : 4);
            assertThat(stream.get("stream").get("detected_level").asString()).isEqualTo("unknown");
            assertThat(stream.get("values").get(0)).hasSize(2);
            assertThat(stream.get("values").get(0).get(0).isString()).isTrue();
        }
    }

    @Test
    void queryRange_categorizedLabels_separatesMetadata() throws Exception {
        String query = selector + " |~ \"one|three\"";
        Object[] parameters = {"query", query, "start", now, "end", now + 10, "direction", "forward"};
        HttpResponse<String> response =
                loki.getWith(List.of("X-Loki-Response-Encoding-Flags", "categorize-labels"), RANGE, parameters);
        JsonNode data = LokiApi.read(response).get("data");
        assertThat(data.get("encodingFlags").get(0).asString()).isEqualTo("categorize-labels");
        assertThat(data.get("result")).hasSize(1);
        JsonNode stream = data.get("result").get(0);
        assertThat(stream.get("stream")).hasSize(3);
        JsonNode metadata = stream.get("values").get(1).get(2).get("structuredMetadata");
        assertThat(metadata.get("user").asString()).isEqualTo("u1");
        assertThat(metadata.get("detected_level").asString()).isEqualTo("unknown");
    }

    @Test
    void queryRange_limit_appliesInDirection() throws Exception {
        assertThat(values("forward", 2)).containsExactly(at(1), at(2));
        assertThat(values("BACKWARD", 3)).containsExactly(at(2), at(3), at(4));
        assertThat(values("", 1)).containsExactly(at(4));
    }

    private List<String> values(String direction, int limit) throws Exception {
        HttpResponse<String> response = loki.get(
                RANGE, "query", selector, "start", now, "end", now + 10, "limit", limit, "direction", direction);
        List<String> times = new ArrayList<>();
        for (JsonNode stream : LokiApi.read(response).get("data").get("result")) {
            stream.get("values").forEach(value -> times.add(value.get(0).asString()));
        }
        times.sort(null);
        return times;
    }

    @Test
    void queryRange_timesInEveryFormat_areAccepted() throws Exception {
        long seconds = now / 1_000_000_000;
        for (Object start : List.of(seconds, seconds + ".000", Instant.ofEpochSecond(seconds), at(-1))) {
            HttpResponse<String> response =
                    loki.get(RANGE, "query", selector, "start", start, "end", seconds + 2, "limit", 10);
            assertThat(LokiApi.read(response).get("data").get("result")).isNotEmpty();
        }
        assertThat(LokiApi.read(loki.get(RANGE, "query", selector, "since", "1h30m"))
                        .get("data")
                        .get("result"))
                .isNotEmpty();
    }

    @Test
    void queryRange_postForm_returnsTheSameAsGet() throws Exception {
        HttpResponse<String> response = loki.postForm(RANGE, "query", selector, "start", now, "end", now + 10);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=UTF-8");
        assertThat(LokiApi.read(response).get("data").get("result")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '|', textBlock = """
                ||                      → parse error : syntax error: unexpected $end
                {}                      → parse error : queries require at least one regexp or equality matcher that
                {a=~".*"}               → parse error : queries require at least one regexp or equality matcher that
                {a!="x"}                → parse error : queries require at least one regexp or equality matcher that
                {a="x"                  → parse error at line 1, col 7: syntax error: unexpected $end, expecting } or ,
                {a="x"} =               → parse error at line 1, col 9: syntax error: unexpected =
                {a=x}                   → parse error at line 1, col 4: syntax error: unexpected IDENTIFIER, expecting STRING
                {a.b="x"}               → parse error at line 1, col 3: syntax error: unexpected ., expecting = or =~ or !~ or !=
                a                       → parse error at line 1, col 1: syntax error: unexpected IDENTIFIER
                {a=~"["}                → parse error : error parsing regexp: \s
                """)
    void queryRange_invalidQuery_is400(String query, String text) throws Exception {
        HttpResponse<String> response = loki.get(RANGE, "query", query, "start", now, "end", now + 10);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith(text.replace("\\s", "").strip()).doesNotEndWith("\n");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '|', textBlock = """
                limit     → 0    → limit must be a positive value
                limit     → x    → strconv.Atoi: parsing "x": invalid syntax
                limit     → 5001 → max entries limit per query exceeded, limit > max_entries_limit_per_query (5001 > 5000)
                direction → up   → invalid direction 'up'
                start     → zz   → could not parse 'start' parameter: strconv.ParseInt: parsing "zz": invalid syntax
                end       → 1.x  → could not parse 'end' parameter: strconv.ParseInt: parsing "1.x": invalid syntax
                since     → zz   → could not parse 'since' parameter: not a valid duration string: "zz"
                """)
    void queryRange_invalidParameter_is400(String name, String value, String text) throws Exception {
        HttpResponse<String> response = loki.get(RANGE, "query", selector, name, value);
        assertThat(response.body()).isEqualTo(text);
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void queryRange_invalidRange_is400() throws Exception {
        assertThat(loki.get(RANGE, "query", selector, "start", now, "end", now - 1)
                        .body())
                .isEqualTo("end timestamp must not be before or equal to start time");
        assertThat(loki.get(RANGE, "query", selector, "start", 3600, "end", 3600 * 724)
                        .body())
                .isEqualTo("the query time range exceeds the limit (query length: 723h0m0s, limit: 30d1h)");
    }

    @Test
    void labels_withAndWithoutQuery_listsNamesAndValues() throws Exception {
        long end = now + 1_000_000_000;
        assertThat(data("/loki/api/v1/labels", "start", now, "end", end)).contains("contract", "env", "service_name");
        assertThat(data("/loki/api/v1/label", "start", now, "end", end)).contains("contract", "env", "service_name");
        assertThat(data("/loki/api/v1/label/contract/values", "start", now, "end", end))
                .contains(id);
        assertThat(data("/loki/api/v1/label/env/values", "start", now, "end", end, "query", selector))
                .containsExactly("dev", "prod");
        assertThat(data("/loki/api/v1/labels", "start", now, "end", end, "query", selector))
                .containsExactly("contract", "env", "service_name");
    }

    @Test
    void labels_noneFound_omitsData() throws Exception {
        HttpResponse<String> response = loki.get("/loki/api/v1/label/nope/values", "start", now, "end", now + 10);
        assertThat(LokiApi.read(response).toString()).isEqualTo("{\"status\":\"success\"}");
    }

    private List<String> data(String path, Object... parameters) throws Exception {
        List<String> names = new ArrayList<>();
        LokiApi.read(loki.get(path, parameters)).get("data").forEach(name -> names.add(name.asString()));
        return names;
    }

    @Test
    void series_withMatchers_listsMatchingStreams() throws Exception {
        long end = now + 1_000_000_000;
        String prod = "{contract=\"" + id + "\", env=\"prod\"}";
        assertThat(series("match[]", selector, "start", now, "end", end)).hasSize(2);
        assertThat(series("match", prod, "start", now, "end", end)).hasSize(1);
        assertThat(series("match[]", prod, "match[]", selector, "start", now, "end", end))
                .hasSize(2);
        assertThat(series("match", "{}", "start", now, "end", end)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(series("match", "{contract=\"none\"}", "start", now, "end", end))
                .isEmpty();
    }

    private JsonNode series(Object... parameters) throws Exception {
        return LokiApi.read(loki.get("/loki/api/v1/series", parameters)).get("data");
    }

    @Test
    void query_healthCheckOfGrafana_returnsTwo() throws Exception {
        HttpResponse<String> response =
                loki.get("/loki/api/v1/query", "query", "vector(1)+vector(1)", "time", "4000000000");
        JsonNode data = LokiApi.read(response).get("data");
        assertThat(data.get("resultType").asString()).isEqualTo("vector");
        assertThat(data.get("result").toString()).isEqualTo("[{\"metric\":{},\"value\":[4000000000,\"2\"]}]");
    }

    @Test
    void query_logQuery_is400() throws Exception {
        HttpResponse<String> response = loki.get("/loki/api/v1/query", "query", selector);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("log queries are not supported as an instant query type");
    }

    @Test
    void statusEndpoints_get_areServed() throws Exception {
        assertThat(LokiApi.read(loki.get("/loki/api/v1/status/buildinfo")).has("version"))
                .isTrue();
        assertThat(loki.get("/ready").body()).isEqualTo("ready\n");
    }
}
