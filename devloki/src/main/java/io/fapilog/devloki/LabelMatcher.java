package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.LabelSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One matcher of a stream selector.
 *
 * @param name the name of the label
 * @param value the condition on its value; the value of a missing label is the empty string
 */
record LabelMatcher(String name, Predicate<String> value) {

    static LabelMatcher of(String name, String operator, String operand) throws BadQuery {
        Predicate<String> value = operator.endsWith("~")
                ? LineFilter.regex(operand, Pattern.DOTALL).asMatchPredicate()
                : operand::equals;
        return new LabelMatcher(name, operator.startsWith("!") ? value.negate() : value);
    }

    boolean matches(LabelSet labels) {
        String actual = labels.get(name);
        return value.test(actual == null ? "" : actual);
    }

    boolean matchesEmpty() {
        return value.test("");
    }
}
