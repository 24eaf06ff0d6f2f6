package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parsing of labels and their limits. Runs against DevLoki and a real Loki. */
@ParameterizedClass
@MethodSource("io.fapilog.devloki.ContractServers#urls")
class LabelRulesContractTest {
    private final String id = ContractServers.unique();
    private final long now = ContractServers.now();
    private final String ns = Long.toString(now);
    private final LokiApi loki;

    LabelRulesContractTest(String url) {
        loki = new LokiApi(url);
    }

    private HttpResponse<String> push(Map<String, String> labels) throws Exception {
        Map<String, String> all = new TreeMap<>(labels);
        all.put("contract", id);
        return loki.push(json(stream(all, List.of(ns, "hello"))));
    }

    private HttpResponse<String> pushString(String labels) throws Exception {
        byte[] message = Protobuf.message(Protobuf.stream(labels, Protobuf.entry(now, "hello", Map.of())));
        return loki.push(Protobuf.snappy(message), "Content-Type", "application/x-protobuf");
    }

    private Map<String, String> storedLabels() throws Exception {
        Map<String, String> labels = new TreeMap<>();
        loki.streams("{contract=\"" + id + "\"}", now - 1, now + 1)
                .get(0)
                .get("stream")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
        labels.remove("contract");
        labels.remove("detected_level");
        return labels;
    }

