package io.fapilog.devloki.logql;

/**
 * An entry of the result of a log query.
 *
 * @param nanos its timestamp in nanoseconds since 1970
 * @param line its line
 * @param labels all its labels
 * @param stream the labels of its stream that remain
 * @param metadata its metadata
 * @param parsed the labels that stages have set
 */
public record LogHit(long nanos, String line, LabelSet labels, LabelSet stream, LabelSet metadata, LabelSet parsed) {}
