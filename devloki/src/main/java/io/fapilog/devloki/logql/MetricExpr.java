package io.fapilog.devloki.logql;

import org.jspecify.annotations.Nullable;

/** A metric query. */
sealed interface MetricExpr extends Expr {

    /** A number. */
    record Scalar(double value) implements MetricExpr {
        @Override
        public String toString() {
            return GoNumber.formatGeneral(value);
        }
    }

    /** A vector of a single sample without labels. */
    record Vector(double value) implements MetricExpr {
        @Override
        public String toString() {
            return "vector(" + String.format(java.util.Locale.ROOT, "%f", value) + ")";
        }
    }

    /**
     * An aggregation of entries over time.
     *
     * @param operation for example {@code rate}
     * @param parameter the quantile
     * @param range the entries
     * @param grouping the labels of the result; null for all
     */
    record Range(
            String operation,
            @Nullable Double parameter,
            LogRange range,
            @Nullable Grouping grouping) implements MetricExpr {
        @Override
        public String toString() {
            String first = parameter == null ? "" : GoNumber.formatGeneral(parameter) + ",";
            return operation + "(" + first + range + ")" + (grouping == null ? "" : grouping);
        }
    }

    /**
     * An aggregation of series.
     *
     * @param operation for example {@code sum}
     * @param parameter the number of series, 0 if there is none
     */
    record Aggregation(String operation, int parameter, MetricExpr inner, Grouping grouping) implements MetricExpr {
        @Override
        public String toString() {
            String by = grouping.single() ? "" : grouping.toString();
            return operation + by + "(" + (parameter == 0 ? "" : parameter + ",") + inner + ")";
        }
    }

    /** A binary operation. */
    record Binary(String operator, MetricExpr left, MetricExpr right, Matching matching) implements MetricExpr {
        @Override
        public String toString() {
            return "(" + left + " " + operator + matching + " " + right + ")";
        }
    }

    /**
     * A function that sets a label.
     *
     * @param target the label that is set
     * @param replacement its value, with references to groups of the expression
     * @param source the label that the expression is matched with
     * @param regex the expression
     */
    record LabelReplace(
            MetricExpr inner, String target, String replacement, String source, String regexText, GoRegex regex)
            implements MetricExpr {
        @Override
        public String toString() {
            return "label_replace(" + inner + "," + GoText.quote(target) + "," + GoText.quote(replacement) + ","
                    + GoText.quote(source) + "," + GoText.quote(regexText) + ")";
        }
    }
}
