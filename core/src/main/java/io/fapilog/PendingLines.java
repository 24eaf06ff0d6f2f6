package io.fapilog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** The texts of the events that are to be written, each with a line feed at its end. Not thread-safe. */
final class PendingLines extends ByteArrayOutputStream {
    /** The most bytes of several events that are written together: of these, a failure does not say which arrived. */
    private static final int MOST_AT_ONCE = 8 << 10;

    private static final int INITIAL = 8 << 10;
    private static final int MOST_RETAINED = 1 << 20;

    /** By event: the end of its text. */
    private int[] ends = new int[64];

    private int events;
    /** The number of events that have been removed. */
    private int removed;

    PendingLines() {
        super(INITIAL);
    }

    /** The number of events. */
    int events() {
        return events - removed;
    }

    /** The memory of the texts in bytes. */
    long memory() {
        return events() == 0 ? 0 : buf.length + (long) Integer.BYTES * ends.length;
    }

    /** Adds {@code event}. If this throws, nothing has been added. */
    void add(LogEvent event, StdoutSink.Format format) {
        int start = count;
        boolean complete = false;
        try {
            if (events == ends.length) {
                ends = Arrays.copyOf(ends, 2 * events);
            }
            format.write(event, this);
            ends[events++] = count;
            complete = true;
        } finally {
            if (!complete) {
                count = start;
            }
        }
    }

    /** The number of events that {@link #write} writes together. There must be one. */
    int together() {
        int start = start();
        int last = removed + 1;
        while (last < events && ends[last] - start <= MOST_AT_ONCE) {
            last++;
        }
        return last - removed;
    }

    /** Writes the first {@code events}, and leaves them here. */
    void write(int events, StandardOutput out) throws IOException {
        int start = start();
        out.write(buf, start, ends[removed + events - 1] - start);
    }

    /** Removes the first {@code events}. */
    void remove(int events) {
        removed += events;
        if (removed == this.events) {
            removed = 0;
            this.events = 0;
            reset();
            if (buf.length > MOST_RETAINED) {
                buf = new byte[INITIAL];
            }
        }
    }

    private int start() {
        return removed == 0 ? 0 : ends[removed - 1];
    }
}
