package io.fapilog.loki;

import io.fapilog.spi.Spool;
import java.util.Arrays;

/** Where events are in the spool, in the order of the events, those included that are not there. Worker only. */
final class Positions {
    private static final int INITIAL = 4;

    private long[] starts = new long[INITIAL];
    private int[] counts = new int[INITIAL];
    private int runs;
    private long kept;

    /** One more event, at {@code position}, or {@link Spool#NOT_ON_DISK}. */
    void add(long position) {
        add(position, 1);
    }

    void addAll(Positions others) {
        for (int i = 0; i < others.runs; i++) {
            add(others.starts[i], others.counts[i]);
        }
    }

    /** Those of the events from number {@code from} on and before {@code to}. */
    Positions part(int from, int to) {
        Positions part = new Positions();
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

    /** How many of the events are in the spool. */
    long kept() {
        return kept;
    }

    /** The events are settled. */
    void acknowledge(Spool spool) {
        for (int i = 0; i < runs; i++) {
            if (starts[i] != Spool.NOT_ON_DISK) {
                spool.acknowledge(starts[i], starts[i] + counts[i]);
            }
        }
    }

    /** The events are left to the spool. Returns how many of them it has. */
    long release(Spool spool) {
        long released = 0;
        for (int i = 0; i < runs; i++) {
            if (starts[i] != Spool.NOT_ON_DISK) {
                released += spool.release(starts[i], starts[i] + counts[i]);
            }
        }
        return released;
    }

    void clear() {
        runs = 0;
        kept = 0;
    }

    private void add(long start, int count) {
        if (runs > 0 && follows(start)) {
            counts[runs - 1] += count;
        } else {
            if (runs == starts.length) {
                starts = Arrays.copyOf(starts, 2 * runs);
                counts = Arrays.copyOf(counts, 2 * runs);
            }
            starts[runs] = start;
            counts[runs++] = count;
        }
        kept += start == Spool.NOT_ON_DISK ? 0 : count;
    }

    private boolean follows(long start) {
        long last = starts[runs - 1];
        boolean anyMissing = last == Spool.NOT_ON_DISK || start == Spool.NOT_ON_DISK;
        return anyMissing ? last == start : last + counts[runs - 1] == start;
    }
}
