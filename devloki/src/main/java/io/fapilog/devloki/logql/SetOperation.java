package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The operators {@code and}, {@code or} and {@code unless}. Thread-safe. */
final class SetOperation {
    private SetOperation() {}

    static List<Sample> apply(MetricExpr.Binary expr, List<Sample> left, List<Sample> right) {
        Matching matching = expr.matching();
        if (expr.operator().equals("or")) {
            Set<LabelSet> known = signatures(matching, left);
            List<Sample> result = new ArrayList<>(left);
            right.stream()
                    .filter(sample -> !known.contains(matching.signature(sample.labels())))
                    .forEach(result::add);
            return result;
        }
        Set<LabelSet> known = signatures(matching, right);
        boolean wanted = expr.operator().equals("and");
        return left.stream()
                .filter(sample -> known.contains(matching.signature(sample.labels())) == wanted)
                .toList();
    }

    private static Set<LabelSet> signatures(Matching matching, List<Sample> samples) {
        return samples.stream()
                .map(sample -> matching.signature(sample.labels()))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
