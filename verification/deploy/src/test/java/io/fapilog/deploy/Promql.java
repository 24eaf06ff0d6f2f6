package io.fapilog.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.ScriptableObject;

/** PromQL expressions, read by the parser that Prometheus publishes. */
final class Promql {
    /**
     * A part of an expression.
     *
     * @param name the kind of the part
     * @param from where it begins
     * @param to where it ends
     * @param text its text
     */
    record Node(String name, int from, int to, String text) {}

    /** A selector. */
    record Selector(String metric, Set<String> labels) {}

    private static final ScriptableObject SCOPE = load();

    private final List<Node> nodes;

    private Promql(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** Parses {@code expression}. */
    static Promql parse(String expression) {
        try (Context context = context()) {
            Function parser = (Function) ScriptableObject.getProperty(SCOPE, "promqlNodes");
            String tree = Context.toString(parser.call(context, SCOPE, SCOPE, new Object[] {expression}));
            return new Promql(tree.lines().map(line -> node(line, expression)).toList());
        }
    }

    private static ScriptableObject load() {
        try (Context context = context()) {
            ScriptableObject scope = context.initSafeStandardObjects();
            context.evaluateString(scope, source(), "parser.js", 1, null);
            return scope;
        }
    }

    /** Must be closed. */
    private static Context context() {
        Context context = Context.enter();
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(true);
        return context;
    }

    /** Whether it is correct PromQL. */
    boolean isValid() {
        return nodes.stream().noneMatch(node -> node.name().equals("ERROR"));
    }

    /** Its selectors. */
    List<Selector> selectors() {
        List<Selector> selectors = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).name().equals("VectorSelector")) {
                selectors.add(new Selector(nodes.get(i + 1).text(), labelsWithin(nodes.get(i))));
            }
        }
        return selectors;
    }

    /** The labels by which it groups or joins. */
    Set<String> groupings() {
        Set<String> labels = new TreeSet<>();
        for (Node node : nodes) {
            if (node.name().equals("GroupingLabels")) {
                labels.addAll(labelsWithin(node));
            }
        }
        return labels;
    }

    private Set<String> labelsWithin(Node part) {
        Set<String> labels = new TreeSet<>();
        for (Node node : nodes) {
            if (node.name().equals("LabelName") && node.from() >= part.from() && node.to() <= part.to()) {
                labels.add(node.text());
            }
        }
        return labels;
    }

    private static Node node(String line, String expression) {
        String[] parts = line.split(" ", -1);
        int from = Integer.parseInt(parts[1]);
        int to = Integer.parseInt(parts[2]);
        return new Node(parts[0], from, to, expression.substring(from, to));
    }

    private static String source() {
        try (InputStream in = Objects.requireNonNull(Promql.class.getResourceAsStream("/promql/parser.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
