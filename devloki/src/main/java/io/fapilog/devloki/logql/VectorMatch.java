package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Matches the samples of two vectors, and combines the values of each pair. For one step. */
final class VectorMatch {
    private final MetricExpr.Binary expr;
    private final Matching matching;
    private final boolean swapped;

    VectorMatch(MetricExpr.Binary expr) {
        this.expr = expr;
        this.matching = expr.matching();
        this.swapped = matching.side() == Matching.Side.RIGHT;
    }

    List<Sample> apply(List<Sample> left, List<Sample> right) throws BadQuery {
        List<Sample> many = swapped ? right : left;
        Map<LabelSet, Sample> ones = ones(swapped ? left : right);
        Map<LabelSet, Set<LabelSet>> matched = new HashMap<>();
        List<Sample> result = new ArrayList<>();
        for (Sample sample : many) {
            LabelSet signature = matching.signature(sample.labels());
            Sample one = ones.get(signature);
            if (one == null) {
                continue;
            }
            LabelSet labels = labels(sample.labels(), one.labels());
            checkUnique(matched.computeIfAbsent(signature, any -> new HashSet<>()), labels);
            double first = swapped ? one.value() : sample.value();
            double second = swapped ? sample.value() : one.value();
            Double value = BinaryEvaluator.value(expr, first, second, first);
            if (value != null) {
                result.add(new Sample(labels, value));
            }
        }
        return result;
    }

    private Map<LabelSet, Sample> ones(List<Sample> samples) throws BadQuery {
        Map<LabelSet, Sample> ones = new HashMap<>();
        for (Sample sample : samples) {
            if (ones.put(matching.signature(sample.labels()), sample) != null) {
                throw new BadQuery(
                        500,
                        "found duplicate series on the " + (swapped ? "left" : "right")
                                + " hand-side;many-to-many matching not allowed: matching labels must be unique on one side");
            }
        }
        return ones;
    }

    private void checkUnique(Set<LabelSet> seen, LabelSet labels) throws BadQuery {
        boolean grouped = matching.side() != Matching.Side.NONE;
        if (!grouped && !seen.isEmpty()) {
            throw new BadQuery(
                    500, "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
        }
        if (!seen.add(labels)) {
            throw new BadQuery(500, "multiple matches for labels: grouping labels must ensure unique matches");
        }
    }

    private LabelSet labels(LabelSet many, LabelSet one) {
        LabelSet result = matching.side() == Matching.Side.NONE ? matching.signature(many) : many;
        for (String name : matching.included()) {
            String value = one.get(name);
            result = value == null || value.isEmpty() ? result.without(name) : result.with(name, value);
        }
        return result;
    }
}
