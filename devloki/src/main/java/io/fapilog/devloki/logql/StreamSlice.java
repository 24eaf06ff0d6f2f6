package io.fapilog.devloki.logql;

import java.util.List;

/**
 * The entries of one stream within a time range.
 *
 * @param labels the labels of the stream
 * @param entries the entries, sorted by timestamp
 */
public record StreamSlice(LabelSet labels, List<? extends LogEntry> entries) {}
