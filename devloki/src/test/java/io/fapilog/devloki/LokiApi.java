package io.fapilog.devloki;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the HTTP API of a server under test. */
final class LokiApi {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final List<String> headers;

    LokiApi(String url, String... headers) {
        this.url = url;
        this.headers = List.of(headers);
    }

    /** A stream of a push, to be serialized by {@link #json}. */
    static Map<String, Object> stream(Map<String, ?> labels, List<?>... values) {
        return Map.of("stream", labels, "values", List.of(values));
    }

    static String json(Object... streams) {
        return MAPPER.writeValueAsString(Map.of("streams", List.of(streams)));
    }

    HttpResponse<String> push(String json) throws Exception {
        return push(json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    HttpResponse<String> push(byte[] body, String... more) throws Exception {
        HttpRequest.Builder request =
                request("/loki/api/v1/push", more).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> pushAsync(String json) {
        HttpRequest.Builder request = request("/loki/api/v1/push", "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, Object... parameters) throws Exception {
        return CLIENT.send(request(path + "?" + form(parameters)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path) throws Exception {
        return CLIENT.send(
                request(path)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> postForm(String path, Object... parameters) throws Exception {
        HttpRequest.Builder request = request(path, "Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(parameters)));
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> getWith(List<String> more, String path, Object... parameters) throws Exception {
        HttpRequest.Builder request = request(path + "?" + form(parameters), more.toArray(String[]::new));
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** The streams that {@code query} returns for the given range, with their entries in ascending order. */
    JsonNode streams(String query, long start, long end) throws Exception {
        Object[] parameters = {"query", query, "start", start, "end", end, "limit", 5000, "direction", "forward"};
        HttpResponse<String> response = get("/loki/api/v1/query_range", parameters);
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return read(response).get("data").get("result");
    }

    /** The lines that {@code query} returns for the given range, sorted by timestamp. */
    List<String> lines(String query, long start, long end) throws Exception {
        List<JsonNode> values = new ArrayList<>();
        for (JsonNode stream : streams(query, start, end)) {
            stream.get("values").forEach(values::add);
        }
        return values.stream()
                .sorted((a, b) -> Long.compare(a.get(0).asLong(), b.get(0).asLong()))
                .map(value -> value.get(1).asString())
                .toList();
    }

    static JsonNode read(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    private HttpRequest.Builder request(String path, String... more) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        for (int i = 0; i < all.size(); i += 2) {
            request.header(all.get(i), all.get(i + 1));
        }
        return request;
    }

    private static String form(Object... parameters) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(URLEncoder.encode(parameters[i].toString(), StandardCharsets.UTF_8));
            form.append('=').append(URLEncoder.encode(parameters[i + 1].toString(), StandardCharsets.UTF_8));
        }
        return form.toString();
    }
}