    private void assertRefused(HttpResponse<String> response, String text) throws Exception {
        assertThat(response.body()).isEqualTo(text + "\n");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(loki.lines("{contract=\"" + id + "\"}", now - 1, now + 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', textBlock = """
                app.name, 1:5,  unexpected character inside braces: '.'
                app-name, 1:5,  unexpected character inside braces: '-'
                1x,       1:2,  unexpected character inside braces: '1'
                |a b|,    1:4,  |unexpected identifier "b" in label set, expected "="|
                ä,        1:2,  unexpected character inside braces: 'ä'
                ||,       1:2,  |unexpected "=" in label set, expected identifier or "}"|
                """)
    void push_jsonLabelNameOutsideGrammar_isRefused(String name, String place, String message) throws Exception {
        HttpResponse<String> response = loki.push(json(stream(Map.of(name, "x"), List.of(ns, "hello"))));
        assertRefused(response, "couldn't parse labels: " + place + ": parse error: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '|', textBlock = """
                {a="x" b="y"}   → 1:8:  → unexpected identifier "b" in label set, expected "," or "}"
                {a=x}           → 1:4:  → unexpected identifier "x" in label set, expected string
                {a!="x"}        → 1:3:  → unexpected <op:!=> in label set, expected "="
                {a=~"x"}        → 1:3:  → unexpected <op:=~> in label set, expected "="
                {a="x"          → 1:7:  → unexpected end of input inside braces
                {a="x\\q"}      → 1:4:  → unknown escape sequence U+0071 'q'
                {a="\\ud83d"}   → 1:4:  → escape sequence is an invalid Unicode code point
                {a="x           → 1:4:  → unterminated quoted string
                {a=|`|x}        → 1:4:  → unterminated raw string
                {{a="x"}}       → 1:2:  → unexpected left brace '{'
                """)
    void push_labelStringOutsideGrammar_isRefused(String labels, String place, String message) throws Exception {
        assertRefused(
                pushString(labels.replace("|", "")), "couldn't parse labels: " + place + " parse error: " + message);
    }

    @Test
    void push_replacementCharacterInLabelValue_isRefused() throws Exception {
        assertRefused(push(Map.of("a", "x\uFFFD")), "couldn't parse labels: 1:4: parse error: invalid UTF-8 rune");
    }

    @Test
    void push_labelStringInAnyForm_isStoredAsTheSameStream() throws Exception {
        HttpResponse<String> response = pushString(" { z = 'single' ,contract=\"" + id
                + "\", raw=`a\\b`, e=\"t\\tn\\n\\u00e9\\x41\\101\", empty=\"\" , } ");
        assertThat(response.body()).isEmpty();
        assertThat(storedLabels())
                .isEqualTo(
                        Map.of("z", "single", "raw", "a\\b", "e", "t\tn\n\u00e9AA", "service_name", "unknown_service"));
    }

    @Test
    void push_labelValuesWithEscapes_areStoredUnchanged() throws Exception {
        Map<String, String> labels = Map.of("a", "q\"b\\n\nt\tz\u200b\u00e9\uD83D\uDE00", "service_name", "s");
        assertThat(push(labels).body()).isEmpty();
        assertThat(storedLabels()).isEqualTo(labels);
    }

    @Test
    void push_emptyLabelValue_isDropped() throws Exception {
        assertThat(push(Map.of("a", "", "b", "x")).body()).isEmpty();
        assertThat(storedLabels()).isEqualTo(Map.of("b", "x", "service_name", "unknown_service"));
    }

    @ParameterizedTest
    @CsvSource({
        "job,j",
        "k8s_job_name,k",
        "workload,w",
        "component,c",
        "container,c",
        "name,n",
        "app_name,a",
        "application,a",
        "app,a",
        "service,s"
    })
    void push_withoutServiceName_derivesItFromAnotherLabel(String label, String value) throws Exception {
        assertThat(push(Map.of(label, value)).body()).isEmpty();
        assertThat(storedLabels()).containsEntry("service_name", value);
    }

    @Test
    void push_severalSourcesOfServiceName_usesTheFirst() throws Exception {
        assertThat(push(Map.of("job", "j", "app", "a", "service", "s")).body()).isEmpty();
        assertThat(storedLabels()).containsEntry("service_name", "s");
    }

    @Test
    void push_tooManyLabels_isRefused() throws Exception {
        Map<String, String> labels = new TreeMap<>();
        IntStream.range(0, 15).forEach(i -> labels.put("l" + (char) ('a' + i), "x"));
        HttpResponse<String> response = push(labels);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .startsWith("entry for stream '{contract=\"" + id + "\", la=\"x\", lb=\"x\"")
                .endsWith("service_name=\"unknown_service\"}' has 16 label names; limit 15\n");
    }

    @Test
    void push_maximumOfLabels_isStored() throws Exception {
        Map<String, String> labels = new TreeMap<>();
        IntStream.range(0, 14).forEach(i -> labels.put("l" + i, "x"));
        labels.put("service_name", "not counted");
        assertThat(push(labels).statusCode()).isEqualTo(204);
    }

    @Test
    void push_labelNameTooLong_isRefused() throws Exception {
        HttpResponse<String> response = push(Map.of("l".repeat(1025), "x"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).endsWith("' has label name too long: '" + "l".repeat(1025) + "'\n");
        assertThat(push(Map.of("l".repeat(1024), "x")).statusCode()).isEqualTo(204);
    }

    @Test
    void push_labelValueTooLong_isRefused() throws Exception {
        HttpResponse<String> response = push(Map.of("l", "é".repeat(1024) + "x"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).endsWith("' has label value too long: '" + "é".repeat(1024) + "x'\n");
        assertThat(push(Map.of("l", "é".repeat(1024))).statusCode()).isEqualTo(204);
    }

    @Test
    void push_repeatedNameInLabelString_refusesThatStreamOnly() throws Exception {
        byte[] message = Protobuf.message(
                Protobuf.stream("{contract=\"" + id + "\", a=\"x\", a=\"y\"}", Protobuf.entry(now, "no", Map.of())),
                Protobuf.stream("{contract=\"" + id + "\"}", Protobuf.entry(now, "yes", Map.of())));
        HttpResponse<String> response = loki.push(Protobuf.snappy(message), "Content-Type", "application/x-protobuf");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).endsWith("has duplicate label name: 'a'\n");
        assertThat(loki.lines("{contract=\"" + id + "\"}", now - 1, now + 1)).containsExactly("yes");
    }
}
