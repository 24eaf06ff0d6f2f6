package io.fapilog.devloki.logql;

import io.fapilog.devloki.logql.grammar.LogQLLexer;
import io.fapilog.devloki.logql.grammar.LogQLParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * A query that is not in the grammar, with Loki's message: the first token that cannot continue the query, and the tokens
 * that could, if these are few.
 */
final class SyntaxFault {
    private static final int MAX_EXPECTED = 4;
    /** The order in which Loki lists tokens. */
    private static final int[] ORDER = {
        LogQLLexer.BYTES,
        LogQLLexer.IDENTIFIER,
        LogQLLexer.STRING,
        LogQLLexer.NUMBER,
        LogQLLexer.FLAG,
        LogQLLexer.DURATION,
        LogQLLexer.RANGE,
        LogQLLexer.EQ,
        LogQLLexer.RE,
        LogQLLexer.NRE,
        LogQLLexer.NPA,
        LogQLLexer.OPEN_BRACE,
        LogQLLexer.CLOSE_BRACE,
        LogQLLexer.COMMA,
        LogQLLexer.PIPE_MATCH,
        LogQLLexer.PIPE_EXACT,
        LogQLLexer.PIPE_PATTERN,
        LogQLLexer.OPEN_PAREN,
        LogQLLexer.CLOSE_PAREN,
        LogQLLexer.BY,
        LogQLLexer.WITHOUT,
        LogQLLexer.COUNT_OVER_TIME,
        LogQLLexer.SUM,
        LogQLLexer.JSON,
        LogQLLexer.PIPE,
        LogQLLexer.UNWRAP,
        LogQLLexer.OFFSET,
        LogQLLexer.IP,
        LogQLLexer.ON,
        LogQLLexer.OR,
        LogQLLexer.AND,
        LogQLLexer.CMP_EQ,
        LogQLLexer.NEQ,
        LogQLLexer.GT,
        LogQLLexer.ADD,
        LogQLLexer.MUL,
        LogQLLexer.POW
    };

    private final String text;
    private final List<Token> tokens;

    SyntaxFault(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    BadQuery toBadQuery() {
        for (Token token : tokens) {
            if (token.getType() == LogQLLexer.OTHER && "\"`".contains(token.getText())) {
                return new BadQuery(QueryParser.position(token) + "literal not terminated");
            }
        }
        if (tokens.get(0).getType() == Token.EOF) {
            return new BadQuery("parse error : syntax error: unexpected $end");
        }
        int at = firstFault(tokens);
        Token found = tokens.get(Math.max(0, at));
        return new BadQuery(QueryParser.position(found) + "syntax error: unexpected " + name(found) + expected(at));
    }

    /** The index of the first token that is not accepted, -1 if all are. */
    private static int firstFault(List<Token> tokens) {
        LogQLParser parser = new LogQLParser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            parser.query();
            return -1;
        } catch (ParseCancellationException e) {
            return e.getCause() instanceof RecognitionException fault
                    ? fault.getOffendingToken().getTokenIndex()
                    : 0;
        }
    }

    private String expected(int at) {
        if (at < 0 || continues(at, Token.EOF)) {
            return "";
        }
        List<String> names = new ArrayList<>();
        for (int type : ORDER) {
            if (continues(at, type)) {
                CommonToken token = new CommonToken(type);
                names.add(name(token));
            }
        }
        return names.isEmpty() || names.size() > MAX_EXPECTED ? "" : ", expecting " + String.join(" or ", names);
    }

    /** Whether the tokens before {@code at} can be followed by one of this type. */
    private boolean continues(int at, int type) {
        List<Token> changed = new ArrayList<>(tokens.subList(0, at));
        CommonToken candidate = new CommonToken(type, "x");
        candidate.setTokenIndex(at);
        changed.add(candidate);
        if (type != Token.EOF) {
            CommonToken end = new CommonToken(Token.EOF, "");
            end.setTokenIndex(at + 1);
            changed.add(end);
        }
        int fault = firstFault(changed);
        return fault < 0 || fault > at;
    }

    private String name(Token token) {
        int type = token.getType();
        if (type == Token.EOF) {
            return "$end";
        }
        boolean letter = type == LogQLLexer.OTHER || (type == LogQLLexer.IDENTIFIER && token.getText() != null);
        if (type == LogQLLexer.OTHER) {
            return letter && token.getText().equals("'") ? "IDENTIFIER" : token.getText();
        }
        String literal = LogQLParser.VOCABULARY.getLiteralName(type);
        if (literal == null || type == LogQLLexer.FLAG) {
            return type == LogQLLexer.FLAG ? "FUNCTION_FLAG" : LogQLParser.VOCABULARY.getSymbolicName(type);
        }
        boolean function = type >= LogQLLexer.COUNT_OVER_TIME && token.getStopIndex() > 0 && !called(token);
        return function ? "IDENTIFIER" : literal.substring(1, literal.length() - 1);
    }

    /** Whether the name of a function is followed by what makes it a call. */
    private boolean called(Token token) {
        return text.substring(token.getStopIndex() + 1).stripLeading().startsWith("(");
    }
}
