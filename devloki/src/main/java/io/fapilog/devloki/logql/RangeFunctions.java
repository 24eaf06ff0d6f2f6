package io.fapilog.devloki.logql;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The aggregations of the samples in a window. Thread-safe. */
final class RangeFunctions {
    private RangeFunctions() {}

    /** An aggregation of a window that ends at {@code end}. */
    interface Function {
        double apply(SampleBuffer window, long end);
    }

    static Function of(MetricExpr.Range expr) {
        double seconds = expr.range().nanos() / 1e9;
        boolean unwrapped = expr.range().unwrap().exists();
        return switch (expr.operation()) {
            case "rate" ->
                unwrapped ? (window, end) -> sum(window) / seconds : (window, end) -> window.count() / seconds;
            case "bytes_rate" -> (window, end) -> sum(window) / seconds;
            case "rate_counter" ->
                (window, end) -> CounterRate.of(window, expr.range().nanos(), end);
            case "count_over_time" -> (window, end) -> window.count();
            case "bytes_over_time", "sum_over_time" -> (window, end) -> sum(window);
            case "avg_over_time" -> (window, end) -> mean(window);
            case "max_over_time" -> (window, end) -> extreme(window, true);
            case "min_over_time" -> (window, end) -> extreme(window, false);
            case "stddev_over_time" -> (window, end) -> Math.sqrt(variance(window));
            case "stdvar_over_time" -> (window, end) -> variance(window);
            case "first_over_time" -> (window, end) -> window.value(0);
            case "last_over_time" -> (window, end) -> window.last();
            case "absent_over_time" -> (window, end) -> 1;
            default -> quantile(expr.parameter());
        };
    }

    private static double sum(SampleBuffer window) {
        double sum = 0;
        for (int i = 0; i < window.count(); i++) {
            sum += window.value(i);
        }
        return sum;
    }

    /** The mean, which an infinite value among finite ones does not turn into NaN. */
    private static double mean(SampleBuffer window) {
        double mean = 0;
        for (int i = 0; i < window.count(); i++) {
            double value = window.value(i);
            int count = i + 1;
            if (Double.isInfinite(mean) && !Double.isNaN(value) && value != -mean) {
                continue;
            }
            mean += value / count - mean / count;
        }
        return mean;
    }

    private static double extreme(SampleBuffer window, boolean max) {
        double found = window.value(0);
        for (int i = 1; i < window.count(); i++) {
            double value = window.value(i);
            if (Double.isNaN(found) || (max ? value > found : value < found)) {
                found = value;
            }
        }
        return found;
    }

    /** The variance, by Welford's algorithm. */
    private static double variance(SampleBuffer window) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < window.count(); i++) {
            double delta = window.value(i) - mean;
            mean += delta / (i + 1);
            squares += delta * (window.value(i) - mean);
        }
        return squares / window.count();
    }

    private static Function quantile(@Nullable Double parameter) {
        double q = parameter == null ? Double.NaN : parameter;
        return (window, end) -> quantile(q, window.values());
    }

    private static double quantile(double q, double[] values) {
        if (q < 0 || q > 1) {
            return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        Arrays.sort(values);
        double rank = q * (values.length - 1);
        int lower = (int) Math.max(0, Math.floor(rank));
        int upper = Math.min(values.length - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return values[lower] * (1 - weight) + values[upper] * weight;
    }
}
