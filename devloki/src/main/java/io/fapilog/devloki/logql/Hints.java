package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the parsers of a metric query have to extract: only the labels that the rest of the query refers to, when that
 * is known. It decides visibly whether a malformed line is an error, hence it is the same as Loki's. For one row.
 */
final class Hints {
    private final Set<String> required;
    private final boolean nothing;
    private final Map<String, LabelFilter> filters;
    private final Set<String> extracted = new HashSet<>();

    private Hints(Set<String> required, boolean nothing, Map<String, LabelFilter> filters) {
        this.required = required;
        this.nothing = nothing;
        this.filters = filters;
    }

    /** The hints of a log query: everything is extracted. */
    static Hints none(List<Stage> stages) {
        return new Hints(Set.of(), false, filters(stages));
    }

    /**
     * The hints of a metric query.
     *
     * @param referred the labels that stages and the unwrapping refer to
     * @param grouping the grouping of the result
     * @param noLabels whether the result has no labels at all
     */
    static Hints of(List<String> referred, Grouping grouping, boolean noLabels, List<Stage> stages) {
        Set<String> required = new HashSet<>();
        List<String> all = new ArrayList<>(referred);
        all.addAll(grouping.labels());
        for (String name : all) {
            required.add(name);
            if (name.endsWith(Row.EXTRACTED)) {
                required.add(name.substring(0, name.length() - Row.EXTRACTED.length()));
            }
        }
        required.remove("");
        if (noLabels) {
            return required.isEmpty()
                    ? new Hints(Set.of(), true, Map.of())
                    : new Hints(required, false, filters(stages));
        }
        if (grouping.without() || grouping.labels().isEmpty()) {
            return new Hints(Set.of(), false, filters(stages));
        }
        return new Hints(required, false, Map.of());
    }

    /** The label filters on a single label: a parser that extracts it can stop at once. */
    private static Map<String, LabelFilter> filters(List<Stage> stages) {
        Map<String, LabelFilter> found = new HashMap<>();
        for (Stage stage : stages) {
            if (stage instanceof LabelFilter filter
                    && !(stage instanceof CombinedFilter)
                    && !filter.labels().isEmpty()) {
                found.putIfAbsent(filter.labels().get(0), filter);
            }
        }
        return found;
    }

    void reset() {
        extracted.clear();
    }

    void extracted(String name) {
        extracted.add(name);
    }

    boolean wasExtracted(String name) {
        return extracted.contains(name);
    }

    boolean wants(String name) {
        return required.isEmpty() || required.contains(name);
    }

    boolean wantsPrefix(String prefix) {
        return required.isEmpty() || required.stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** Whether a parser has nothing to do. */
    boolean nothing() {
        return nothing || complete();
    }

    boolean complete() {
        return !required.isEmpty() && extracted.containsAll(required);
    }

    boolean preserveError() {
        return required.contains(Row.ERROR);
    }

    /** Whether no later label filter rejects the label {@code name} that was just extracted. */
    boolean accepts(String name, Row row) {
        LabelFilter filter = filters.get(name);
        return filter == null || filter.process(row);
    }
}
