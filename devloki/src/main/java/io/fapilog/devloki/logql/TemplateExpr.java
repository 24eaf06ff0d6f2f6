package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression in a template. Immutable. */
sealed interface TemplateExpr {
    @Nullable
    Object value(TemplateScope scope) throws TemplateFault;

    /** The value if a result of an earlier command is piped into this expression. */
    default @Nullable Object value(TemplateScope scope, @Nullable Object piped) throws TemplateFault {
        throw new TemplateFault("can't give argument to non-function");
    }

    /** Adds the labels that the expression refers to. */
    default void addLabels(List<String> names) {}

    /** A constant. */
    record Constant(@Nullable Object constant) implements TemplateExpr {
        @Override
        public @Nullable Object value(TemplateScope scope) {
            return constant;
        }
    }

    /**
     * A chain of fields.
     *
     * @param base what the first field belongs to; null for the dot
     * @param path the names of the fields
     */
    record Field(@Nullable TemplateExpr base, List<String> path) implements TemplateExpr {
        @Override
        public @Nullable Object value(TemplateScope scope) throws TemplateFault {
            Object value = base == null ? scope.dot() : base.value(scope);
            for (String name : path) {
                value = TemplateScope.field(value, name);
            }
            return value;
        }

        @Override
        public void addLabels(List<String> names) {
            if (base == null) {
                names.addAll(path);
            } else {
                base.addLabels(names);
            }
        }
    }

    /** A variable, with its dollar sign. */
    record Variable(String name) implements TemplateExpr {
        @Override
        public @Nullable Object value(TemplateScope scope) throws TemplateFault {
            return scope.variable(name);
        }
    }

    /** A call of a function. */
    record Call(String name, TemplateFunction function, List<TemplateExpr> arguments) implements TemplateExpr {
        @Override
        public @Nullable Object value(TemplateScope scope) throws TemplateFault {
            return call(scope, new ArrayList<>());
        }

        @Override
        public @Nullable Object value(TemplateScope scope, @Nullable Object piped) throws TemplateFault {
            List<@Nullable Object> last = new ArrayList<>();
            last.add(piped);
            return call(scope, last);
        }

        private @Nullable Object call(TemplateScope scope, List<@Nullable Object> last) throws TemplateFault {
            List<@Nullable Object> values = new ArrayList<>();
            for (TemplateExpr argument : arguments) {
                values.add(argument.value(scope));
            }
            values.addAll(last);
            try {
                return function.call(scope, values);
            } catch (TemplateFault e) {
                throw new TemplateFault("error calling " + name + ": " + e.getMessage());
            }
        }

        @Override
        public void addLabels(List<String> names) {
            arguments.forEach(argument -> argument.addLabels(names));
        }
    }

    /** Commands, each of which gets the result of the one before it as its last argument. */
    record Pipeline(List<TemplateExpr> commands) implements TemplateExpr {
        @Override
        public @Nullable Object value(TemplateScope scope) throws TemplateFault {
            Object value = commands.get(0).value(scope);
            for (TemplateExpr command : commands.subList(1, commands.size())) {
                value = command.value(scope, value);
            }
            return value;
        }

        @Override
        public void addLabels(List<String> names) {
            commands.forEach(command -> command.addLabels(names));
        }
    }

    /**
     * A variable that gets a value.
     *
     * @param declared whether the variable is new
     */
    record Assignment(String name, boolean declared, TemplateExpr source) implements TemplateExpr {
        @Override
        public @Nullable Object value(TemplateScope scope) throws TemplateFault {
            Object value = source.value(scope);
            if (declared) {
                scope.declare(name, value);
            } else {
                scope.assign(name, value);
            }
            return value;
        }

        @Override
        public void addLabels(List<String> names) {
            source.addLabels(names);
        }
    }
}
