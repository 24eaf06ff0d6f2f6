package io.fapilog.devloki.logql;

import io.fapilog.devloki.logql.grammar.LogQLParser.ExprContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * A log query where only a metric query can stand: what comes after it is unexpected, since a range is missing.
 *
 * @param tree the log query
 */
record SyntaxAfter(ExprContext tree) {
    BadQuery toBadQuery() {
        Token next = next();
        return new BadQuery(QueryParser.position(next) + "syntax error: unexpected " + next.getText());
    }

    private Token next() {
        boolean found = false;
        for (int i = 0; i < tree.getParent().getChildCount(); i++) {
            ParseTree child = tree.getParent().getChild(i);
            if (found && child instanceof TerminalNode terminal) {
                return terminal.getSymbol();
            }
            found |= child == tree;
        }
        return tree.getStop();
    }
}
