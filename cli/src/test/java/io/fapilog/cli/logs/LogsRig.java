package io.fapilog.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.devloki.DevLoki;
import io.fapilog.spi.SinkQuery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pushes lines to a DevLoki and asks it, as the command does. */
public final class LogsRig {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final DevLoki server;
    private ObjectNode push = push();

    public LogsRig(DevLoki server) {
        this.server = server;
    }

    /** Adds a line to the next push. */
    public LogsRig line(long nanos, String line, Map<String, String> labels, Map<String, String> metadata) {
        ObjectNode stream = ((ArrayNode) push.path("streams")).addObject();
        labels.forEach(stream.putObject("stream")::put);
        ArrayNode value = stream.putArray("values").addArray();
        value.add(Long.toString(nanos)).add(line);
        metadata.forEach(value.addObject()::put);
        return this;
    }

    /** Pushes the lines. */
    public void push(String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/loki/api/v1/push"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(push.toString()));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        push = push();
        HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    /** The server, as the sink {@code uri} reaches it. */
    static SinkQuery query(String uri) {
        return Objects.requireNonNull(Fapilog.builder().sink(uri).plans().get(0).query());
    }

    private static ObjectNode push() {
        ObjectNode push = JsonMapper.shared().createObjectNode();
        push.putArray("streams");
        return push;
    }
}
