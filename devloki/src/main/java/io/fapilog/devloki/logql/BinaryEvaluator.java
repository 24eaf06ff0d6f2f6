package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates a binary operation. */
final class BinaryEvaluator {
    private BinaryEvaluator() {}

    static Evaluator of(MetricExpr.Binary expr, LogSource source, Span span) {
        if (expr.left() instanceof MetricExpr.Scalar scalar) {
            Evaluator right = Evaluator.of(expr.right(), source, span);
            return time -> withScalar(expr, right.at(time), scalar.value(), true);
        }
        if (expr.right() instanceof MetricExpr.Scalar scalar) {
            Evaluator left = Evaluator.of(expr.left(), source, span);
            return time -> withScalar(expr, left.at(time), scalar.value(), false);
        }
        Evaluator left = Evaluator.of(expr.left(), source, span);
        Evaluator right = Evaluator.of(expr.right(), source, span);
        return time -> {
            List<Sample> second = right.at(time);
            return combine(expr, left.at(time), second);
        };
    }

    private static List<Sample> combine(MetricExpr.Binary expr, List<Sample> left, List<Sample> right) throws BadQuery {
        return Operators.isSet(expr.operator())
                ? SetOperation.apply(expr, left, right)
                : new VectorMatch(expr).apply(left, right);
    }

    private static List<Sample> withScalar(
            MetricExpr.Binary expr, List<Sample> vector, double scalar, boolean scalarLeft) {
        List<Sample> result = new ArrayList<>();
        for (Sample sample : vector) {
            double left = scalarLeft ? scalar : sample.value();
            double right = scalarLeft ? sample.value() : scalar;
            Double value = value(expr, left, right, sample.value());
            if (value != null) {
                result.add(new Sample(sample.labels(), value));
            }
        }
        return result;
    }

    /**
     * The result for two values, null if a comparison filters it out.
     *
     * @param retained the result of a filtering comparison that holds
     */
    static @Nullable Double value(MetricExpr.Binary expr, double left, double right, double retained) {
        if (!Operators.isComparison(expr.operator()) || expr.matching().bool()) {
            return Operators.apply(expr.operator(), left, right);
        }
        return Operators.holds(expr.operator(), left, right) ? retained : null;
    }
}
