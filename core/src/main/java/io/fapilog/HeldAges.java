package io.fapilog;

import io.fapilog.spi.Ledger;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The time stamps of the pending events of a sink, precise enough for the age of the oldest: events that follow each
 * other closely form a run, of which only the oldest time stamp is stored. There are at most {@value #MOST_RUNS} runs;
 * when a long outage would need more, the runs become longer, until most of them are settled. Worker only.
 */
final class HeldAges {
    static final int MOST_RUNS = 1_024;

    private static final long SHORTEST_NANOS = 100_000_000;

    /** Of its full size from the start, since an ArrayDeque that cannot grow loses its content. */
    private final ArrayDeque<Run> runs = new ArrayDeque<>(MOST_RUNS);

    private long lengthNanos = SHORTEST_NANOS;

    /** Adds the event with the given number, in the order in which the events were appended to the sink. */
    void appended(long number, long timestamp) {
        if (runs.size() == MOST_RUNS) {
            lengthenRuns();
        }
        Run last = runs.peekLast();
        if (last != null && (timestamp - last.oldest < lengthNanos || runs.size() == MOST_RUNS)) {
            last.include(number, timestamp);
        } else {
            runs.addLast(new Run(number, timestamp));
        }
    }

    /**
     * The time stamp of the oldest event after the first {@code settled} ones, or {@link Ledger#NO_EVENT}.
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

    /** Merges runs, so that about half of them remain. */
    private void lengthenRuns() {
        long span = runs.getLast().oldest - runs.getFirst().oldest;
        lengthNanos = Math.max(lengthNanos, span / (MOST_RUNS / 2));
        Iterator<Run> all = runs.iterator();
        Run last = all.next();
        while (all.hasNext()) {
            Run run = all.next();
            if (run.oldest - last.oldest < lengthNanos) {
                last.include(run.end, run.oldest);
                all.remove();
            } else {
                last = run;
            }
        }
    }

    /** Consecutive events up to number {@code end}. */
    private static final class Run {
        long end;
        long oldest;

        Run(long end, long oldest) {
            this.end = end;
            this.oldest = oldest;
        }

        void include(long number, long timestamp) {
            end = number;
            oldest = Math.min(oldest, timestamp);
        }
    }
}
