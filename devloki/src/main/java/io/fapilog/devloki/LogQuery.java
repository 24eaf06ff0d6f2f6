package io.fapilog.devloki;

import java.util.List;
import java.util.function.Predicate;

/**
 * A LogQL query of a stream selector and line filters.
 *
 * @param matchers the selector
 * @param filters the line filters; all must hold
 */
record LogQuery(List<LabelMatcher> matchers, List<Predicate<String>> filters) {
    private static final String TOO_OPEN =
            "parse error : queries require at least one regexp or equality matcher that does not have an"
                    + " empty-compatible value. For instance, app=~\".*\" does not meet this requirement, but"
                    + " app=~\".+\" will";

    /** Reads a query. As in Loki, one that would select every stream is refused. */
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

    boolean keeps(String line) {
        for (Predicate<String> filter : filters) {
            if (!filter.test(line)) {
                return false;
            }
        }
        return true;
    }
}
