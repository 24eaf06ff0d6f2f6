package io.fapilog.devloki.logql;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which aggregations over time can be combined with a grouping and with unwrapping. Thread-safe. */
final class RangeRules {
    private static final Set<String> GROUPED = Set.of(
            "avg_over_time",
            "stddev_over_time",
            "stdvar_over_time",
            "quantile_over_time",
            "max_over_time",
            "min_over_time",
            "first_over_time",
            "last_over_time");
    private static final Set<String> UNWRAPPED = Set.of("sum_over_time", "rate", "rate_counter", "absent_over_time");
    private static final Set<String> COUNTING =
            Set.of("bytes_over_time", "bytes_rate", "count_over_time", "rate", "absent_over_time");

    private RangeRules() {}

    static void check(String operation, LogRange range, @Nullable Grouping grouping) throws BadQuery {
        if (grouping != null && !GROUPED.contains(operation)) {
            throw new BadQuery("grouping not allowed for " + operation + " aggregation");
        }
        boolean unwrapped = range.unwrap().exists();
        if (unwrapped && !GROUPED.contains(operation) && !UNWRAPPED.contains(operation)) {
            throw new BadQuery("invalid aggregation " + operation + " with unwrap");
        }
        if (!unwrapped && !COUNTING.contains(operation)) {
            throw new BadQuery("invalid aggregation " + operation + " without unwrap");
        }
    }
}
