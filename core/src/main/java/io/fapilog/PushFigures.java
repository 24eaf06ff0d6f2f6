package io.fapilog;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The figures of the pushes of a sink. Allocates nothing until it is read. Not thread-safe. */
final class PushFigures {
    private static final int MOST_STATUSES = 1_000;

    private final long[] byStatus = new long[MOST_STATUSES];
    private long retries;
    private long wireBytes;
    private long nanos;
    private boolean succeeded;
    private long successTicks;
    /** The HTTP status of the last push; -1 before the first. */
    private int lastStatus = -1;

    private long lastTicks;
    private String lastWords = "";

    void ended(int status, long bytes, long took, long now) {
        byStatus[Math.min(status, MOST_STATUSES - 1)]++;
        wireBytes += bytes;
        nanos += took;
        lastStatus = status;
        lastTicks = now;
        lastWords = "";
    }

    /** Adds the words of the last answer. */
    void explained(String words) {
        lastWords = words;
    }

    void retried() {
        retries++;
    }

    void succeeded(long now) {
        succeeded = true;
        successTicks = now;
    }

    SinkStats.Pushes at(long now) {
        return new SinkStats.Pushes(
                counts(),
                retries,
                wireBytes,
                Duration.ofNanos(nanos),
                succeeded ? Duration.ofNanos(now - successTicks) : null,
                lastAnswer(now));
    }

    private SinkStats.@Nullable Answer lastAnswer(long now) {
        return lastStatus < 0 ? null : new SinkStats.Answer(lastStatus, lastWords, Duration.ofNanos(now - lastTicks));
    }

    private Map<Integer, Long> counts() {
        Map<Integer, Long> counts = new TreeMap<>();
        for (int status = 0; status < MOST_STATUSES; status++) {
            if (byStatus[status] > 0) {
                counts.put(status, byStatus[status]);
            }
        }
        return Collections.unmodifiableMap(counts);
    }
}
