package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lays queries out: what is longer than a line of 100 characters is split at its parts, which are indented by two
 * spaces. Thread-safe.
 */
final class Layout {
    private static final int MAX_LINE = 100;

    private Layout() {}

    static String of(Expr expr) {
        return format(expr, 0);
    }

    private static String format(Expr expr, int level) {
        String text = expr.toString();
        if (text.length() <= MAX_LINE) {
            return indent(level) + text;
        }
        if (expr instanceof LogExpr log) {
            return log(log, level);
        }
        if (expr instanceof MetricExpr.Range range) {
            return range(range, level);
        }
        if (expr instanceof MetricExpr.Aggregation aggregation) {
            String first = aggregation.parameter() == 0 ? null : String.valueOf(aggregation.parameter());
            String head = aggregation.operation() + grouping(aggregation.grouping());
            return call(level, head, parts(level, first, format(aggregation.inner(), level + 1)), "");
        }
        if (expr instanceof MetricExpr.Binary binary) {
            return format(binary.left(), level + 1) + "\n" + indent(level) + binary.operator()
                    + binary.matching().laidOut() + "\n" + format(binary.right(), level + 1);
        }
        return expr instanceof MetricExpr.LabelReplace replace ? replace(replace, level) : indent(level) + text;
    }

    private static String indent(int level) {
        return "  ".repeat(level);
    }

    private static List<String> parts(int level, @Nullable String first, String last) {
        return first == null ? List.of(last) : List.of(indent(level + 1) + first, last);
    }

    private static String call(int level, String head, List<String> parts, String tail) {
        return indent(level) + head + "(\n" + String.join(",\n", parts) + "\n" + indent(level) + ")" + tail;
    }

    private static String log(LogExpr log, int level) {
        StringBuilder out = new StringBuilder(indent(level)).append(log.selectorText());
        List<Stage> stages = log.stages();
        int i = 0;
        while (i < stages.size()) {
            int end = i + 1;
            while (stages.get(i) instanceof LineFilter
                    && end < stages.size()
                    && stages.get(end) instanceof LineFilter) {
                end++;
            }
            lines(stages.subList(i, end), level + 1)
                    .forEach(line -> out.append('\n').append(line));
            i = end;
        }
        return out.toString();
    }

    /** The lines of one stage, or of line filters in a row, which share a line if there is room. */
    private static List<String> lines(List<Stage> stages, int level) {
        List<String> texts = stages.stream().map(LogExpr::stageText).toList();
        String joined = String.join(" ", texts);
        if (joined.length() <= MAX_LINE) {
            // The indentation of this stage is missing in Loki too.
            return List.of(stages.get(0) instanceof DecolorizeStage ? joined : indent(level) + joined);
        }
        return texts.stream().map(text -> indent(level) + text).toList();
    }

    private static String range(MetricExpr.Range expr, int level) {
        LogRange range = expr.range();
        StringBuilder inner = new StringBuilder(format(range.log(), level + 1));
        if (range.unwrap().exists()) {
            for (String line : range.unwrap().lines()) {
                inner.append('\n').append(indent(level + 2)).append(line);
            }
        }
        inner.append(" [").append(GoText.prometheusDuration(range.nanos())).append(']');
        if (range.offset() != 0) {
            inner.append(" offset ").append(GoText.prometheusDuration(range.offset()));
        }
        Double parameter = expr.parameter();
        String first = parameter == null ? null : GoNumber.formatGeneral(parameter);
        Grouping grouping = Objects.requireNonNullElse(expr.grouping(), Grouping.NONE);
        return call(level, expr.operation(), parts(level, first, inner.toString()), grouping(grouping));
    }

    private static String grouping(Grouping grouping) {
        if (grouping.labels().isEmpty()) {
            return grouping.without() ? " without" : "";
        }
        return (grouping.without() ? " without (" : " by (") + String.join(", ", grouping.labels()) + ")";
    }

    private static String replace(MetricExpr.LabelReplace expr, int level) {
        List<String> parts = new ArrayList<>();
        parts.add(format(expr.inner(), level + 1));
        for (String text : List.of(expr.target(), expr.replacement(), expr.source(), expr.regexText())) {
            parts.add(indent(level + 1) + GoText.quote(text));
        }
        return call(level, "label_replace", parts, "");
    }
}
