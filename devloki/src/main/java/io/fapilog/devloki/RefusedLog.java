package io.fapilog.devloki;

import io.fapilog.devloki.logql.LabelSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last entries that were refused, and why. Bounded and thread-safe. */
final class RefusedLog {
    private static final int MOST = 1000;
    private static final int MOST_CHARS = 4096;

    /**
     * Entries of one stream that were refused for one reason.
     *
     * @param time when
     * @param status the HTTP status
     * @param reason the message of the response
     * @param labels the labels of the stream
     * @param line the line of the first entry, truncated
     * @param entries the number of entries
     */
    record Refusal(Instant time, int status, String reason, LabelSet labels, String line, int entries) {}

    private final InstantSource clock;
    private final Deque<Refusal> refusals = new ArrayDeque<>();

    RefusedLog(InstantSource clock) {
        this.clock = clock;
    }

    void add(PushVerdict verdict, LabelSet labels, String line, int entries) {
        String shown = line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS) + "…";
        add(new Refusal(clock.instant(), verdict.status(), verdict.text(), labels, shown, entries));
    }

    /** Adds the entries of a push that was refused as a whole. */
    void add(PushVerdict verdict, List<RawStream> streams) {
        for (RawStream stream : streams) {
            if (!stream.entries().isEmpty()) {
                String line = stream.entries().get(0).line();
                add(verdict, labels(stream.labels()), line, stream.entries().size());
            }
        }
    }

    private static LabelSet labels(String text) {
        try {
            return LabelParser.parse(text);
        } catch (BadPush e) {
            return LabelSet.of(List.of());
        }
    }

    private synchronized void add(Refusal refusal) {
        refusals.add(refusal);
        if (refusals.size() > MOST) {
            refusals.remove();
        }
    }

    /** The last refusals, the newest first. */
    synchronized List<Refusal> list() {
        List<Refusal> list = new ArrayList<>(refusals);
        Collections.reverse(list);
        return list;
    }

    synchronized void clear() {
        refusals.clear();
    }
}
