package io.fapilog.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Lines that are pushed to a server over HTTP, in the form that fapilog gives them. For one thread. */
final class Lines {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<Map<String, String>, List<List<Object>>> streams = new LinkedHashMap<>();

    /** Adds a line as it is. */
    Lines add(Map<String, String> labels, long nanos, String line) {
        return add(labels, nanos, line, Map.of());
    }

    /** Adds a line with structured metadata. */
    Lines add(Map<String, String> labels, long nanos, String line, Map<String, String> metadata) {
        streams.computeIfAbsent(labels, any -> new ArrayList<>()).add(List.of(Long.toString(nanos), line, metadata));
        return this;
    }

    /** Adds an event. */
    Lines event(Map<String, String> labels, long nanos, Map<String, Object> fields) {
        return add(labels, nanos, JSON.writeValueAsString(fields));
    }

    /** The fields of an event, in the order of fapilog. */
    static Map<String, Object> fields(String level, String logger, String message, Object... more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("level", level);
        fields.put("logger", logger);
        fields.put("thread", "http-1");
        fields.put("message", message);
        for (int i = 0; i < more.length; i += 2) {
            fields.put((String) more[i], more[i + 1]);
        }
        return fields;
    }

    /** Pushes all lines, and forgets them. */
    void push(String url) {
        List<Map<String, Object>> body = new ArrayList<>();
        streams.forEach((labels, values) -> body.add(Map.of("stream", labels, "values", values)));
        streams.clear();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/loki/api/v1/push"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("streams", body))))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 204) {
                throw new AssertionError(response.statusCode() + " " + response.body());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
