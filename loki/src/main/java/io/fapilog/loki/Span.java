package io.fapilog.loki;

/**
 * A stretch of time.
 *
 * @param oldest its beginning, in nanoseconds since the epoch
 * @param newest its end
 */
record Span(long oldest, long newest) {
    /** No time at all. */
    static final Span EMPTY = new Span(Long.MAX_VALUE, Long.MIN_VALUE);

    /** This and {@code time}; itself when that lies within. */
    Span with(long time) {
        return time <= newest && time >= oldest ? this : new Span(Math.min(oldest, time), Math.max(newest, time));
    }
}
