package io.fapilog.devloki.logql;

import io.fapilog.devloki.logql.grammar.LogQLParser.ExprContext;

/**
 * A log query where only a metric query can stand.
 *
 * @param tree the log query
 */
record SyntaxAfter(ExprContext tree) {
    BadQuery toBadQuery() {
        return new BadQuery(
                QueryParser.position(tree.getStart())
                        + "syntax error: a log query is no argument of an aggregation of series; it needs a range such as [5m]");
    }
}
