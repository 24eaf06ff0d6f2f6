package io.fapilog;

import io.fapilog.spi.Ledger;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Remembers when the events that a sink holds were logged, as far as it takes to tell the age of the oldest: runs of
 * events that follow each other closely are kept as one. There are at most {@value #MOST_RUNS} runs; when a long outage
 * would make more, the runs become longer, until most of them are gone again. For the worker alone.
 */
final class HeldAges {
    static final int MOST_RUNS = 1_024;

    private static final long SHORTEST_NANOS = 100_000_000;

    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private long lengthNanos = SHORTEST_NANOS;

    /** The sink has taken an event, as the {@code number}th of all. */
    void appended(long number, long timestamp) {
        if (runs.size() == MOST_RUNS) {
            lengthenRuns();
        }
        Run last = runs.peekLast();
        if (last != null && (timestamp - last.oldest < lengthNanos || runs.size() == MOST_RUNS)) {
            last.end = number;
            last.oldest = Math.min(last.oldest, timestamp);
        } else {
            runs.addLast(new Run(number, timestamp));
        }
    }

    /**
     * The time stamp of the oldest event that is left once the first {@code settled} ones have been settled, or {@link
     * Ledger#NO_EVENT}.
     */
    long oldest(long settled) {
        Run first = runs.peekFirst();
        while (first != null && first.end <= settled) {
            runs.removeFirst();
            first = runs.peekFirst();
        }
        if (runs.size() < MOST_RUNS / 4) {
            lengthNanos = SHORTEST_NANOS;
        }
        return first == null ? Ledger.NO_EVENT : first.oldest;
    }

    /** Leaves about half of the runs. */
    private void lengthenRuns() {
        List<Run> all = List.copyOf(runs);
        long span = all.get(all.size() - 1).oldest - all.get(0).oldest;
        lengthNanos = Math.max(lengthNanos, span / (MOST_RUNS / 2));
        runs.clear();
        all.forEach(run -> appended(run.end, run.oldest));
    }

    /** Events in the order of the sink, up to number {@code end}. */
    private static final class Run {
        long end;
        long oldest;

        Run(long end, long oldest) {
            this.end = end;
            this.oldest = oldest;
        }
    }
}
