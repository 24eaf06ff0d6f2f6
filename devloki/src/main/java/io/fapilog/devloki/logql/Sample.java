package io.fapilog.devloki.logql;

/**
 * A value of a series at one time.
 *
 * @param labels the labels of the series
 * @param value the value
 */
public record Sample(LabelSet labels, double value) {}
