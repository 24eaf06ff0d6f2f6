package io.fapilog.devloki;

import java.math.BigDecimal;
import java.math.MathContext;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form in which answers are compared: without statistics, series sorted by labels, times relative to the data, and
 * values with ten digits, since the order of additions is not defined.
 */
final class LogQlAnswer {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final BigDecimal MILLIS = new BigDecimal("1e11");
    private static final BigDecimal NEAR_ZERO = new BigDecimal("1e-12");
    private static final MathContext DIGITS = new MathContext(10);

    private final long base;

    private LogQlAnswer(long base) {
        this.base = base;
    }

    static String of(HttpResponse<String> response, String run, long base) {
        String body = response.body().replace(run, "RUN");
        if (response.statusCode() != 200) {
            // Which tokens are expected is only a hint, and the first of several series that fail is not defined.
            String text = body.replaceFirst(", expecting [^\"]*", "")
                    .replaceFirst("for series: '.*'\\.\n", "for series\n")
                    .strip();
            return response.statusCode() + " " + text.replace("\n", "\\n");
        }
        return new LogQlAnswer(base).canonical(MAPPER.readTree(body));
    }

    private String canonical(JsonNode root) {
        JsonNode data = root.get("data");
        if (data == null || !data.isObject()) {
            return json(sorted(root));
        }
        Object result = switch (data.get("resultType").asString()) {
            case "streams" -> streams(data.get("result"));
            case "matrix" -> matrix(data.get("result"));
            case "vector" -> vector(data.get("result"));
            default -> point(data.get("result"));
        };
        return data.get("resultType").asString() + " " + json(result);
    }

    private static String json(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    private Object streams(JsonNode result) {
        Map<String, Object> streams = new TreeMap<>();
        for (JsonNode stream : result) {
            List<Object> values = new ArrayList<>();
            for (JsonNode value : stream.get("values")) {
                List<Object> entry = new ArrayList<>();
                entry.add(Long.parseLong(value.get(0).asString()) - base);
                entry.add(value.get(1).asString());
                if (value.size() > 2) {
                    entry.add(sorted(value.get(2)));
                }
                values.add(entry);
            }
            streams.put(labels(stream.get("stream")), values);
        }
        return streams;
    }

    private Object matrix(JsonNode result) {
        Map<String, Object> series = new TreeMap<>();
        for (JsonNode each : result) {
            List<Object> values = new ArrayList<>();
            each.get("values").forEach(value -> values.add(point(value)));
            series.put(labels(each.get("metric")), values);
        }
        return series;
    }

    /** The order of a vector is compared too, if it is sorted by value. */
    private Object vector(JsonNode result) {
        List<Object> samples = new ArrayList<>();
        result.forEach(each -> samples.add(List.of(labels(each.get("metric")), point(each.get("value")))));
        return samples;
    }

    private List<Object> point(JsonNode value) {
        BigDecimal seconds = new BigDecimal(value.get(0).asString());
        // The time of a scalar is in milliseconds already.
        BigDecimal millis = seconds.compareTo(MILLIS) > 0 ? seconds : seconds.movePointRight(3);
        return List.of(
                millis.longValue() - base / 1_000_000, number(value.get(1).asString()));
    }

    private static String number(String text) {
        if (text.matches("NaN|[+-]Inf")) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        return number.abs().compareTo(NEAR_ZERO) < 0
                ? "0"
                : number.round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** Labels as text. The details of a failed template are not compared, since they describe Go's types. */
    private static String labels(JsonNode labels) {
        Map<String, Object> sorted = new TreeMap<>();
        labels.properties()
                .forEach(label -> sorted.put(label.getKey(), label.getValue().asString()));
        if ("TemplateFormatErr".equals(sorted.get("__error__"))) {
            sorted.remove("__error_details__");
        }
        return json(sorted);
    }

    private static Object sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new TreeMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), sorted(entry.getValue())));
            map.remove("stats");
            return map;
        }
        if (node.isArray()) {
            List<String> elements = new ArrayList<>();
            node.forEach(element -> elements.add(json(sorted(element))));
            elements.sort(null);
            return elements;
        }
        return node;
    }
}
