package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A line filter: retains the lines that match one of its operands, or none with a negated operator.
 *
 * @param operator {@code |=}, {@code !=}, {@code |~}, {@code !~}, {@code |>} or {@code !>}
 * @param operands what is searched
 * @param condition the condition on the line
 */
record LineFilter(String operator, List<Operand> operands, Predicate<String> condition) implements Stage {

    /**
     * An operand of a line filter.
     *
     * @param text the text, regular expression, pattern or address
     * @param ip whether it is an address
     */
    record Operand(String text, boolean ip) {
        @Override
        public String toString() {
            return ip ? "ip(" + GoText.quote(text) + ")" : GoText.quote(text);
        }
    }

    static LineFilter of(String operator, List<Operand> operands) throws BadQuery {
        List<Predicate<String>> conditions = new ArrayList<>();
        for (Operand operand : operands) {
            conditions.add(condition(operator, operand));
        }
        Predicate<String> any = conditions.stream().reduce(Predicate::or).orElseThrow();
        return new LineFilter(operator, List.copyOf(operands), operator.startsWith("!") ? any.negate() : any);
    }

    private static Predicate<String> condition(String operator, Operand operand) throws BadQuery {
        try {
            if (operand.ip()) {
                if (!operator.endsWith("=")) {
                    throw new BadQuery("ip: invalid operation");
                }
                return IpPattern.parse(operand.text())::occursIn;
            }
            return switch (operator.charAt(1)) {
                case '=' -> contains(operand.text());
                case '~' -> regex(operand.text());
                default -> LinePattern.forFilter(operand.text())::matchesAll;
            };
        } catch (BadQuery e) {
            throw new BadQuery("parse error : stage '" + operator + " " + operand + "' : " + e.text());
        }
    }

    private static Predicate<String> contains(String text) {
        return text.isEmpty() ? line -> true : line -> line.contains(text);
    }

    /** A search for a regular expression. The common forms of a text within others need none. */
    private static Predicate<String> regex(String text) throws BadQuery {
        String inner = text;
        inner = inner.startsWith(".*") && inner.length() > 2 ? inner.substring(2) : inner;
        inner = inner.endsWith(".*") && !inner.endsWith("\\.*") ? inner.substring(0, inner.length() - 2) : inner;
        if (GoRegex.isLiteral(inner)) {
            return contains(inner);
        }
        if (inner.startsWith("(?i)") && GoRegex.isLiteral(inner.substring(4)) && ascii(inner)) {
            return ignoringCase(inner.substring(4).toLowerCase(Locale.ROOT));
        }
        return GoRegex.compile(text)::find;
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80) && !text.contains("k") && !text.contains("s");
    }

    private static Predicate<String> ignoringCase(String lower) {
        return line -> {
            int last = line.length() - lower.length();
            for (int i = 0; i <= last; i++) {
                if (line.regionMatches(true, i, lower, 0, lower.length())) {
                    return true;
                }
            }
            return false;
        };
    }

    @Override
    public boolean process(Row row) {
        return condition.test(row.line());
    }

    @Override
    public String toString() {
        return operator + " " + operands.stream().map(Operand::toString).collect(Collectors.joining(" or "));
    }
}
