package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.GoText;
import io.fapilog.devloki.logql.LabelSet;
import io.fapilog.devloki.logql.LogEntry;
import io.fapilog.devloki.logql.Query;
import io.fapilog.devloki.logql.Sample;
import io.fapilog.devloki.logql.Series;
import io.fapilog.devloki.logql.StreamSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The endpoints for the amount of data. Thread-safe. */
final class IndexEndpoints {
    private static final int LIMIT = 100;

    private IndexEndpoints() {}

    private static List<StreamSlice> select(QueryRequest request, QueryTime time) throws BadQuery {
        // The end is inclusive here.
        boolean all = request.text("query").replace(" ", "").equals("{}");
        return request.source().select(all ? labels -> true : request.selector(), time.start(), time.end() + 1);
    }

    static byte[] stats(QueryRequest request) throws BadQuery {
        List<StreamSlice> slices = select(request, request.time());
        long bytes = slices.stream().mapToLong(slice -> bytes(slice.entries())).sum();
        long entries =
                slices.stream().mapToLong(slice -> slice.entries().size()).sum();
        return Json.object(out -> {
            out.writeNumberProperty("streams", slices.size());
            // DevLoki has no chunks. It counts one for each stream, as in a server that has stored nothing yet.
            out.writeNumberProperty("chunks", slices.size());
            out.writeNumberProperty("bytes", bytes);
            out.writeNumberProperty("entries", entries);
        });
    }

    private static long bytes(List<? extends LogEntry> entries) {
        long bytes = 0;
        for (LogEntry entry : entries) {
            bytes += GoText.utf8Length(entry.line());
            LabelSet metadata = entry.metadata();
            for (int i = 0; i < metadata.size(); i++) {
                boolean detected = metadata.name(i).equals(DetectedLevel.NAME);
                bytes += detected ? 0 : GoText.utf8Length(metadata.name(i)) + GoText.utf8Length(metadata.value(i));
            }
        }
        return bytes;
    }

    static byte[] volume(QueryRequest request) throws BadQuery {
        QueryTime time = request.time();
        List<Sample> samples = new ArrayList<>();
        volumes(request, time).forEach((labels, bytes) -> samples.add(new Sample(labels, bytes)));
        samples.sort(Comparator.comparingDouble(Sample::value).reversed().thenComparing(Sample::labels));
        int limit = Math.min(samples.size(), request.number("limit", LIMIT));
        return MetricResult.vector(time.end() / 1_000_000, samples.subList(0, limit));
    }

    private static Map<LabelSet, Long> volumes(QueryRequest request, QueryTime time) throws BadQuery {
        String aggregation = request.text("aggregateBy");
        if (!List.of("", "series", "labels").contains(aggregation)) {
            throw new BadQuery("invalid aggregation option");
        }
        List<String> targets = targets(request);
        Map<LabelSet, Long> volumes = new HashMap<>();
        for (StreamSlice slice : select(request, time)) {
            long bytes = bytes(slice.entries());
            LabelSet labels = slice.labels().filter(name -> targets.isEmpty() || targets.contains(name));
            if (aggregation.equals("labels")) {
                labels.asMap().keySet().forEach(name -> volumes.merge(LabelSet.of(Map.of(name, "")), bytes, Long::sum));
            } else if (targets.isEmpty() || labels.size() > 0) {
                volumes.merge(labels, bytes, Long::sum);
            }
        }
        return volumes;
    }

    /** The labels of the result, empty for all: those that the request names, else those in the selector. */
    private static List<String> targets(QueryRequest request) throws BadQuery {
        String named = request.text("targetLabels");
        if (!named.isEmpty()) {
            return List.of(named.split(","));
        }
        String query = request.text("query");
        boolean all = query.replace(" ", "").matches("(\\{\\})?")
                || request.text("aggregateBy").equals("labels");
        return all ? List.of() : Query.parse(query).selectorLabels();
    }

    static byte[] volumeRange(QueryRequest request) throws BadQuery {
        QueryTime time = request.time();
        long step = QueryStep.step(request, time);
        Map<LabelSet, List<Series.Point>> points = new TreeMap<>();
        for (long start = time.start(); start < time.end(); start += step) {
            // The buckets of Loki end a millisecond before the next one starts, except the last one.
            long end = start + step < time.end() ? start + step - 1_000_000 : time.end();
            for (Map.Entry<LabelSet, Long> each :
                    volumes(request, new QueryTime(start, end)).entrySet()) {
                points.computeIfAbsent(each.getKey(), any -> new ArrayList<>())
                        .add(new Series.Point(end / 1_000_000, each.getValue()));
            }
        }
        if (points.isEmpty()) {
            // Loki's response without data has this type.
            return MetricResult.vector(time.end() / 1_000_000, List.of());
        }
        List<Series> series = new ArrayList<>();
        points.forEach((labels, values) -> series.add(new Series(labels, values)));
        return MetricResult.matrix(series.subList(0, Math.min(series.size(), request.number("limit", LIMIT))));
    }
}
