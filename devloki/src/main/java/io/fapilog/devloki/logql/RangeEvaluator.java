package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates an aggregation of entries over time. */
final class RangeEvaluator implements Evaluator {
    private final MetricExpr.Range expr;
    private final Collection<SampleBuffer> series;
    private final RangeFunctions.Function function;

    RangeEvaluator(MetricExpr.Range expr, @Nullable Grouping outer, LogSource source, Span span) {
        this.expr = expr;
        this.series = new SampleReader(expr, outer).read(source, span);
        this.function = RangeFunctions.of(expr);
    }

    @Override
    public List<Sample> at(long time) throws BadQuery {
        long end = time - expr.range().offset();
        List<Sample> samples = new ArrayList<>();
        for (SampleBuffer each : series) {
            if (each.window(end - expr.range().nanos(), end)) {
                refuseError(each.labels());
                samples.add(new Sample(each.labels(), function.apply(each, end)));
            }
        }
        if (!expr.operation().equals("absent_over_time")) {
            return samples;
        }
        return samples.isEmpty() ? List.of(new Sample(absentLabels(), 1)) : List.of();
    }

    private static void refuseError(LabelSet labels) throws BadQuery {
        String error = labels.get(Row.ERROR);
        if (error != null && !"true".equals(labels.get(Row.PRESERVE_ERROR))) {
            throw new BadQuery(
                    "pipeline error: '" + error + "' for series: '" + labels + "'.\n"
                            + "Use a label filter to intentionally skip this error. (e.g | __error__!=\"" + error
                            + "\").\n"
                            + "To skip all potential errors you can match empty errors.(e.g __error__=\"\")\n"
                            + "The label filter can also be specified after unwrap. (e.g | unwrap latency | __error__=\"\" )\n");
        }
    }

    /** The labels that the selector names with a single value. */
    private LabelSet absentLabels() {
        Map<String, String> labels = new TreeMap<>();
        List<String> ambiguous = new ArrayList<>();
        for (LabelMatcher matcher : expr.range().log().selector()) {
            boolean single = matcher.operator().equals("=") && !labels.containsKey(matcher.name());
            if (single && !matcher.operand().isEmpty()) {
                labels.put(matcher.name(), matcher.operand());
            } else {
                ambiguous.add(matcher.name());
            }
        }
        ambiguous.forEach(labels::remove);
        return LabelSet.of(labels);
    }
}
