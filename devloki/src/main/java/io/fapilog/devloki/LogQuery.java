package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.LabelSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * A LogQL query of a stream selector and line filters.
 *
 * @param matchers the stream selector
 * @param filters the line filters, all of which must accept a line
 */
record LogQuery(List<LabelMatcher> matchers, List<Predicate<String>> filters) {
    private static final String TOO_OPEN =
            "parse error : queries require at least one regexp or equality matcher that does not have an"
                    + " empty-compatible value. For instance, app=~\".*\" does not meet this requirement, but"
                    + " app=~\".+\" will";

    /** Parses a query. Like Loki, refuses a selector that can match every stream. */
    static LogQuery parse(String text) throws BadQuery {
        LogQuery query = new LogQueryParser(text).query();
        if (query.matchers.stream().allMatch(LabelMatcher::matchesEmpty)) {
            throw new BadQuery(TOO_OPEN);
        }
        return query;
    }

    boolean selects(LabelSet labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    boolean matches(String line) {
        return filters.stream().allMatch(filter -> filter.test(line));
    }
}
