package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A template in Go's syntax with Loki's functions. Thread-safe. */
final class GoTemplate {
    private final String name;
    private final List<TemplateNode> nodes;

    private GoTemplate(String name, List<TemplateNode> nodes) {
        this.name = name;
        this.nodes = nodes;
    }

    /**
     * Parses a template.
     *
     * @param name its name in messages
     */
    static GoTemplate parse(String name, String text) throws BadQuery {
        return new GoTemplate(name, new TemplateParser(name, text).parse());
    }

    /**
     * The text for a row.
     *
     * @param snapshot the labels to use instead of those that the row has now, null for these
     */
    String execute(Row row, @Nullable Map<String, String> snapshot) throws TemplateFault {
        StringBuilder out = new StringBuilder();
        try {
            TemplateNode.writeAll(nodes, new TemplateScope(row, snapshot), out);
        } catch (TemplateFault e) {
            throw new TemplateFault(
                    "template: " + name + ":1: executing " + GoText.quote(name) + ": " + e.getMessage());
        }
        return out.toString();
    }

    List<String> labels() {
        List<String> names = new ArrayList<>();
        nodes.forEach(node -> node.addLabels(names));
        return names;
    }

    /** The label whose value is the whole text, null if the template is more than that. */
    @Nullable
    String singleLabel() {
        boolean single = nodes.size() == 1
                && nodes.get(0) instanceof TemplateNode.Action action
                && action.expr() instanceof TemplateExpr.Field field
                && field.base() == null
                && field.path().size() == 1;
        return single ? labels().get(0) : null;
    }
}
