package io.fapilog.loki;

import io.fapilog.json.JsonLine;
import java.util.SortedMap;

/** The entries of one stream that wait to be sealed, and the time of its last one ever. Worker only. */
final class OpenStream {
    /** A step back of the clock is one of at least a second; what is less is a race between threads. */
    private static final long REAL_STEP_BACK = 1_000_000_000L;

    private static final int INITIAL = 4 << 10;

    private final SortedMap<String, String> pairs;
    private final byte[] labels;
    private final Positions positions = new Positions();
    private final Bytes entries = new Bytes(INITIAL);
    private int events;
    private long last = Long.MIN_VALUE;

    OpenStream(SortedMap<String, String> pairs, byte[] labels) {
        this.pairs = pairs;
        this.labels = labels;
    }

    /**
     * The time that an event stamped {@code timestamp} gets: later than the one before, so that Loki keeps both and
     * their order, unless the clock was set back.
     */
    long timeOf(long timestamp) {
        boolean follows = timestamp > last || last - timestamp >= REAL_STEP_BACK || last == Long.MIN_VALUE;
        return follows ? timestamp : last + 1;
    }

    /** Takes an entry, which is at {@code position} of the spool. Should this throw, nothing has been taken. */
    void add(Wire wire, long timestamp, JsonLine line, Metadata metadata, long position) {
        int start = entries.length();
        boolean whole = false;
        try {
            wire.entry(entries, timestamp, line.bytes(), line.length(), metadata);
            positions.add(position);
            whole = true;
        } finally {
            if (!whole) {
                entries.truncate(start);
            }
        }
        events++;
        last = timestamp;
    }

    int events() {
        return events;
    }

    int bytes() {
        return entries.length();
    }

    int labelBytes() {
        return labels.length;
    }

    /** The labels, as names and values. */
    SortedMap<String, String> pairs() {
        return pairs;
    }

    /** Where all that waits is in the spool; valid until {@link #clear}. */
    Positions positions() {
        return positions;
    }

    /** All that waits; valid until {@link #clear}. */
    Piece piece() {
        return new Piece(labels, entries.array(), 0, entries.length(), events);
    }

    /** Forgets what waits; keeps at most {@code kept} bytes of memory for what comes. */
    void clear(int kept) {
        events = 0;
        positions.clear();
        entries.clear(kept);
    }
}
