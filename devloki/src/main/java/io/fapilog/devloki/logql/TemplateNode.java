package io.fapilog.devloki.logql;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A part of a template that writes text. Immutable. */
sealed interface TemplateNode {
    void write(TemplateScope scope, StringBuilder out) throws TemplateFault;

    /** Adds the labels that the part refers to. */
    void addLabels(List<String> names);

    static void writeAll(List<TemplateNode> nodes, TemplateScope scope, StringBuilder out) throws TemplateFault {
        for (TemplateNode node : nodes) {
            node.write(scope, out);
        }
    }

    /** Text outside of actions. */
    record Text(String text) implements TemplateNode {
        @Override
        public void write(TemplateScope scope, StringBuilder out) {
            out.append(text);
        }

        @Override
        public void addLabels(List<String> names) {}
    }

    /** An action that prints a value, unless it is an assignment. */
    record Action(TemplateExpr expr) implements TemplateNode {
        @Override
        public void write(TemplateScope scope, StringBuilder out) throws TemplateFault {
            Object value = expr.value(scope);
            if (!(expr instanceof TemplateExpr.Assignment)) {
                out.append(TemplateValue.print(value));
            }
        }

        @Override
        public void addLabels(List<String> names) {
            expr.addLabels(names);
        }
    }

    /**
     * A condition.
     *
     * @param with whether the value of the condition becomes the dot of the first branch
     */
    record Branch(TemplateExpr condition, boolean with, List<TemplateNode> first, List<TemplateNode> second)
            implements TemplateNode {
        @Override
        public void write(TemplateScope scope, StringBuilder out) throws TemplateFault {
            int size = scope.enter();
            Object dot = scope.dot();
            Object value = condition.value(scope);
            boolean holds = TemplateValue.truth(value);
            if (holds && with) {
                scope.dot(value);
            }
            writeAll(holds ? first : second, scope, out);
            scope.dot(dot);
            scope.leave(size);
        }

        @Override
        public void addLabels(List<String> names) {
            condition.addLabels(names);
            first.forEach(node -> node.addLabels(names));
            second.forEach(node -> node.addLabels(names));
        }
    }

    /**
     * A loop.
     *
     * @param variables the names of the variables for the index and the element, or for the element only
     */
    record Loop(TemplateExpr source, List<String> variables, List<TemplateNode> body, List<TemplateNode> otherwise)
            implements TemplateNode {
        @Override
        public void write(TemplateScope scope, StringBuilder out) throws TemplateFault {
            Object value = source.value(scope);
            if (value instanceof TemplateScope.Labels labels) {
                value = labels.all();
            }
            int rounds = 0;
            if (value instanceof List<?> list) {
                for (Object element : list) {
                    round(scope, out, (long) rounds++, element);
                }
            } else if (value instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> sorted = new TreeMap<>();
                map.forEach((key, element) -> sorted.put(key.toString(), element));
                for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
                    rounds++;
                    round(scope, out, entry.getKey(), entry.getValue());
                }
            } else if (value instanceof Long count) {
                for (; rounds < count; rounds++) {
                    round(scope, out, (long) rounds, (long) rounds);
                }
            } else if (value != null) {
                throw new TemplateFault("range can't iterate over " + TemplateValue.print(value));
            }
            if (rounds == 0) {
                writeAll(otherwise, scope, out);
            }
        }

        private void round(TemplateScope scope, StringBuilder out, Object index, @Nullable Object element)
                throws TemplateFault {
            int size = scope.enter();
            Object dot = scope.dot();
            if (variables.size() == 2) {
                scope.declare(variables.get(0), index);
            }
            if (!variables.isEmpty()) {
                scope.declare(variables.get(variables.size() - 1), element);
            }
            scope.dot(element);
            writeAll(body, scope, out);
            scope.dot(dot);
            scope.leave(size);
        }

        @Override
        public void addLabels(List<String> names) {
            source.addLabels(names);
            body.forEach(node -> node.addLabels(names));
            otherwise.forEach(node -> node.addLabels(names));
        }
    }
}
