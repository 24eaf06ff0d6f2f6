package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.GoText;
import io.fapilog.devloki.logql.LabelSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The query endpoints: log queries, labels, series and build information. Thread-safe. */
final class QueryApi {
    static final String BUILD_INFO = "/loki/api/v1/status/buildinfo";

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 5000;
    private static final Duration MAX_LENGTH = Duration.ofHours(721);
    private static final Pattern LABEL_VALUES = Pattern.compile("/loki/api/v1/label/([^/]+)/values");
    private static final Pattern VECTOR = Pattern.compile("vector\\((\\d+(?:\\.\\d+)?)\\)");

    private final Store store;
    private final InstantSource clock;

    QueryApi(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Whether {@code path} is a query endpoint. */
    static boolean serves(String path) {
        return switch (path) {
            case "/loki/api/v1/query_range",
                    "/loki/api/v1/query",
                    "/loki/api/v1/labels",
                    "/loki/api/v1/label",
                    "/loki/api/v1/series",
                    BUILD_INFO -> true;
            default -> LABEL_VALUES.matcher(path).matches();
        };
    }

    /** The JSON response to a request for a {@code path} that {@link #serves} accepts. */
    byte[] respond(String path, Fields parameters, String tenant, boolean categorized) throws BadQuery {
        return switch (path) {
            case "/loki/api/v1/query_range" -> queryRange(parameters, tenant, categorized);
            case "/loki/api/v1/query" -> query(parameters);
            case "/loki/api/v1/labels", "/loki/api/v1/label" -> labels(parameters, tenant, null);
            case "/loki/api/v1/series" -> series(parameters, tenant);
            case BUILD_INFO -> buildInfo();
            default -> {
                Matcher values = LABEL_VALUES.matcher(path);
                yield labels(parameters, tenant, values.matches() ? values.group(1) : "");
            }
        };
    }

    private byte[] queryRange(Fields parameters, String tenant, boolean categorized) throws BadQuery {
        QueryTime time = QueryTime.of(parameters, clock.instant());
        if (time.end() < time.start()) {
            throw new BadQuery("end timestamp must not be before or equal to start time");
        }
        boolean forward = forward(parameters.getValue("direction"));
        int limit = limit(parameters.getValue("limit"));
        LogQuery query = LogQuery.parse(text(parameters.getValue("query")));
        checkLimits(limit, time);
        List<StreamSlice> slices = store.select(tenant, query::selects, time.start(), time.end());
        LogResult result = LogResult.of(slices, query, limit, forward);
        return Json.success(out -> result.write(out, categorized));
    }

    private static void checkLimits(int limit, QueryTime time) throws BadQuery {
        if (limit > MAX_LIMIT) {
            throw new BadQuery("max entries limit per query exceeded, limit > max_entries_limit_per_query (" + limit
                    + " > " + MAX_LIMIT + ")");
        }
        long millis = time.end() / 1_000_000 - time.start() / 1_000_000;
        if (millis > MAX_LENGTH.toMillis()) {
            throw new BadQuery("the query time range exceeds the limit (query length: "
                    + GoText.duration(millis * 1_000_000) + ", limit: 30d1h)");
        }
    }

    /** An instant query. Only sums of {@code vector(n)} are supported, Grafana's health check of a data source. */
    private byte[] query(Fields parameters) throws BadQuery {
        long now = QueryTime.nanos(clock.instant());
        long millis = QueryTime.time("time", parameters.getValue("time"), now) / 1_000_000;
        double sum = sum(text(parameters.getValue("query")));
        return Json.success(out -> writeVector(out, millis, sum));
    }

    private static double sum(String query) throws BadQuery {
        double sum = 0;
        for (String term : query.replaceAll("\\s", "").split("\\+", -1)) {
            Matcher vector = VECTOR.matcher(term);
            if (!vector.matches()) {
                LogQuery.parse(query);
                throw new BadQuery("log queries are not supported as an instant query type, please change your query"
                        + " to a range query type");
            }
            sum += Double.parseDouble(vector.group(1));
        }
        return sum;
    }

    private static void writeVector(JsonGenerator out, long millis, double value) {
        out.writeObjectPropertyStart("data");
        out.writeStringProperty("resultType", "vector");
        out.writeArrayPropertyStart("result");
        out.writeStartObject();
        Json.labels(out, "metric", LabelSet.EMPTY);
        out.writeArrayPropertyStart("value");
        out.writeRawValue(number((double) millis / 1e3));
        out.writeString(number(value));
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndArray();
        out.writeObjectPropertyStart("stats");
        out.writeEndObject();
        out.writeEndObject();
    }

    /** The names of all labels, or the values of the label {@code name} if that is not null. */
    private byte[] labels(Fields parameters, String tenant, @Nullable String name) throws BadQuery {
        QueryTime time = QueryTime.of(parameters, clock.instant());
        String query = text(parameters.getValue("query"));
        Predicate<LabelSet> selector = query.isEmpty() ? any -> true : LogQuery.parse(query)::selects;
        TreeSet<String> found = new TreeSet<>();
        for (LabelSet labels : store.series(tenant, selector, time.start(), time.end())) {
            if (name == null) {
                found.addAll(labels.asMap().keySet());
            } else if (labels.has(name)) {
                found.add(text(labels.get(name)));
            }
        }
        return Json.success(out -> Json.strings(out, "data", List.copyOf(found)));
    }

    private byte[] series(Fields parameters, String tenant) throws BadQuery {
        QueryTime time = QueryTime.of(parameters, clock.instant());
        List<String> matches = new ArrayList<>(parameters.getValuesOrEmpty("match[]"));
        matches.addAll(parameters.getValuesOrEmpty("match"));
        Predicate<LabelSet> selector = any -> false;
        for (String match : matches) {
            boolean all = matches.size() == 1 && match.replace(" ", "").equals("{}");
            selector = all ? any -> true : selector.or(LogQuery.parse(match)::selects);
        }
        Predicate<LabelSet> selected = matches.isEmpty() ? any -> true : selector;
        List<LabelSet> series = store.series(tenant, selected, time.start(), time.end());
        return Json.success(out -> {
            out.writeArrayPropertyStart("data");
            series.forEach(labels -> Json.labels(out, labels));
            out.writeEndArray();
        });
    }

    private static byte[] buildInfo() {
        return Json.object(out -> {
            out.writeStringProperty("version", "3.7.0-devloki");
            out.writeStringProperty("revision", "");
            out.writeStringProperty("branch", "");
            out.writeStringProperty("buildUser", "");
            out.writeStringProperty("buildDate", "");
            out.writeStringProperty("goVersion", "");
        });
    }

    private static boolean forward(@Nullable String direction) throws BadQuery {
        String name = text(direction).toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.equals("backward")) {
            return false;
        }
        if (name.equals("forward")) {
            return true;
        }
        throw new BadQuery("invalid direction '" + direction + "'");
    }

    private static int limit(@Nullable String value) throws BadQuery {
        try {
            int limit = text(value).isEmpty() ? DEFAULT_LIMIT : Integer.parseInt(text(value));
            if (limit <= 0) {
                throw new BadQuery("limit must be a positive value");
            }
            return limit;
        } catch (NumberFormatException e) {
            throw new BadQuery("strconv.Atoi: parsing " + GoText.quote(text(value)) + ": invalid syntax");
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
