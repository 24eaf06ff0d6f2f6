package io.fapilog.devloki.logql;

import java.util.List;

/** Evaluates a metric query at one step after another. Not thread-safe. */
interface Evaluator {
    /** The samples at {@code time}, in nanoseconds since 1970. Each call has a later time. */
    List<Sample> at(long time) throws BadQuery;

    /** An evaluator that reads from {@code source} what it needs for {@code span}. */
    static Evaluator of(MetricExpr expr, LogSource source, Span span) {
        if (expr instanceof MetricExpr.Range range) {
            return new RangeEvaluator(range, null, source, span);
        }
        if (expr instanceof MetricExpr.Aggregation aggregation) {
            return new AggregationEvaluator(aggregation, inner(aggregation, source, span));
        }
        if (expr instanceof MetricExpr.Binary binary) {
            return BinaryEvaluator.of(binary, source, span);
        }
        if (expr instanceof MetricExpr.LabelReplace replace) {
            return new LabelReplaceEvaluator(replace, of(replace.inner(), source, span));
        }
        double value = expr instanceof MetricExpr.Vector vector ? vector.value() : ((MetricExpr.Scalar) expr).value();
        return time -> List.of(new Sample(LabelSet.EMPTY, value));
    }

    private static Evaluator inner(MetricExpr.Aggregation aggregation, LogSource source, Span span) {
        boolean pushed = aggregation.operation().equals("sum")
                && aggregation.inner() instanceof MetricExpr.Range range
                && range.grouping() == null
                && List.of("bytes_over_time", "bytes_rate", "sum_over_time", "rate", "count_over_time")
                        .contains(range.operation());
        return pushed
                ? new RangeEvaluator((MetricExpr.Range) aggregation.inner(), aggregation.grouping(), source, span)
                : of(aggregation.inner(), source, span);
    }
}
