package io.fapilog.devloki.logql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The labels of an aggregation.
 *
 * @param without whether the listed labels are removed instead of retained
 * @param labels the names
 */
record Grouping(boolean without, List<String> labels) {
    static final Grouping NONE = new Grouping(false, List.of());

    /** Whether the result has a single series without labels. */
    boolean single() {
        return labels.isEmpty() && !without;
    }

    LabelSet apply(LabelSet all) {
        return all.filter(name -> labels.contains(name) != without);
    }

    @Override
    public String toString() {
        return (without ? " without " : " by ") + labels.stream().collect(Collectors.joining(",", "(", ")"));
    }
}
