package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;

/** Parses a template: text with actions in double braces. For one use. */
final class TemplateParser {
    private static final String WHITE = " \t\r\n";

    private final String name;
    private final String text;
    private int pos;
    private int line = 1;
    /** The words of the action at which a list of nodes ended. */
    private String end = "";

    TemplateParser(String name, String text) {
        this.name = name;
        this.text = text;
    }

    List<TemplateNode> parse() throws BadQuery {
        List<TemplateNode> nodes = list();
        if (!end.isEmpty()) {
            throw fault("unexpected {{" + end.split("[^a-z]", 2)[0] + "}}");
        }
        return nodes;
    }

    /** The nodes up to the end of the template, or to an action that ends a block. */
    private List<TemplateNode> list() throws BadQuery {
        List<TemplateNode> nodes = new ArrayList<>();
        end = "";
        while (pos < text.length()) {
            int open = text.indexOf("{{", pos);
            addText(nodes, text.substring(pos, open < 0 ? text.length() : open), trimsBefore(open));
            if (open < 0) {
                pos = text.length();
                return nodes;
            }
            String action = action(open);
            if (action.equals("end") || action.equals("else") || action.startsWith("else ")) {
                end = action;
                return nodes;
            }
            if (!action.startsWith("/*")) {
                nodes.add(node(action));
            }
        }
        return nodes;
    }

    private boolean trimsBefore(int open) {
        return open >= 0 && text.startsWith("{{-", open) && isWhite(open + 3);
    }

    private boolean isWhite(int at) {
        return at < text.length() && WHITE.indexOf(text.charAt(at)) >= 0;
    }

    private static void addText(List<TemplateNode> nodes, String part, boolean trimmed) {
        String rest = trimmed ? part.stripTrailing() : part;
        if (!rest.isEmpty()) {
            nodes.add(new TemplateNode.Text(rest));
        }
    }

    /** Reads the action at {@code open} and moves behind it. Returns it without braces and trim marks. */
    private String action(int open) throws BadQuery {
        line += (int) text.substring(pos, open).chars().filter(c -> c == '\n').count();
        int start = trimsBefore(open) ? open + 3 : open + 2;
        int close = closing(start);
        if (close < 0) {
            throw fault("unclosed action");
        }
        boolean trimAfter = close > start && text.charAt(close - 1) == '-' && isWhite(close - 2);
        pos = close + 2;
        while (trimAfter && isWhite(pos)) {
            pos++;
        }
        return text.substring(start, trimAfter ? close - 1 : close).strip();
    }

    /** The index of the braces that end the action, which are not in a string. */
    private int closing(int start) {
        if (text.startsWith("/*", start)) {
            int comment = text.indexOf("*/", start);
            return comment < 0 ? -1 : text.indexOf("}}", comment);
        }
        char quote = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i += c == '\\' && quote != '`' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '`' || c == '\'') {
                quote = c;
            } else if (text.startsWith("}}", i)) {
                return i;
            }
        }
        return -1;
    }

    private TemplateNode node(String action) throws BadQuery {
        String word = action.split("[\\s(]", 2)[0];
        String rest = action.substring(word.length()).strip();
        return switch (word) {
            case "if", "with" -> branch(rest, word.equals("with"));
            case "range" -> loop(rest);
            case "define", "template", "block", "break", "continue" ->
                throw fault("DevLoki does not support {{" + word + "}}");
            default -> new TemplateNode.Action(expression(action));
        };
    }

    private TemplateNode branch(String condition, boolean with) throws BadQuery {
        TemplateExpr expr = expression(condition);
        List<TemplateNode> first = list();
        List<TemplateNode> second = List.of();
        if (end.startsWith("else ")) {
            String rest = end.substring(5).strip();
            String word = rest.split("\\s", 2)[0];
            second = List.of(branch(rest.substring(word.length()).strip(), word.equals("with")));
            return new TemplateNode.Branch(expr, with, first, second);
        }
        if (end.equals("else")) {
            second = list();
        }
        requireEnd();
        return new TemplateNode.Branch(expr, with, first, second);
    }

    private TemplateNode loop(String action) throws BadQuery {
        List<String> variables = new ArrayList<>();
        String source = action;
        int assign = action.indexOf(":=");
        if (action.startsWith("$") && assign > 0) {
            for (String variable : action.substring(0, assign).split(",")) {
                variables.add(variable.strip());
            }
            source = action.substring(assign + 2);
        }
        TemplateExpr expr = expression(source);
        List<TemplateNode> body = list();
        List<TemplateNode> otherwise = end.equals("else") ? list() : List.of();
        requireEnd();
        return new TemplateNode.Loop(expr, variables, body, otherwise);
    }

    private void requireEnd() throws BadQuery {
        if (!end.equals("end")) {
            throw fault("unexpected EOF");
        }
        end = "";
    }

    private TemplateExpr expression(String source) throws BadQuery {
        try {
            return new TemplateExprParser(source).parse();
        } catch (BadQuery e) {
            throw fault(e.text());
        }
    }

    private BadQuery fault(String message) {
        return new BadQuery("template: " + name + ":" + line + ": " + message);
    }
}
