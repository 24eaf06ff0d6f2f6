package io.fapilog.devloki.logql;

import java.util.function.Predicate;

/**
 * A condition on the value of a label; the value of a missing label is the empty string.
 *
 * @param name the name of the label
 * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
 * @param operand the value or regular expression
 * @param value the condition
 */
record LabelMatcher(String name, String operator, String operand, Predicate<String> value) {

    static LabelMatcher of(String name, String operator, String operand) throws BadQuery {
        Predicate<String> value;
        if (operator.endsWith("~") && !GoRegex.isLiteral(operand)) {
            GoRegex regex = GoRegex.compileForValues(operand);
            value = regex::matches;
        } else {
            value = operand::equals;
        }
        return new LabelMatcher(name, operator, operand, operator.startsWith("!") ? value.negate() : value);
    }

    boolean matches(LabelSet labels) {
        String actual = labels.get(name);
        return value.test(actual == null ? "" : actual);
    }

    boolean matchesEmpty() {
        return value.test("");
    }

    @Override
    public String toString() {
        return name + operator + GoText.quote(operand);
    }
}
