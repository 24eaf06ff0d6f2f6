package io.fapilog.devloki.logql;

import io.fapilog.devloki.logql.grammar.LogQLParser.ComparisonContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.ConditionContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.ExtractionContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.ExtractorContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.GroupContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.IpContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.LabelFilterContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.LabelFormatContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.LineFilterContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.LogExprContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.MatcherContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.NamedMatcherContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.OperandContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.QuantityContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.SelectorContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.StageContext;
import io.fapilog.devloki.logql.grammar.LogQLParser.TextContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;

/** Builds the syntax tree of log queries from the parse tree. Thread-safe. */
final class LogAst {
    LogExpr log(LogExprContext tree) throws BadQuery {
        return log(tree.selector(), tree.stage());
    }

    LogExpr log(SelectorContext selector, List<StageContext> stages) throws BadQuery {
        List<LabelMatcher> matchers = new ArrayList<>();
        for (MatcherContext matcher : selector.matcher()) {
            matchers.add(matcher(matcher));
        }
        List<Stage> built = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            if (i > 0) {
                refuseFilterOfName(stages.get(i - 1), stages.get(i));
            }
            built.add(stage(stages.get(i)));
        }
        return new LogExpr(List.copyOf(matchers), List.copyOf(built));
    }

    /**
     * Refuses a line filter after the name of a label to drop or keep. For Loki the operator belongs to a matcher of the
     * label, and what comes after its text is unexpected.
     */
    private static void refuseFilterOfName(StageContext named, StageContext next) throws BadQuery {
        List<NamedMatcherContext> names = named.namedMatcher();
        LineFilterContext filter = next.lineFilter();
        if (names.isEmpty() || names.get(names.size() - 1).identifier() == null || filter == null) {
            return;
        }
        if (!filter.op.getText().matches("!=|!~")) {
            return;
        }
        boolean query = next.getParent() instanceof LogExprContext;
        boolean text = filter.operand(0).IP() == null && filter.OR(0) != null;
        Token fault = text ? filter.OR(0).getSymbol() : filter.operand(0).getStart();
        if (text && query) {
            fault = filter.operand(1).getStart();
        }
        String found = fault.getText().matches("[\"`](?s:.*)") ? "STRING" : fault.getText();
        throw new BadQuery(QueryParser.position(fault) + "syntax error: unexpected " + found);
    }

    private static LabelMatcher matcher(MatcherContext tree) throws BadQuery {
        return LabelMatcher.of(tree.identifier().getText(), tree.op.getText(), AstText.string(tree.STRING()));
    }

    private Stage stage(StageContext tree) throws BadQuery {
        if (tree.lineFilter() != null) {
            return lineFilter(tree.lineFilter());
        }
        if (tree.labelFilter() != null) {
            return labelFilter(tree.labelFilter());
        }
        if (tree.DECOLORIZE() != null) {
            return new DecolorizeStage();
        }
        if (tree.DROP() != null || tree.KEEP() != null) {
            List<NamedMatcher> named = named(tree.namedMatcher());
            return tree.DROP() != null ? new DropStage(named) : new KeepStage(named);
        }
        return tree.extractor() != null ? extractor(tree.extractor()) : format(tree);
    }

    private static List<NamedMatcher> named(List<NamedMatcherContext> trees) throws BadQuery {
        List<NamedMatcher> named = new ArrayList<>();
        for (NamedMatcherContext tree : trees) {
            LabelMatcher matcher = tree.matcher() == null ? null : matcher(tree.matcher());
            named.add(new NamedMatcher(matcher == null ? tree.identifier().getText() : matcher.name(), matcher));
        }
        return List.copyOf(named);
    }

    private static LineFilter lineFilter(LineFilterContext tree) throws BadQuery {
        List<LineFilter.Operand> operands = new ArrayList<>();
        for (OperandContext operand : tree.operand()) {
            operands.add(new LineFilter.Operand(AstText.string(operand.STRING()), operand.IP() != null));
        }
        return LineFilter.of(tree.op.getText(), operands);
    }

    private static Stage format(StageContext tree) throws BadQuery {
        if (tree.LINE_FORMAT() != null) {
            String text = AstText.string(tree.STRING());
            return AstText.stage(
                    "line_format " + GoText.quote(text),
                    () -> new LineFormatStage(text, AstText.template("invalid line template", "line", text)));
        }
        List<String> texts = new ArrayList<>();
        for (LabelFormatContext each : tree.labelFormat()) {
            boolean renaming = each.STRING() == null;
            String source = renaming ? each.identifier(1).getText() : GoText.quote(AstText.string(each.STRING()));
            texts.add(each.identifier(0).getText() + "=" + source);
        }
        return AstText.stage("label_format " + String.join(",", texts), () -> {
            List<LabelFormatStage.Format> formats = new ArrayList<>();
            for (LabelFormatContext each : tree.labelFormat()) {
                formats.add(format(each));
            }
            return LabelFormatStage.of(List.copyOf(formats));
        });
    }

    private static LabelFormatStage.Format format(LabelFormatContext tree) throws BadQuery {
        String name = tree.identifier(0).getText();
        if (tree.STRING() == null) {
            return new LabelFormatStage.Format(name, tree.identifier(1).getText(), null);
        }
        String text = AstText.string(tree.STRING());
        GoTemplate template = AstText.template("invalid template for label '" + name + "'", "label", text);
        return new LabelFormatStage.Format(name, text, template);
    }

    private static Stage extractor(ExtractorContext tree) throws BadQuery {
        List<Extraction> extractions = new ArrayList<>();
        for (ExtractionContext each : tree.extraction()) {
            String name = each.identifier().getText();
            extractions.add(new Extraction(name, each.STRING() == null ? name : AstText.string(each.STRING())));
        }
        if (tree.JSON() != null) {
            return extractions.isEmpty()
                    ? new JsonStage()
                    : AstText.stage(
                            "json " + Extraction.join(extractions), () -> JsonFieldsStage.of(List.copyOf(extractions)));
        }
        if (tree.LOGFMT() != null) {
            boolean strict =
                    tree.FLAG().stream().anyMatch(flag -> flag.getText().equals("--strict"));
            boolean empty = tree.FLAG().stream().anyMatch(flag -> flag.getText().equals("--keep-empty"));
            String flags = (strict ? "--strict " : "") + (empty ? "--keep-empty " : "");
            return extractions.isEmpty()
                    ? new LogfmtStage(strict, empty)
                    : AstText.stage(
                            "logfmt " + flags + Extraction.join(extractions),
                            () -> LogfmtFieldsStage.of(List.copyOf(extractions), strict, empty));
        }
        if (tree.UNPACK() != null) {
            return new UnpackStage();
        }
        String text = AstText.string(tree.STRING());
        boolean regexp = tree.REGEXP() != null;
        try {
            return regexp ? RegexpStage.of(text) : new PatternStage(text, LinePattern.forParser(text));
        } catch (BadQuery e) {
            throw new BadQuery("invalid " + (regexp ? "regexp" : "pattern") + " parser: " + e.text());
        }
    }

    /**
     * Combines the conditions. "and" precedes "or", but a comma, or nothing, joins the condition before it with
     * everything after it, as in Loki's grammar.
     */
    LabelFilter labelFilter(LabelFilterContext tree) throws BadQuery {
        List<LabelFilter> filters = new ArrayList<>();
        List<String> operators = new ArrayList<>();
        boolean separated = true;
        for (ParseTree child : tree.children) {
            if (child instanceof ConditionContext condition) {
                if (!separated) {
                    operators.add(",");
                }
                filters.add(condition(condition));
                separated = false;
            } else {
                operators.add(child.getText().toLowerCase(java.util.Locale.ROOT));
                separated = true;
            }
        }
        return combine(filters, operators);
    }

    private static LabelFilter combine(List<LabelFilter> filters, List<String> operators) {
        int comma = operators.indexOf(",");
        if (comma >= 0) {
            LabelFilter rest =
                    combine(filters.subList(comma + 1, filters.size()), operators.subList(comma + 1, operators.size()));
            List<LabelFilter> joined = new ArrayList<>(filters.subList(0, comma));
            joined.add(new CombinedFilter(filters.get(comma), rest, true));
            return combine(joined, operators.subList(0, comma));
        }
        int or = operators.lastIndexOf("or");
        int split = or >= 0 ? or : operators.size() - 1;
        if (split < 0) {
            return filters.get(0);
        }
        LabelFilter left = combine(filters.subList(0, split + 1), operators.subList(0, split));
        LabelFilter right =
                combine(filters.subList(split + 1, filters.size()), operators.subList(split + 1, operators.size()));
        return new CombinedFilter(left, right, or < 0);
    }

    private LabelFilter condition(ConditionContext tree) throws BadQuery {
        if (tree instanceof GroupContext group) {
            return labelFilter(group.labelFilter());
        }
        if (tree instanceof TextContext text) {
            return TextFilter.of(matcher(text.matcher()));
        }
        if (tree instanceof IpContext ip) {
            String pattern = AstText.string(ip.STRING());
            boolean not = ip.op.getText().equals("!=");
            return new IpFilter(ip.identifier().getText(), not, pattern, IpPattern.parse(pattern));
        }
        ComparisonContext comparison = (ComparisonContext) tree;
        return quantity(comparison.identifier().getText(), comparison.op.getText(), comparison.quantity());
    }

    private static LabelFilter quantity(String name, String operator, QuantityContext tree) throws BadQuery {
        String text = tree.getText();
        if (tree.DURATION() != null) {
            long nanos = GoDuration.parseInQuery(text);
            return new QuantityFilter(name, operator, QuantityFilter.Kind.DURATION, nanos, GoText.duration(nanos));
        }
        if (tree.BYTES() != null) {
            // Loki's frontend passes the query on in this rounded form.
            String rounded = GoText.humanBytes(GoNumber.parseBytes(text));
            double bytes = GoNumber.parseBytes(rounded);
            return new QuantityFilter(name, operator, QuantityFilter.Kind.BYTES, bytes, rounded);
        }
        double number = AstText.number(tree.literal());
        return new QuantityFilter(name, operator, QuantityFilter.Kind.NUMBER, number, GoNumber.format(number));
    }
}
