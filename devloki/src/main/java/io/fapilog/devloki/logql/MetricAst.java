package io.fapilog.devloki.logql;

import io.fapilog.devloki.logql.grammar.LogQLParser.BinaryContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.ExprContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.GroupingContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.LabelFilterContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.LabelReplaceContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.LogContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.LogRangeContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.ModifierContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.ParenthesesContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.RangeAggregationContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.RangeQueryContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.ReplaceContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.ScalarContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.UnwrapContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.VectorAggregationContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.VectorLiteralContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.VectorQueryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Builds the syntax tree of queries from the parse tree. Thread-safe. */
final class MetricAst {
    private final LogAst logs = new LogAst();

    Expr expr(ExprContext tree) throws BadQuery {
        if (tree instanceof ParenthesesContext inner) {
            return expr(inner.expr());
        }
        if (tree instanceof LogContext log) {
            return logs.log(log.logExpr());
        }
        if (tree instanceof BinaryContext binary) {
            return binary(binary);
        }
        if (tree instanceof RangeQueryContext range) {
            return range(range.rangeAggregation());
        }
        if (tree instanceof VectorQueryContext vector) {
            return aggregation(vector.vectorAggregation());
        }
        if (tree instanceof ReplaceContext replace) {
            return replace(replace.labelReplace());
        }
        if (tree instanceof VectorLiteralContext vector) {
            return new MetricExpr.Vector(GoNumber.parseLiteral(vector.NUMBER().getText()));
        }
        return new MetricExpr.Scalar(AstText.number(((ScalarContext) tree).literal()));
    }

    private MetricExpr metric(ExprContext tree) throws BadQuery {
        if (expr(tree) instanceof MetricExpr metric) {
            return metric;
        }
        throw new SyntaxAfter(tree).toBadQuery();
    }

    private MetricExpr binary(BinaryContext tree) throws BadQuery {
        String operator = tree.op.getText().toLowerCase(Locale.ROOT);
        MetricExpr left = leg("left", operator, tree.expr(0));
        MetricExpr right = leg("right", operator, tree.expr(1));
        if (left instanceof MetricExpr.Scalar a && right instanceof MetricExpr.Scalar b) {
            return new MetricExpr.Scalar(Operators.apply(operator, a.value(), b.value()));
        }
        return new MetricExpr.Binary(operator, left, right, matching(tree.modifier()));
    }

    private MetricExpr leg(String side, String operator, ExprContext tree) throws BadQuery {
        Expr expr = expr(tree);
        if (!(expr instanceof MetricExpr metric)) {
            String type = ((LogExpr) expr).stages().isEmpty() ? "MatchersExpr" : "PipelineExpr";
            throw new BadQuery(
                    "unexpected type for " + side + " leg of binary operation (" + operator + "): *syntax." + type);
        }
        if (metric instanceof MetricExpr.Scalar scalar && Operators.isSet(operator)) {
            throw new BadQuery("unexpected literal for " + side + " leg of logical/set binary operation (" + operator
                    + "): " + String.format(Locale.ROOT, "%f", scalar.value()));
        }
        return metric;
    }

    private static Matching matching(ModifierContext tree) {
        Matching.Side side = tree.GROUP_LEFT() != null
                ? Matching.Side.LEFT
                : tree.GROUP_RIGHT() != null ? Matching.Side.RIGHT : Matching.Side.NONE;
        List<String> labels = tree.labels().isEmpty() ? List.of() : AstText.names(tree.labels(0));
        List<String> included = tree.labels().size() < 2 ? List.of() : AstText.names(tree.labels(1));
        return new Matching(tree.BOOL() != null, tree.ON() != null, labels, side, included);
    }

    private MetricExpr range(RangeAggregationContext tree) throws BadQuery {
        String operation = tree.rangeOp().getText().toLowerCase(Locale.ROOT);
        TerminalNode number = tree.NUMBER();
        boolean quantile = operation.equals("quantile_over_time");
        if (number != null && !quantile) {
            throw new BadQuery("parameter " + number.getText() + " not supported for operation " + operation);
        }
        if (number == null && quantile) {
            throw new BadQuery("parameter required for operation " + operation);
        }
        Double parameter = number == null ? null : GoNumber.parseFloat(number.getText());
        LogRange range = logRange(tree.logRange());
        Grouping grouping = grouping(tree.grouping());
        RangeRules.check(operation, range, grouping);
        return new MetricExpr.Range(operation, parameter, range, grouping);
    }

    private LogRange logRange(LogRangeContext tree) throws BadQuery {
        if (tree.logRange() != null) {
            return logRange(tree.logRange());
        }
        String text = tree.RANGE().getText();
        long nanos = duration(text.substring(1, text.length() - 1), tree.RANGE());
        long offset = tree.offset() == null
                ? 0
                : GoDuration.parseInQuery(tree.offset().DURATION().getText());
        Unwrap unwrap = tree.unwrap().isEmpty() ? Unwrap.NONE : unwrap(tree.unwrap(0));
        return new LogRange(logs.log(tree.selector(), tree.stage()), nanos, offset, unwrap);
    }

    private static long duration(String text, TerminalNode node) throws BadQuery {
        try {
            return GoDuration.parsePrometheus(text);
        } catch (BadQuery e) {
            // Loki's scanner has no line at this point.
            throw new BadQuery(QueryParser.position(node.getSymbol()).replaceFirst("line \\d+", "line 0") + e.text());
        }
    }

    private Unwrap unwrap(UnwrapContext tree) throws BadQuery {
        List<LabelFilter> filters = new ArrayList<>();
        for (LabelFilterContext filter : tree.labelFilter()) {
            filters.add(logs.labelFilter(filter));
        }
        String conversion =
                tree.conversion() == null ? "" : tree.conversion().getText().toLowerCase(Locale.ROOT);
        return new Unwrap(tree.identifier().getText(), conversion, List.copyOf(filters));
    }

    private static @Nullable Grouping grouping(@Nullable GroupingContext tree) {
        return tree == null ? null : new Grouping(tree.WITHOUT() != null, AstText.names(tree.labels()));
    }

    private MetricExpr aggregation(VectorAggregationContext tree) throws BadQuery {
        String operation = tree.vectorOp().getText().toLowerCase(Locale.ROOT);
        Grouping written = grouping(tree.grouping());
        Grouping grouping = written == null ? Grouping.NONE : written;
        int parameter = AggregationRules.parameter(operation, tree.NUMBER(), grouping);
        return new MetricExpr.Aggregation(operation, parameter, metric(tree.expr()), grouping);
    }

    private MetricExpr replace(LabelReplaceContext tree) throws BadQuery {
        MetricExpr inner = metric(tree.expr());
        String regex = AstText.string(tree.STRING(3));
        try {
            return new MetricExpr.LabelReplace(
                    inner,
                    AstText.string(tree.STRING(0)),
                    AstText.string(tree.STRING(1)),
                    AstText.string(tree.STRING(2)),
                    regex,
                    GoRegex.compile("^(?:" + regex + ")$"));
        } catch (BadQuery e) {
            throw new BadQuery("invalid regex in label_replace: " + e.text());
        }
    }
}
