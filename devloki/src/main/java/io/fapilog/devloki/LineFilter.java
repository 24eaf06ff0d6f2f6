package io.fapilog.devloki;

import io.fapilog.devloki.logql.BadQuery;
import io.fapilog.devloki.logql.GoText;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Creates the predicates of line filters. Thread-safe. */
final class LineFilter {
    private LineFilter() {}

    /**
     * A line filter.
     *
     * @param operator one of {@code |= != |~ !~}
     * @param operands the texts or regular expressions, of which one must match, or none with {@code !}
     */
    static Predicate<String> of(String operator, List<String> operands) throws BadQuery {
        Predicate<String> any = line -> false;
        for (String operand : operands) {
            Predicate<String> one = operator.endsWith("~") ? stage(operator, operand) : line -> line.contains(operand);
            any = any.or(one);
        }
        return operator.startsWith("!") ? any.negate() : any;
    }

    private static Predicate<String> stage(String operator, String regex) throws BadQuery {
        try {
            // In Go's regular expressions only a line feed ends a line.
            return regex(regex, Pattern.UNIX_LINES).asPredicate();
        } catch (BadQuery e) {
            String stage = "parse error : stage '" + operator + " " + GoText.quote(regex) + "' :";
            throw new BadQuery(e.text().replaceFirst("^parse error :", Matcher.quoteReplacement(stage)));
        }
    }

    static Pattern regex(String regex, int flags) throws BadQuery {
        try {
            return Pattern.compile(regex, flags);
        } catch (PatternSyntaxException e) {
            throw new BadQuery("parse error : error parsing regexp: " + e.getDescription() + ": `" + regex + "`");
        }
    }
}
