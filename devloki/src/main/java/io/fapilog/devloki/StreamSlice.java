package io.fapilog.devloki;

import io.fapilog.devloki.logql.LabelSet;
import java.util.List;

/**
 * The entries of one stream within a time range.
 *
 * @param labels the labels of the stream
 * @param entries the entries, sorted by timestamp
 */
record StreamSlice(LabelSet labels, List<Entry> entries) {}
