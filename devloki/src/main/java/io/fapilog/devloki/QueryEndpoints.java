package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.GoText;
import io.fapilog.devloki.logql.Query;
import io.fapilog.devloki.logql.Sample;
import io.fapilog.devloki.logql.Span;
import io.fapilog.devloki.logql.StreamSlice;
import java.time.Duration;
import java.util.List;

/** The endpoints that evaluate queries. Thread-safe. */
final class QueryEndpoints {
    private static final int MAX_LIMIT = 5000;
    private static final int MAX_POINTS = 11_000;
    private static final Duration MAX_LENGTH = Duration.ofHours(721);

    private QueryEndpoints() {}

    static byte[] range(QueryRequest request) throws BadQuery {
        QueryTime time = request.time();
        if (time.end() < time.start()) {
            throw new BadQuery("end timestamp must not be before or equal to start time");
        }
        boolean forward = request.forward();
        int limit = request.limit();
        long step = QueryStep.step(request, time);
        long interval = QueryStep.interval(request);
        if ((time.end() - time.start()) / step > MAX_POINTS) {
            throw new BadQuery("exceeded maximum resolution of 11,000 points per time series. Try increasing the value"
                    + " of the step parameter");
        }
        Query query = Query.parse(request.text("query"));
        if (!query.isMetric()) {
            return log(request, query, limit, forward, interval);
        }
        checkLength(time, query.lookback());
        return MetricResult.matrix(query.range(request.source(), span(time, step)));
    }

    /** Loki's frontend splits queries, and aligns them with their step for it. */
    private static Span span(QueryTime time, long step) {
        long start = time.start() - Math.floorMod(time.start(), step);
        return new Span(start, time.end() + Math.floorMod(-time.end(), step), step);
    }

    private static byte[] log(QueryRequest request, Query query, int limit, boolean forward, long interval)
            throws BadQuery {
        QueryTime time = request.time();
        if (limit > MAX_LIMIT) {
            throw new BadQuery("max entries limit per query exceeded, limit > max_entries_limit_per_query (" + limit
                    + " > " + MAX_LIMIT + ")");
        }
        checkLength(time, 0);
        List<StreamSlice> slices = request.source().select(query::selects, time.start(), time.end());
        LogResult result = new LogResult(query.log(slices, limit, forward, interval), request.categorized());
        return Json.success(result::write);
    }

    private static void checkLength(QueryTime time, long lookback) throws BadQuery {
        long millis = (time.end() / 1_000_000) - (time.start() - lookback) / 1_000_000;
        if (millis > MAX_LENGTH.toMillis()) {
            throw new BadQuery("the query time range exceeds the limit (query length: "
                    + GoText.duration(millis * 1_000_000) + ", limit: 30d1h)");
        }
    }

    static byte[] instant(QueryRequest request) throws BadQuery {
        request.limit();
        long time = QueryTime.time(request.text("time"), QueryTime.nanos(request.now()));
        request.forward();
        Query query = Query.parse(request.text("query"));
        if (!query.isMetric()) {
            throw new BadQuery("log queries are not supported as an instant query type, please change your query"
                    + " to a range query type");
        }
        long millis = Math.floorDiv(time, 1_000_000L);
        if (query.scalar().isPresent()) {
            return MetricResult.scalar(millis, query.scalar().getAsDouble());
        }
        List<Sample> samples = query.instant(request.source(), time);
        return MetricResult.vector(millis, samples);
    }

    /** The body of the response to an invalid query that is to be formatted. */
    static byte[] invalid(String fault) {
        return Json.object(out -> {
            out.writeStringProperty("status", "invalid-query");
            out.writeStringProperty("error", fault);
        });
    }

    static byte[] format(QueryRequest request) throws BadQuery {
        String text = Query.parse(request.text("query")).laidOut();
        return Json.success(out -> out.writeStringProperty("data", text));
    }
}
