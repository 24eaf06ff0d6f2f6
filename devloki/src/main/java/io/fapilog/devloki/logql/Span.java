package io.fapilog.devloki.logql;

/**
 * The times at which a metric query is evaluated, in nanoseconds since 1970.
 *
 * @param start the first one
 * @param end the end, inclusive
 * @param step the distance, 0 for an instant query
 */
public record Span(long start, long end, long step) {
    boolean instant() {
        return start == end && step == 0;
    }
}
