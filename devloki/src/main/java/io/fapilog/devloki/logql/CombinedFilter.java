package io.fapilog.devloki.logql;

import java.util.List;
import java.util.stream.Stream;

/**
 * Two label filters.
 *
 * @param and whether both must accept a row, instead of one
 */
record CombinedFilter(LabelFilter left, LabelFilter right, boolean and) implements LabelFilter {
    @Override
    public boolean process(Row row) {
        boolean first = left.process(row);
        if (!and && first) {
            return true;
        }
        // Evaluated even if the first one has rejected the row already, since it can record an error.
        return right.process(row) && (first || !and);
    }

    @Override
    public List<String> labels() {
        return Stream.concat(left.labels().stream(), right.labels().stream())
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return "( " + left + (and ? " , " : " or ") + right + " )";
    }
}
