package io.fapilog.devloki.logql;

import java.util.Set;

/** The binary operators on numbers. Thread-safe. */
final class Operators {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", ">", ">=", "<", "<=");
    private static final Set<String> SETS = Set.of("and", "or", "unless");

    private Operators() {}

    static boolean isComparison(String operator) {
        return COMPARISONS.contains(operator);
    }

    static boolean isSet(String operator) {
        return SETS.contains(operator);
    }

    /** The result of an operation; of a comparison, 1 or 0. */
    static double apply(String operator, double left, double right) {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> right == 0 ? Double.NaN : left / right;
            case "%" -> right == 0 ? Double.NaN : left % right;
            case "^" -> power(left, right);
            default -> holds(operator, left, right) ? 1 : 0;
        };
    }

    /** As in C and Go, 1 to any power is 1. */
    private static double power(double left, double right) {
        return left == 1 || (left == -1 && Double.isInfinite(right)) ? 1 : Math.pow(left, right);
    }

    static boolean holds(String comparison, double left, double right) {
        return switch (comparison) {
            case "==" -> left == right;
            case "!=" -> left != right;
            case ">" -> left > right;
            case ">=" -> left >= right;
            case "<" -> left < right;
            default -> left <= right;
        };
    }
}
