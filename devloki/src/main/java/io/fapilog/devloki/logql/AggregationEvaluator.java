package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates an aggregation of series. */
final class AggregationEvaluator implements Evaluator {
    private static final Comparator<Sample> ASCENDING = Comparator.comparingDouble(Sample::value);
    private static final Comparator<Sample> DESCENDING = (a, b) ->
            Double.isNaN(a.value()) || Double.isNaN(b.value()) ? ASCENDING.compare(a, b) : ASCENDING.compare(b, a);

    private final MetricExpr.Aggregation expr;
    private final Evaluator inner;

    AggregationEvaluator(MetricExpr.Aggregation expr, Evaluator inner) {
        this.expr = expr;
        this.inner = inner;
    }

    @Override
    public List<Sample> at(long time) throws BadQuery {
        Map<LabelSet, List<Sample>> groups = new LinkedHashMap<>();
        for (Sample sample : inner.at(time)) {
            LabelSet group = expr.grouping().apply(sample.labels());
            groups.computeIfAbsent(group, any -> new ArrayList<>()).add(sample);
        }
        List<Sample> result = new ArrayList<>();
        boolean without = expr.grouping().without();
        groups.forEach((labels, samples) -> add(result, without ? labels.withoutEmpty() : labels, samples));
        return result;
    }

    private void add(List<Sample> result, LabelSet labels, List<Sample> samples) {
        switch (expr.operation()) {
            case "topk", "sort_desc" -> result.addAll(first(samples, DESCENDING));
            case "bottomk", "sort" -> result.addAll(first(samples, ASCENDING));
            default -> result.add(new Sample(labels, aggregate(samples)));
        }
    }

    private List<Sample> first(List<Sample> samples, Comparator<Sample> order) {
        List<Sample> sorted = new ArrayList<>(samples);
        sorted.sort(order);
        int count = expr.parameter() == 0 ? sorted.size() : Math.min(expr.parameter(), sorted.size());
        return sorted.subList(0, count);
    }

    private double aggregate(List<Sample> samples) {
        return switch (expr.operation()) {
            case "sum" -> samples.stream().mapToDouble(Sample::value).reduce(0, Double::sum);
            case "count" -> samples.size();
            case "avg" -> mean(samples);
            case "max" -> extreme(samples, true);
            case "min" -> extreme(samples, false);
            case "stddev" -> Math.sqrt(variance(samples));
            default -> variance(samples);
        };
    }

    private static double mean(List<Sample> samples) {
        double mean = samples.get(0).value();
        for (int i = 1; i < samples.size(); i++) {
            double value = samples.get(i).value();
            boolean unchanged = Double.isInfinite(mean) && !Double.isNaN(value) && value != -mean;
            mean += unchanged ? 0 : (value - mean) / (i + 1);
        }
        return mean;
    }

    private static double extreme(List<Sample> samples, boolean max) {
        double found = samples.get(0).value();
        for (Sample sample : samples) {
            if (Double.isNaN(found) || (max ? sample.value() > found : sample.value() < found)) {
                found = sample.value();
            }
        }
        return found;
    }

    private static double variance(List<Sample> samples) {
        // As in Loki, a single infinite value has no variance.
        double mean = samples.get(0).value();
        double squares = 0;
        for (int i = 1; i < samples.size(); i++) {
            double delta = samples.get(i).value() - mean;
            mean += delta / (i + 1);
            squares += delta * (samples.get(i).value() - mean);
        }
        return squares / samples.size();
    }
}
