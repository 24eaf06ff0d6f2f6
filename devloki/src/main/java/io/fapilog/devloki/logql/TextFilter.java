package io.fapilog.devloki.logql;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares the text of a label. The only filter that sees the label {@code __error__}.
 *
 * @param matcher the matcher in the query
 * @param condition the condition on the text
 */
record TextFilter(LabelMatcher matcher, Predicate<String> condition) implements LabelFilter {
    private static final String ANY = ".*";

    static TextFilter of(LabelMatcher matcher) {
        boolean regex = matcher.operator().endsWith("~");
        Predicate<String> search = regex ? search(matcher.operand()) : null;
        if (search == null) {
            return new TextFilter(matcher, matcher.value());
        }
        // Loki does not negate alternatives of which one accepts everything.
        boolean everything = matcher.operand().contains("|") && search.test("") && search.test("\0");
        boolean negated = matcher.operator().startsWith("!") && !everything;
        return new TextFilter(matcher, negated ? search.negate() : search);
    }

    /**
     * The condition of a regular expression of the kind {@code .*text.*}, null for others. Loki searches the text then,
     * even if only one side is open, whereas it matches the whole value by any other expression.
     */
    private static @Nullable Predicate<String> search(String regex) {
        Predicate<String> all = text -> false;
        for (String part : regex.split("\\|", -1)) {
            String bare = part.startsWith(ANY) ? part.substring(ANY.length()) : part;
            bare = bare.endsWith(ANY) ? bare.substring(0, bare.length() - ANY.length()) : bare;
            String text = bare;
            if (!GoRegex.isLiteral(text)) {
                return null;
            }
            all = all.or(text.equals(part) ? text::equals : value -> value.contains(text));
        }
        return all;
    }

    @Override
    public boolean process(Row row) {
        return condition.test(row.text(matcher.name()));
    }

    @Override
    public List<String> labels() {
        return List.of(matcher.name());
    }

    @Override
    public String toString() {
        return matcher.toString();
    }
}
