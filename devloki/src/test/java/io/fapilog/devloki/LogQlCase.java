package io.fapilog.devloki;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * A query of the contract.
 *
 * @param kind {@code range}, {@code instant}, or the path of another endpoint
 * @param parameters further parameters, {@code name=value} with an ampersand in between; times are seconds after the
 *     start of the data
 * @param query the query, in which RUN stands for the matcher of the data
 */
record LogQlCase(String kind, String parameters, String query) {
    private static final String PREFIX = "/loki/api/v1/";

    /** The lines of a resource, which can be compressed, that are neither empty nor comments. */
    static List<String> lines(String resource) {
        try (InputStream file = Objects.requireNonNull(LogQlCase.class.getResourceAsStream(resource), resource);
                InputStream in = resource.endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }

    static List<LogQlCase> all() {
        return lines("logql-queries.txt").stream()
                .map(LogQlCase::parse)
                .distinct()
                .toList();
    }

    static LogQlCase parse(String line) {
        String[] columns = line.split(" *\\| ", 3);
        return new LogQlCase(columns[0].strip(), columns[1].strip(), columns[2].strip());
    }

    String key() {
        return kind + " | " + parameters + " | " + query;
    }

    /** The answer of a server that has the data, in the form of {@link LogQlAnswer}. */
    String ask(LokiApi api, String run, long base) throws Exception {
        List<Object> all = new ArrayList<>();
        if (!query.isEmpty()) {
            all.addAll(List.of("query", query.replace("\\n", "\n").replace("RUN", "run=\"" + run + "\"")));
        }
        for (String parameter : parameters.split("&")) {
            if (!parameter.isEmpty()) {
                String[] pair = parameter.split("=", 2);
                all.addAll(List.of(pair[0], pair[0].matches("start|end|time") ? time(pair[1], base) : pair[1]));
            }
        }
        addDefaults(all, base);
        HttpResponse<String> response = api.getWith(
                parameters.contains("categorize")
                        ? List.of("X-Loki-Response-Encoding-Flags", "categorize-labels")
                        : List.of(),
                PREFIX + path(),
                all.toArray());
        return LogQlAnswer.of(response, run, base);
    }

    private String path() {
        return kind.equals("range") ? "query_range" : kind.equals("instant") ? "query" : kind;
    }

    private void addDefaults(List<Object> all, long base) {
        if (kind.equals("instant")) {
            addDefault(all, "time", base + LogQlData.LENGTH);
            return;
        }
        addDefault(all, "start", base);
        addDefault(all, "end", base + LogQlData.LENGTH);
        if (kind.equals("range")) {
            addDefault(all, "step", 60);
            addDefault(all, "limit", 1000);
            addDefault(all, "direction", "forward");
        }
    }

    private static void addDefault(List<Object> all, String name, Object value) {
        if (!all.contains(name)) {
            all.addAll(List.of(name, value));
        }
    }

    private static Object time(String seconds, long base) {
        if (!seconds.matches("-?[0-9.]+")) {
            return seconds;
        }
        return base + (long) (Double.parseDouble(seconds) * LogQlData.SECOND);
    }
}
