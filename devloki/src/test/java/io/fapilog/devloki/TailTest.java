package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The live tail. Runs against DevLoki and a real Loki. */
@ParameterizedClass
@MethodSource("io.fapilog.devloki.ContractServers#urls")
class TailTest {
    private final String id = ContractServers.unique();
    private final long now = ContractServers.now();
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final String url;
    private final LokiApi loki;

    TailTest(String url) {
        this.url = url;
        this.loki = new LokiApi(url);
    }

    private final class Client implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(new JsonMapper().readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    private WebSocket open(String query, String more, String... headers) {
        URI uri = URI.create(url.replaceFirst("^http", "ws") + "/loki/api/v1/tail?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8) + more);
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(uri, new Client()).join();
    }

    private void push(String env, long nanos, String line) throws Exception {
        List<?> value = List.of(Long.toString(now + nanos), line, Map.of("user", "u1"));
        assertThat(loki.push(json(stream(Map.of("contract", id, "env", env), value)))
                        .statusCode())
                .isEqualTo(204);
    }

    /** The next {@code count} lines, with the labels of their streams. */
    private List<String> receive(int count) throws Exception {
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            JsonNode message = messages.poll(30, TimeUnit.SECONDS);
            assertThat(message).isNotNull();
            for (JsonNode stream : message.get("streams")) {
                String env = stream.get("stream").get("env").asString();
                stream.get("values")
                        .forEach(value -> lines.add(env + " " + value.get(1).asString()));
            }
        }
        return lines;
    }

    @Test
    void tail_entriesBeforeAndAfterOpening_areSentOnce() throws Exception {
        push("dev", 1, "before");
        WebSocket socket = open("{contract=\"" + id + "\"} |= \"e\" | line_format \"<{{__line__}}>\"", "&limit=10");
        assertThat(receive(1)).containsExactly("dev <before>");
        push("dev", 2, "later");
        assertThat(receive(1)).containsExactly("dev <later>");
        push("dev", 3, "no such lttr");
        push("prod", 4, "at the end");
        assertThat(receive(1)).containsExactly("prod <at the end>");
        socket.abort();
    }

    @Test
    void tail_message_hasTimestampsAndMetadataAsLabels() throws Exception {
        push("dev", 1, "one");
        WebSocket socket = open("{contract=\"" + id + "\"}", "");
        JsonNode stream = messages.poll(30, TimeUnit.SECONDS).get("streams").get(0);
        assertThat(stream.get("stream").get("user").asString()).isEqualTo("u1");
        assertThat(stream.get("values").get(0).get(0).asString()).isEqualTo(Long.toString(now + 1));
        socket.abort();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                rate({a="b"}[1m]) |              | 400
                {                 |              | 400
                {a="b"}           | &delay_for=6 | 400
                {a="b"}           | &limit=x     | 400
                """)
    void tail_invalidRequest_isRefused(String query, @Nullable String more, int status) throws Exception {
        String path = "/loki/api/v1/tail?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                + (more == null ? "" : more);
        HttpResponse<String> response = loki.send("GET", path);
        assertThat(response.statusCode()).isEqualTo(status);
    }
}
