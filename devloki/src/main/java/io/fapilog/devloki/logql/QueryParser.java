package io.fapilog.devloki.logql;

import io.fapilog.devloki.logql.grammar.LogQLLexer;
import io.fapilog.devloki.logql.grammar.LogQLParser;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Parses queries. Thread-safe. */
final class QueryParser {
    private static final int MAX_LENGTH = 131_072;
    private static final int MAX_DEPTH = 500;

    private QueryParser() {}

    /** Parses a query; its selectors can match every stream. */
    static Expr parse(String text) throws BadQuery {
        if (text.length() >= MAX_LENGTH) {
            throw new BadQuery("parse error : input size too long (" + text.length() + " > " + MAX_LENGTH + ")");
        }
        if (text.chars().filter(c -> c == '(').count() > MAX_DEPTH) {
            throw new BadQuery("parse error : DevLoki supports at most " + MAX_DEPTH + " parentheses in a query");
        }
        LogQLLexer lexer = new LogQLLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        LogQLParser parser = new LogQLParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        LogQLParser.QueryContext tree;
        try {
            tree = parser.query();
        } catch (ParseCancellationException e) {
            throw new SyntaxFault(text, tokens.getTokens()).toBadQuery();
        }
        try {
            return new MetricAst().expr(tree.expr());
        } catch (BadQuery e) {
            boolean complete = e.text().startsWith("parse error");
            throw complete ? e : new BadQuery("parse error : " + e.text());
        }
    }

    static String position(Token token) {
        return "parse error at line " + token.getLine() + ", col " + (token.getCharPositionInLine() + 1) + ": ";
    }
}
