package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.GoText;

/** Reads the distances of times from the parameters of a query. Thread-safe. */
final class QueryStep {
    private static final long SECOND = 1_000_000_000L;
    private static final int DEFAULT_POINTS = 250;

    private QueryStep() {}

    /** The parameter {@code step} in nanoseconds, at least a millisecond. Without it, such that there are 250 steps. */
    static long step(QueryRequest request, QueryTime time) throws BadQuery {
        String text = request.text("step");
        if (text.isEmpty()) {
            long seconds = (time.end() - time.start()) / SECOND / DEFAULT_POINTS;
            return Math.max(1, seconds) * SECOND;
        }
        long step = parse(text);
        if (step <= 0) {
            throw new BadQuery(
                    "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        return Math.max(1_000_000, step);
    }

    /** The parameter {@code interval} in nanoseconds, 0 without it. */
    static long interval(QueryRequest request) throws BadQuery {
        String text = request.text("interval");
        long interval = text.isEmpty() ? 0 : parse(text);
        if (interval < 0) {
            throw new BadQuery("interval must be >= 0");
        }
        return interval;
    }

    private static long parse(String text) throws BadQuery {
        if (text.matches("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?")) {
            return (long) (Double.parseDouble(text) * SECOND);
        }
        try {
            return QueryTime.duration(text);
        } catch (BadQuery e) {
            throw new BadQuery("cannot parse " + GoText.quote(text) + " to a valid duration");
        }
    }
}
