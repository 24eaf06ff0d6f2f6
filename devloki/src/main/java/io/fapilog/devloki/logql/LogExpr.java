package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A log query.
 *
 * @param selector the conditions on the labels of streams
 * @param stages the stages in the order of the query
 */
record LogExpr(List<LabelMatcher> selector, List<Stage> stages) implements Expr {
    private static final String TOO_OPEN =
            "parse error : queries require at least one regexp or equality matcher that does not have an"
                    + " empty-compatible value. For instance, app=~\".*\" does not meet this requirement, but"
                    + " app=~\".+\" will";

    boolean selects(LabelSet labels) {
        for (LabelMatcher matcher : selector) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** Refuses a selector that can match every stream, like Loki. */
    void requireSelective() throws BadQuery {
        if (selector.stream().allMatch(LabelMatcher::matchesEmpty)) {
            throw new BadQuery(TOO_OPEN);
        }
    }

    /**
     * The stages in the order of execution. Line filters come before the stages that do not change the line, as in
     * Loki, which counts {@code decolorize} among these.
     */
    List<Stage> ordered() {
        List<Stage> result = new ArrayList<>();
        List<Stage> filters = new ArrayList<>();
        List<Stage> others = new ArrayList<>();
        for (Stage stage : stages) {
            if (stage instanceof LineFilter) {
                filters.add(stage);
                continue;
            }
            if (!(stage instanceof LabelFilter)) {
                others.add(stage);
            }
            if (stage instanceof LabelFilter || stage instanceof LineFormatStage || stage instanceof UnpackStage) {
                flush(filters, others, result);
            }
            if (stage instanceof LabelFilter) {
                result.add(stage);
            }
        }
        flush(filters, others, result);
        return List.copyOf(result);
    }

    private static void flush(List<Stage> filters, List<Stage> others, List<Stage> result) {
        result.addAll(filters);
        result.addAll(others);
        filters.clear();
        others.clear();
    }

    String selectorText() {
        return selector.stream().map(LabelMatcher::toString).collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(selectorText());
        for (Stage stage : stages) {
            out.append(' ').append(stageText(stage));
        }
        return out.toString();
    }

    static String stageText(Stage stage) {
        return stage instanceof LabelFilter ? "| " + stage : stage.toString();
    }
}
