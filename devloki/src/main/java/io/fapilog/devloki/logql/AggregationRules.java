package io.fapilog.devloki.logql;

import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Checks the parameter and the grouping of aggregations of series. Thread-safe. */
final class AggregationRules {
    private AggregationRules() {}

    /** The parameter of an aggregation, 0 if it has none. */
    static int parameter(String operation, @Nullable TerminalNode number, Grouping grouping) throws BadQuery {
        boolean sort = operation.startsWith("sort");
        if (sort && !grouping.labels().isEmpty()) {
            throw new BadQuery("sort and sort_desc doesn't allow grouping by ");
        }
        if (operation.equals("approx_topk")) {
            throw new BadQuery("DevLoki does not support approx_topk, which is an approximation of topk");
        }
        if (!operation.endsWith("k")) {
            if (number != null) {
                throw new BadQuery("unsupported parameter for operation " + operation + "(" + number.getText() + ",");
            }
            return 0;
        }
        if (number == null) {
            throw new BadQuery("parameter required for operation " + operation);
        }
        return count(operation, number.getText());
    }

    private static int count(String operation, String text) throws BadQuery {
        if (!text.matches("\\d{1,9}")) {
            throw new BadQuery("invalid parameter " + operation + "(" + text + ",");
        }
        int count = Integer.parseInt(text);
        if (count <= 0) {
            throw new BadQuery("invalid parameter (must be greater than 0) " + operation + "(" + text);
        }
        return count;
    }
}
