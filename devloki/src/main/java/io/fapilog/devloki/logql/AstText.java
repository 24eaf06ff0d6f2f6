package io.fapilog.devloki.logql;

import io.fapilog.devloki.logql.grammar.LogQLParser;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads the leaves of a parse tree. Thread-safe. */
final class AstText {
    private AstText() {}

    static String string(TerminalNode node) throws BadQuery {
        try {
            return GoString.read(node.getText(), 0).value();
        } catch (GoString.SyntaxError e) {
            throw new BadQuery(QueryParser.position(node.getSymbol()) + "invalid char escape");
        }
    }

    /** Builds a stage. */
    interface StageSource {
        Stage build() throws BadQuery;
    }

    /** The stage that {@code source} builds; its faults are reported with the {@code text} of the stage. */
    static Stage stage(String text, StageSource source) throws BadQuery {
        try {
            return source.build();
        } catch (BadQuery e) {
            throw new BadQuery("stage '| " + text + "' : " + e.text());
        }
    }

    static GoTemplate template(String fault, String name, String text) throws BadQuery {
        try {
            return GoTemplate.parse(name, text);
        } catch (BadQuery e) {
            throw new BadQuery(fault + ": " + e.text());
        }
    }

    static List<String> names(LogQLParser.LabelsContext labels) {
        return labels.identifier().stream().map(ParserRuleContext::getText).toList();
    }

    static double number(LogQLParser.LiteralContext literal) throws BadQuery {
        try {
            double value = GoNumber.parseLiteral(literal.NUMBER().getText());
            return literal.SUB() == null ? value : -value;
        } catch (BadQuery e) {
            throw new BadQuery("unable to parse literal as a float: " + e.text());
        }
    }
}
