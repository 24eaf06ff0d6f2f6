package io.fapilog.devloki;

import io.fapilog.devloki.logql.LabelSet;
import io.fapilog.devloki.logql.Sample;
import io.fapilog.devloki.logql.Series;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Writes the results of metric queries. Thread-safe. */
final class MetricResult {
    private MetricResult() {}

    static byte[] scalar(long millis, double value) {
        // Loki writes the time of a scalar in milliseconds.
        return data("scalar", out -> point(out, "result", new Series.Point(millis * 1000, value)));
    }

    static byte[] vector(long millis, List<Sample> samples) {
        return data("vector", out -> {
            out.writeArrayPropertyStart("result");
            for (Sample sample : samples) {
                out.writeStartObject();
                Json.labels(out, "metric", sample.labels());
                point(out, "value", new Series.Point(millis, sample.value()));
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    static byte[] matrix(List<Series> series) {
        return data("matrix", out -> {
            out.writeArrayPropertyStart("result");
            series.forEach(each -> series(out, each.labels(), each.points()));
            out.writeEndArray();
        });
    }

    private static void series(JsonGenerator out, LabelSet labels, List<Series.Point> points) {
        out.writeStartObject();
        Json.labels(out, "metric", labels);
        out.writeArrayPropertyStart("values");
        for (Series.Point point : points) {
            out.writeStartArray();
            content(out, point);
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static byte[] data(String type, Consumer<JsonGenerator> result) {
        return Json.success(out -> {
            out.writeObjectPropertyStart("data");
            out.writeStringProperty("resultType", type);
            result.accept(out);
            Json.emptyObject(out, "stats");
            out.writeEndObject();
        });
    }

    private static void point(JsonGenerator out, String property, Series.Point point) {
        out.writeArrayPropertyStart(property);
        content(out, point);
        out.writeEndArray();
    }

    private static void content(JsonGenerator out, Series.Point point) {
        BigDecimal seconds = BigDecimal.valueOf(point.millis(), 3).stripTrailingZeros();
        out.writeRawValue(seconds.toPlainString());
        out.writeString(point.text());
    }
}
