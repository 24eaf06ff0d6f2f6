package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A parsed query. Thread-safe. */
public final class Query {
    /** Loki's default limit of the series in the result of a query. */
    private static final int MAX_SERIES = 500;

    private final Expr expr;

    private Query(Expr expr) {
        this.expr = expr;
    }

    /** Parses a query. Like Loki, refuses a selector that can match every stream. */
    public static Query parse(String text) throws BadQuery {
        Query query = new Query(QueryParser.parse(text));
        for (LogExpr log : logs(query.expr)) {
            log.requireSelective();
        }
        return query;
    }

    private static List<LogExpr> logs(Expr expr) {
        if (expr instanceof LogExpr log) {
            return List.of(log);
        }
        if (expr instanceof MetricExpr.Range range) {
            return List.of(range.range().log());
        }
        if (expr instanceof MetricExpr.Aggregation aggregation) {
            return logs(aggregation.inner());
        }
        if (expr instanceof MetricExpr.LabelReplace replace) {
            return logs(replace.inner());
        }
        List<LogExpr> all = new ArrayList<>();
        if (expr instanceof MetricExpr.Binary binary) {
            all.addAll(logs(binary.left()));
            all.addAll(logs(binary.right()));
        }
        return all;
    }

    public boolean isMetric() {
        return expr instanceof MetricExpr;
    }

    /** Whether the query is a stream selector without stages. */
    public boolean isSelector() {
        return expr instanceof LogExpr log && log.stages().isEmpty();
    }

    /** The value of a query that is a number. */
    public OptionalDouble scalar() {
        return expr instanceof MetricExpr.Scalar scalar ? OptionalDouble.of(scalar.value()) : OptionalDouble.empty();
    }

    /** Whether a log query selects a stream with these labels. */
    public boolean selects(LabelSet labels) {
        return expr instanceof LogExpr log && log.selects(labels);
    }

    /** The names of the labels in the selector. */
    public List<String> selectorLabels() {
        return expr instanceof LogExpr log
                ? log.selector().stream().map(LabelMatcher::name).distinct().toList()
                : List.of();
    }

    /**
     * The result of a log query, in the order of time.
     *
     * @param slices the entries of the selected streams
     * @param limit the maximum number of entries
     * @param forward whether the oldest entries come first
     * @param interval the minimum distance of two entries in nanoseconds
     */
    public List<LogHit> log(List<StreamSlice> slices, int limit, boolean forward, long interval) {
        return new LogEvaluator((LogExpr) expr, limit, forward, interval).run(slices);
    }

    /** The entries of a selected stream that the stages of a log query retain, unchanged. */
    public List<LogEntry> matching(StreamSlice slice) {
        return new LogEvaluator((LogExpr) expr, Integer.MAX_VALUE, true, 0).matching(slice);
    }

    /** The result of a metric query at one time, in nanoseconds since 1970. */
    public List<Sample> instant(LogSource source, long time) throws BadQuery {
        MetricExpr metric = (MetricExpr) expr;
        List<Sample> samples = new ArrayList<>(
                Evaluator.of(metric, source, new Span(time, time, 0)).at(time));
        if (samples.size() > MAX_SERIES) {
            throw tooManySeries();
        }
        if (!sortedByValue(metric)) {
            samples.sort(Comparator.comparing(Sample::labels));
        }
        return samples;
    }

    /** The result of a metric query at each step, sorted by labels. */
    public List<Series> range(LogSource source, Span span) throws BadQuery {
        Evaluator evaluator = Evaluator.of((MetricExpr) expr, source, span);
        Map<LabelSet, Series> series = new HashMap<>();
        for (long time = span.start(); time <= span.end(); time += span.step()) {
            for (Sample sample : evaluator.at(time)) {
                series.computeIfAbsent(sample.labels(), labels -> new Series(labels, new ArrayList<>()))
                        .points()
                        .add(new Series.Point(time / 1_000_000, sample.value()));
            }
            if (series.size() > MAX_SERIES) {
                throw tooManySeries();
            }
        }
        List<Series> sorted = new ArrayList<>(series.values());
        sorted.sort(Comparator.comparing(Series::labels));
        return sorted;
    }

    private static BadQuery tooManySeries() {
        return new BadQuery("maximum number of series (" + MAX_SERIES + ") reached for a single query; consider"
                + " reducing query cardinality by adding more specific stream selectors, reducing the time range, or"
                + " aggregating results with functions like sum(), count() or topk()");
    }

    private static boolean sortedByValue(MetricExpr expr) {
        if (expr instanceof MetricExpr.Aggregation aggregation) {
            return aggregation.operation().startsWith("sort") || sortedByValue(aggregation.inner());
        }
        if (expr instanceof MetricExpr.Binary binary) {
            return sortedByValue(binary.left()) || sortedByValue(binary.right());
        }
        return expr instanceof MetricExpr.LabelReplace replace && sortedByValue(replace.inner());
    }

    /** How far a metric query looks back from each step, in nanoseconds. */
    public long lookback() {
        return lookback(expr);
    }

    private static long lookback(Expr expr) {
        if (expr instanceof MetricExpr.Range range) {
            return range.range().nanos() + range.range().offset();
        }
        if (expr instanceof MetricExpr.Aggregation aggregation) {
            return lookback(aggregation.inner());
        }
        if (expr instanceof MetricExpr.LabelReplace replace) {
            return lookback(replace.inner());
        }
        return expr instanceof MetricExpr.Binary binary
                ? Math.max(lookback(binary.left()), lookback(binary.right()))
                : 0;
    }

    /** The query in LogQL, on several lines if it is long. */
    public String laidOut() {
        return Layout.of(expr);
    }

    /** The query in LogQL. */
    @Override
    public String toString() {
        return expr.toString();
    }
}
