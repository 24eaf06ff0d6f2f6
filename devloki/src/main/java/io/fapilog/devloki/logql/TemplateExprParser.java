package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the content of an action of a template. For one use. */
final class TemplateExprParser {
    private static final Pattern ASSIGN = Pattern.compile("(\\$[A-Za-z0-9_]*)\\s*(:?=)(?!=)");
    private static final Pattern FIELD = Pattern.compile("\\.([\\p{L}_][\\p{L}\\p{Nd}_]*)");
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String text;
    private final Matcher matcher;
    private int pos;

    TemplateExprParser(String text) {
        this.text = text;
        this.matcher = ASSIGN.matcher(text);
    }

    TemplateExpr parse() throws BadQuery {
        TemplateExpr expr;
        if (find(ASSIGN)) {
            String name = matcher.group(1);
            boolean declared = matcher.group(2).equals(":=");
            expr = new TemplateExpr.Assignment(name, declared, pipeline());
        } else {
            expr = pipeline();
        }
        if (pos < text.length()) {
            throw new BadQuery("unexpected " + GoText.quote(text.substring(pos, pos + 1)) + " in command");
        }
        return expr;
    }

    private TemplateExpr pipeline() throws BadQuery {
        List<TemplateExpr> commands = new ArrayList<>();
        commands.add(command());
        while (pos < text.length() && text.charAt(pos) == '|') {
            pos++;
            commands.add(command());
        }
        return commands.size() == 1 ? commands.get(0) : new TemplateExpr.Pipeline(List.copyOf(commands));
    }

    private TemplateExpr command() throws BadQuery {
        skipSpace();
        if (pos >= text.length()) {
            throw new BadQuery("missing value for command");
        }
        String function = function();
        if (function == null) {
            TemplateExpr single = operand();
            skipSpace();
            if (pos < text.length() && "|)".indexOf(text.charAt(pos)) < 0) {
                throw new BadQuery("unexpected " + GoText.quote(text.substring(pos)) + " in operand");
            }
            return single;
        }
        List<TemplateExpr> arguments = new ArrayList<>();
        skipSpace();
        while (pos < text.length() && "|)".indexOf(text.charAt(pos)) < 0) {
            String inner = function();
            arguments.add(inner == null ? operand() : call(inner, List.of()));
            skipSpace();
        }
        return call(function, List.copyOf(arguments));
    }

    /** The name of the function at the position, null if there is something else. */
    private @Nullable String function() {
        int start = pos;
        if (!find(WORD)) {
            return null;
        }
        String word = matcher.group();
        if (word.equals("true") || word.equals("false") || word.equals("nil")) {
            pos = start;
            return null;
        }
        return word;
    }

    private static TemplateExpr call(String name, List<TemplateExpr> arguments) throws BadQuery {
        TemplateFunction function = TemplateFunctions.get(name);
        if (function == null) {
            throw new BadQuery("function " + GoText.quote(name) + " not defined");
        }
        return new TemplateExpr.Call(name, function, arguments);
    }

    private TemplateExpr operand() throws BadQuery {
        char c = text.charAt(pos);
        if (c == '(') {
            pos++;
            TemplateExpr inner = pipeline();
            if (pos >= text.length() || text.charAt(pos) != ')') {
                throw new BadQuery("unclosed left paren");
            }
            pos++;
            return fields(inner);
        }
        if (c == '.') {
            return pos + 1 < text.length() && Ascii.digit(text.charAt(pos + 1)) ? number() : dot();
        }
        if (c == '$') {
            find(VARIABLE);
            return fields(new TemplateExpr.Variable(matcher.group()));
        }
        if (c == '"' || c == '`' || c == '\'') {
            return quoted(c);
        }
        return number();
    }

    private TemplateExpr dot() {
        TemplateExpr field = fields(null);
        if (((TemplateExpr.Field) field).path().isEmpty()) {
            pos++;
        }
        return field;
    }

    /** The fields that follow, of {@code base} or of the dot. */
    private TemplateExpr fields(@Nullable TemplateExpr base) {
        List<String> path = new ArrayList<>();
        while (find(FIELD)) {
            path.add(matcher.group(1));
        }
        return base != null && path.isEmpty() ? base : new TemplateExpr.Field(base, List.copyOf(path));
    }

    private TemplateExpr quoted(char quote) throws BadQuery {
        try {
            GoString read = GoString.read(text, pos);
            pos = read.end();
            Object value = quote == '\'' ? (Object) (long) read.value().codePointAt(0) : read.value();
            return new TemplateExpr.Constant(value);
        } catch (GoString.SyntaxError e) {
            throw new BadQuery("unterminated quoted string");
        }
    }

    private TemplateExpr number() throws BadQuery {
        if (find(NUMBER)) {
            String number = matcher.group();
            boolean whole = number.matches("[+-]?\\d{1,18}");
            Object value = whole ? (Object) Long.parseLong(number) : (Object) Double.parseDouble(number);
            return new TemplateExpr.Constant(value);
        }
        if (find(WORD)) {
            String word = matcher.group();
            return new TemplateExpr.Constant(word.equals("nil") ? null : word.equals("true"));
        }
        throw new BadQuery("unexpected " + GoText.quote(text.substring(pos, pos + 1)) + " in operand");
    }

    private boolean find(Pattern pattern) {
        if (!matcher.usePattern(pattern).region(pos, text.length()).lookingAt()) {
            return false;
        }
        pos = matcher.end();
        return true;
    }

    private void skipSpace() {
        while (pos < text.length() && text.charAt(pos) <= ' ') {
            pos++;
        }
    }
}
