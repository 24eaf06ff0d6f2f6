package io.fapilog.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Asks Loki for log lines over its HTTP API, page by page. */
final class LokiQuery {
    private static final int PAGE = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();

    /** Asks the server at {@code url}, such as {@code http://127.0.0.1:3100}. */
    LokiQuery(String url) {
        this.url = url;
    }

    /**
     * All lines that {@code query} finds from {@code start} to {@code end}, in the order of time. Assumes, as holds for
     * what fapilog sends to one stream, that no two have the same time.
     */
    List<Line> lines(String query, Instant start, Instant end) throws IOException, InterruptedException {
        List<Line> all = new ArrayList<>();
        List<Line> page = page(query, nanos(start), nanos(end));
        while (!page.isEmpty()) {
            all.addAll(page);
            page = page(query, page.get(page.size() - 1).time() + 1, nanos(end));
        }
        return all;
    }

    private List<Line> page(String query, long start, long end) throws IOException, InterruptedException {
        URI uri = URI.create(url + "/loki/api/v1/query_range?direction=forward&limit=" + PAGE + "&start=" + start
                + "&end=" + end + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the query was answered with " + answer.statusCode() + ": " + answer.body());
        }
        List<Line> lines = new ArrayList<>();
        for (JsonNode stream : json.readTree(answer.body()).path("data").path("result")) {
            for (JsonNode value : stream.path("values")) {
                String line = value.path(1).asString();
                lines.add(new Line(Long.parseLong(value.path(0).asString()), line, json.readTree(line)));
            }
        }
        lines.sort(Comparator.comparingLong(Line::time));
        return lines;
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    /**
     * A stored line.
     *
     * @param time nanoseconds since the epoch
     * @param text the line
     * @param json the line, taken apart
     */
    record Line(long time, String text, JsonNode json) {
        /** No line. */
        static final Line NONE = new Line(0, "", MissingNode.getInstance());

        /** A field of it as text, empty when it is not there. */
        String field(String name) {
            return json.path(name).asString("");
        }
    }
}
