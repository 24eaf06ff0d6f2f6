package io.fapilog.loki;

/**
 * The range of the time stamps of some events.
 *
 * @param oldest the least time stamp, in nanoseconds since the epoch
 * @param newest the greatest time stamp
 */
record Span(long oldest, long newest) {
    /** The span of no events. */
    static final Span EMPTY = new Span(Long.MAX_VALUE, Long.MIN_VALUE);

    /** This span extended to {@code time}; this object itself when nothing changes. */
    Span with(long time) {
        return time <= newest && time >= oldest ? this : new Span(Math.min(oldest, time), Math.max(newest, time));
    }

    /** The span of the events of both. */
    Span with(Span other) {
        return new Span(Math.min(oldest, other.oldest), Math.max(newest, other.newest));
    }
}
