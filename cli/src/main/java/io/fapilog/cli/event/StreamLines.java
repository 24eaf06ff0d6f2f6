package io.fapilog.cli.event;

import org.jspecify.annotations.Nullable;

/**
 * The lines of one stream of a source: the file itself, or what is in the envelopes of the standard or error output of a
 * container. Joins the pieces of a line. Not thread-safe.
 */
final class StreamLines {
    /** The most characters of a line in pieces; what follows is another line. */
    private static final int LONGEST_LINE = 1 << 20;
    /** The most characters for which memory is kept. */
    private static final int LONGEST_KEPT = 1 << 16;

    private final String name;
    private final EventJoiner joiner;
    private final EventCounts counts;
    private StringBuilder pieces = new StringBuilder();
    private @Nullable Envelope last;
    private int count;
    private long start;
    private long end;
    private long since;

    StreamLines(String name, EventJoiner joiner, EventCounts counts) {
        this.name = name;
        this.joiner = joiner;
        this.counts = counts;
    }

    /** The name of the stream. */
    String name() {
        return name;
    }

    /** Takes a line without an envelope. */
    void line(String line, long from, long to) {
        joiner.line(line, from, to, null);
    }

    /** Takes the whole line or the piece in {@code envelope}, which was read at {@code ticks}. */
    void envelope(Envelope envelope, long from, long to, long ticks) {
        if (count == 0 && !envelope.isPartial()) {
            joiner.line(envelope.text(), from, to, envelope);
            return;
        }
        start = count == 0 ? from : start;
        end = to;
        since = ticks;
        last = envelope;
        count++;
        pieces.append(envelope.text());
        if (!envelope.isPartial() || pieces.length() >= LONGEST_LINE) {
            join();
        }
    }

    /** Hands over what has waited long enough. */
    void expire(long now) {
        if (count > 0 && now - since >= EventOptions.LONGEST_WAIT) {
            join();
        }
        joiner.expire(now);
    }

    /** Hands over everything that waits. */
    void end() {
        join();
        joiner.end();
    }

    /** The position of the first line that waits, or {@link Long#MAX_VALUE}. */
    long open() {
        return Math.min(count > 0 ? start : Long.MAX_VALUE, joiner.open());
    }

    private void join() {
        if (count == 0) {
            return;
        }
        counts.addJoined(count - 1);
        count = 0;
        String line = pieces.toString();
        pieces.setLength(0);
        if (pieces.capacity() > LONGEST_KEPT) {
            pieces = new StringBuilder();
        }
        joiner.line(line, start, end, last);
    }
}
