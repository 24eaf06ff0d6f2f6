package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Evaluates {@code label_replace}. */
final class LabelReplaceEvaluator implements Evaluator {
    private final MetricExpr.LabelReplace expr;
    private final Evaluator inner;

    LabelReplaceEvaluator(MetricExpr.LabelReplace expr, Evaluator inner) {
        this.expr = expr;
        this.inner = inner;
    }

    @Override
    public List<Sample> at(long time) throws BadQuery {
        List<Sample> result = new ArrayList<>();
        for (Sample sample : inner.at(time)) {
            result.add(new Sample(replaced(sample.labels()), sample.value()));
        }
        return result;
    }

    private LabelSet replaced(LabelSet labels) {
        String source = labels.get(expr.source());
        Matcher matcher = expr.regex().matcher(source == null ? "" : source);
        if (!matcher.matches()) {
            return labels;
        }
        String value =
                GoReplacement.expand(expr.replacement(), matcher, expr.regex().names());
        return value.isEmpty() ? labels.without(expr.target()) : labels.with(expr.target(), value);
    }
}
