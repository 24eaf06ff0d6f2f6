package io.fapilog.loki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads stored entries through the query API of Loki or DevLoki. */
final class LokiReader {
    /** A stored entry. */
    record Entry(Map<String, String> labels, long timestamp, String line, Map<String, String> metadata) {
        JsonNode json() {
            return JsonMapper.shared().readTree(line);
        }
    }

    private static final int PAGE = 5_000;

    private final String url;

    LokiReader(String url) {
        this.url = url;
    }

    /** All entries that match {@code query} from {@code start} on, in order. */
    List<Entry> read(String query, long start) {
        List<Entry> entries = new ArrayList<>();
        long from = start;
        while (true) {
            List<Entry> page = page(query, from);
            entries.addAll(page);
            if (page.size() < PAGE) {
                return entries;
            }
            from = page.get(page.size() - 1).timestamp() + 1;
        }
    }

    private List<Entry> page(String query, long start) {
        String request = url + "/loki/api/v1/query_range?limit=" + PAGE + "&direction=forward&start=" + start + "&end="
                + (start + 3_600_000_000_000L) + "&query=" + URLEncoder.encode(query, UTF_8);
        List<Entry> entries = new ArrayList<>();
        for (JsonNode stream : get(request).get("data").get("result")) {
            for (JsonNode value : stream.get("values")) {
                JsonNode metadata = value.path(2).path("structuredMetadata");
                entries.add(new Entry(
                        texts(stream.get("stream")),
                        Long.parseLong(value.get(0).asString()),
                        value.get(1).asString(),
                        texts(metadata)));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::timestamp));
        return entries;
    }

    private JsonNode get(String request) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(request).toURL().openConnection();
            connection.setRequestProperty("X-Loki-Response-Encoding-Flags", "categorize-labels");
            assertThat(connection.getResponseCode()).isEqualTo(200);
            try (InputStream body = connection.getInputStream()) {
                return JsonMapper.shared().readTree(body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(property ->
                        texts.put(property.getKey(), property.getValue().asString()));
        return texts;
    }
}
