package io.fapilog.loki;

import io.fapilog.spi.Spool;
import java.util.Arrays;

/** The positions in the spool of a sequence of events, some of which may not be on disk. Worker only. */
final class SpoolPositions {
    private static final int INITIAL = 4;
    private static final long[] NO_STARTS = {};
    private static final int[] NO_COUNTS = {};

    private long[] starts = NO_STARTS;
    private int[] counts = NO_COUNTS;
    private int runs;
    private long onDisk;

    /** Adds an event at {@code position}, which may be {@link Spool#NOT_ON_DISK}. */
    void add(long position) {
        add(position, 1);
    }

    void addAll(SpoolPositions others) {
        for (int i = 0; i < others.runs; i++) {
            add(others.starts[i], others.counts[i]);
        }
    }

    /** The positions of the events number {@code from} (inclusive) to {@code to} (exclusive). */
    SpoolPositions part(int from, int to) {
        SpoolPositions part = new SpoolPositions();
        int at = 0;
        for (int i = 0; i < runs; i++) {
            int first = Math.max(0, from - at);
            int count = Math.min(counts[i], to - at) - first;
            if (count > 0) {
                part.add(starts[i] == Spool.NOT_ON_DISK ? Spool.NOT_ON_DISK : starts[i] + first, count);
            }
            at += counts[i];
        }
        return part;
    }

    /** How many of the events are on disk. */
    long onDisk() {
        return onDisk;
    }

    /** Deletes the events from the spool, since they are settled. */
    void acknowledge(Spool spool) {
        for (int i = 0; i < runs; i++) {
            if (starts[i] != Spool.NOT_ON_DISK) {
                spool.acknowledge(starts[i], starts[i] + counts[i]);
            }
        }
    }

    /** Makes the events spooled. Returns how many of them the spool has. */
    long release(Spool spool) {
        long released = 0;
        for (int i = 0; i < runs; i++) {
            if (starts[i] != Spool.NOT_ON_DISK) {
                released += spool.release(starts[i], starts[i] + counts[i]);
            }
        }
        return released;
    }

    /** The memory of the positions in bytes. */
    long bytes() {
        return (long) starts.length * (Long.BYTES + Integer.BYTES);
    }

    /** Removes all positions, and their memory if there were many. */
    void clear() {
        runs = 0;
        onDisk = 0;
        if (starts.length > INITIAL) {
            starts = NO_STARTS;
            counts = NO_COUNTS;
        }
    }

    private void add(long start, int count) {
        if (runs > 0 && follows(start)) {
            counts[runs - 1] += count;
        } else {
            if (runs == starts.length) {
                int larger = Math.max(INITIAL, 2 * runs);
                int[] largerCounts = Arrays.copyOf(counts, larger);
                starts = Arrays.copyOf(starts, larger);
                counts = largerCounts;
            }
            starts[runs] = start;
            counts[runs++] = count;
        }
        onDisk += start == Spool.NOT_ON_DISK ? 0 : count;
    }

    private boolean follows(long start) {
        long last = starts[runs - 1];
        boolean anyMissing = last == Spool.NOT_ON_DISK || start == Spool.NOT_ON_DISK;
        return anyMissing ? last == start : last + counts[runs - 1] == start;
    }
}
