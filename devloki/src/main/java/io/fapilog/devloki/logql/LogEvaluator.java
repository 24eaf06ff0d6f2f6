package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Evaluates a log query. For one use. */
final class LogEvaluator {
    private final List<Stage> stages;
    private final int limit;
    private final boolean forward;
    private final long interval;
    private final List<LogHit> hits = new ArrayList<>();

    /**
     * An evaluator.
     *
     * @param limit the maximum number of entries
     * @param forward whether the oldest entries are returned first
     * @param interval the minimum distance of two entries in nanoseconds
     */
    LogEvaluator(LogExpr expr, int limit, boolean forward, long interval) {
        this.stages = expr.ordered();
        this.limit = limit;
        this.forward = forward;
        this.interval = interval;
    }

    /** The entries in the order of the result. */
    List<LogHit> run(List<StreamSlice> slices) {
        slices.forEach(this::readStream);
        Comparator<LogHit> byTime = Comparator.comparingLong(LogHit::nanos);
        hits.sort(forward ? byTime : byTime.reversed());
        List<LogHit> apart = interval == 0 ? hits : apart();
        return List.copyOf(apart.subList(0, Math.min(limit, apart.size())));
    }

    private void readStream(StreamSlice slice) {
        Row row = new Row(slice.labels(), Hints.none(stages));
        Map<LabelSet, LabelSet> merged = new HashMap<>();
        List<? extends LogEntry> entries = slice.entries();
        int found = 0;
        for (int i = 0; i < entries.size() && (found < limit || interval > 0); i++) {
            row.reset(entries.get(forward ? i : entries.size() - 1 - i));
            if (passes(row)) {
                hits.add(hit(row, slice.labels(), merged));
                found++;
            }
        }
    }

    /** The entries of {@code slice} that the stages retain, unchanged. */
    List<LogEntry> matching(StreamSlice slice) {
        Row row = new Row(slice.labels(), Hints.none(stages));
        List<LogEntry> found = new ArrayList<>();
        for (LogEntry entry : slice.entries()) {
            row.reset(entry);
            if (passes(row)) {
                found.add(entry);
            }
        }
        return found;
    }

    private boolean passes(Row row) {
        for (Stage stage : stages) {
            if (!stage.process(row)) {
                return false;
            }
        }
        return true;
    }

    private static LogHit hit(Row row, LabelSet stream, Map<LabelSet, LabelSet> merged) {
        if (row.changed()) {
            return new LogHit(
                    row.nanos(), row.line(), row.labels(), row.streamLabels(), row.metadata(), row.parsedLabels());
        }
        LabelSet labels = merged.computeIfAbsent(row.metadata(), stream::plus);
        return new LogHit(row.nanos(), row.line(), labels, stream, row.metadata(), LabelSet.EMPTY);
    }

    private List<LogHit> apart() {
        List<LogHit> apart = new ArrayList<>();
        for (LogHit hit : hits) {
            boolean far = apart.isEmpty()
                    || Math.abs(hit.nanos() - apart.get(apart.size() - 1).nanos()) >= interval;
            if (far) {
                apart.add(hit);
            }
        }
        return apart;
    }
}
