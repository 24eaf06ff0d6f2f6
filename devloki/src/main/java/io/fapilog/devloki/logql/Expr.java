package io.fapilog.devloki.logql;

/** A parsed query. Its text is the query in LogQL. */
sealed interface Expr permits LogExpr, MetricExpr {}
