package io.fapilog.devloki.logql;

/** A stage that retains the rows whose labels fulfil a condition. */
sealed interface LabelFilter extends Stage permits TextFilter, IpFilter, QuantityFilter, CombinedFilter {}
