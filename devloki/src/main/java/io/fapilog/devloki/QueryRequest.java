package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.GoText;
import io.fapilog.devloki.logql.LabelSet;
import io.fapilog.devloki.logql.LogSource;
import io.fapilog.devloki.logql.Query;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.eclipse.jetty.util.Fields;

/**
 * A request to the query API.
 *
 * @param path the path after {@code /loki/api/v1}
 * @param parameters the parameters of the URL and of a form
 * @param tenant the tenant
 * @param categorized whether labels are to be categorized
 * @param now the time of the request
 * @param store the stored entries
 */
record QueryRequest(String path, Fields parameters, String tenant, boolean categorized, Instant now, Store store) {
    private static final int DEFAULT_LIMIT = 100;

    String text(String name) {
        String value = parameters.getValue(name);
        return value == null ? "" : value;
    }

    QueryTime time() throws BadQuery {
        return QueryTime.of(parameters, now);
    }

    LogSource source() {
        return (selector, start, end) -> store.select(tenant, selector, start, end);
    }

    /** The condition on streams of the parameter {@code query}; any stream if it is missing. */
    Predicate<LabelSet> selector() throws BadQuery {
        String query = text("query");
        if (query.isBlank()) {
            return labels -> true;
        }
        return matchers(query)::selects;
    }

    /** A selector without stages. */
    static Query matchers(String text) throws BadQuery {
        Query query = Query.parse(text);
        if (!query.isSelector()) {
            throw new BadQuery("only label matchers are supported");
        }
        return query;
    }

    boolean forward() throws BadQuery {
        String direction = text("direction");
        String name = direction.toLowerCase(Locale.ROOT);
        if (!List.of("", "backward", "forward").contains(name)) {
            throw new BadQuery("invalid direction '" + direction + "'");
        }
        return name.equals("forward");
    }

    int limit() throws BadQuery {
        int limit = number("limit", DEFAULT_LIMIT);
        if (limit <= 0) {
            throw new BadQuery("limit must be a positive value");
        }
        return limit;
    }

    int number(String name, int absent) throws BadQuery {
        String value = text(name);
        try {
            return value.isEmpty() ? absent : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new BadQuery("strconv.Atoi: parsing " + GoText.quote(value) + ": invalid syntax");
        }
    }
}
