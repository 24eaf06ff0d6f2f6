package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.LabelSet;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The endpoints for labels and series. Thread-safe. */
final class LabelEndpoints {
    /** Values that look like identifiers: Loki does not offer such labels. */
    private static final Pattern IDENTIFIER = Pattern.compile(
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|-?\\d+(?:\\.\\d+)?");

    private LabelEndpoints() {}

    private static List<LabelSet> streams(QueryRequest request, Predicate<LabelSet> selector) throws BadQuery {
        QueryTime time = request.time();
        return request.store().series(request.tenant(), selector, time.start(), time.end());
    }

    static byte[] names(QueryRequest request) throws BadQuery {
        TreeSet<String> found = new TreeSet<>();
        streams(request, request.selector())
                .forEach(labels -> found.addAll(labels.asMap().keySet()));
        return Json.success(out -> Json.strings(out, "data", List.copyOf(found)));
    }

    static byte[] values(QueryRequest request) throws BadQuery {
        String name = name(request.path());
        TreeSet<String> found = new TreeSet<>();
        for (LabelSet labels : streams(request, request.selector())) {
            String value = labels.get(name);
            if (value != null) {
                found.add(value);
            }
        }
        return Json.success(out -> Json.strings(out, "data", List.copyOf(found)));
    }

    /** The name in a path such as {@code /label/x/values}. */
    static String name(String path) {
        String[] parts = path.split("/", -1);
        return URLDecoder.decode(parts[parts.length - 2], StandardCharsets.UTF_8);
    }

    static byte[] series(QueryRequest request) throws BadQuery {
        List<String> matches = new ArrayList<>(request.parameters().getValuesOrEmpty("match[]"));
        matches.addAll(request.parameters().getValuesOrEmpty("match"));
        Predicate<LabelSet> selector = any -> false;
        for (String match : matches) {
            boolean all = matches.size() == 1 && match.replace(" ", "").equals("{}");
            selector = all ? any -> true : selector.or(QueryRequest.matchers(match)::selects);
        }
        List<LabelSet> series = streams(request, matches.isEmpty() ? any -> true : selector);
        return Json.success(out -> {
            out.writeArrayPropertyStart("data");
            series.forEach(labels -> Json.labels(out, labels));
            out.writeEndArray();
        });
    }

    static byte[] detected(QueryRequest request) throws BadQuery {
        Map<String, TreeSet<String>> values = new TreeMap<>();
        for (LabelSet labels : streams(request, request.selector())) {
            labels.asMap()
                    .forEach((name, value) ->
                            values.computeIfAbsent(name, any -> new TreeSet<>()).add(value));
        }
        values.values()
                .removeIf(found -> found.stream()
                        .allMatch(value -> IDENTIFIER.matcher(value).matches()));
        return Json.object(out -> {
            out.writeArrayPropertyStart("detectedLabels");
            values.forEach((name, found) -> {
                out.writeStartObject();
                out.writeStringProperty("label", name);
                out.writeNumberProperty("cardinality", found.size());
                out.writeEndObject();
            });
            out.writeEndArray();
        });
    }
}
