package io.fapilog.cli.logs;

import java.util.SortedMap;

/**
 * A line as Loki returns it. Immutable.
 *
 * @param nanos its time stamp, in nanoseconds since 1970
 * @param line the line, as it was stored or as the query formats it
 * @param labels the labels of its stream; with an older Loki also its metadata and what the query extracts
 * @param metadata its structured metadata
 * @param parsed the labels that the query extracts
 */
public record LogLine(
        long nanos,
        String line,
        SortedMap<String, String> labels,
        SortedMap<String, String> metadata,
        SortedMap<String, String> parsed) {}
