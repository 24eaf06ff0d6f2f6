package io.fapilog.verification.peers;

import io.fapilog.verification.load.State;
import java.util.Arrays;
import java.util.BitSet;

/** Counts the events that arrived: all, different ones, those behind a later one of their thread, equal time stamps. */
final class Arrived {
    private final BitSet numbers = new BitSet();
    private final long[] last = new long[Load.PRODUCERS];
    private long[] times = new long[1024];
    private int events;
    private long disordered;

    void add(long time, String line) {
        if (events == times.length) {
            times = Arrays.copyOf(times, 2 * events);
        }
        times[events++] = time;
        int number = number(line);
        numbers.set(number);
        int producer = number % Load.PRODUCERS;
        if (number < last[producer]) {
            disordered++;
        }
        last[producer] = Math.max(last[producer], number);
    }

    State addTo(State state) {
        return state.with("events", events)
                .with("distinct", numbers.cardinality())
                .with("disordered", disordered)
                .with("equalTimes", equalTimes());
    }

    private long equalTimes() {
        long[] sorted = Arrays.copyOf(times, events);
        Arrays.sort(sorted);
        long equal = 0;
        for (int i = 1; i < sorted.length; i++) {
            equal += sorted[i] == sorted[i - 1] ? 1 : 0;
        }
        return equal;
    }

    private static int number(String line) {
        int end = line.indexOf(Shop.BEHIND);
        int start = line.lastIndexOf(Shop.BEFORE, end) + Shop.BEFORE.length();
        return Integer.parseInt(line.substring(start, end));
    }
}
