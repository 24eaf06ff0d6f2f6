package io.fapilog.devloki.logql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The functions of templates for conditions and structures. Thread-safe. */
final class TemplateLogic {
    private static final JsonMapper JSON = new JsonMapper();

    private TemplateLogic() {}

    static Map<String, TemplateFunction> functions() {
        Map<String, TemplateFunction> all = new HashMap<>();
        TemplateFunction and = (scope, args) -> first(args, false);
        TemplateFunction or = (scope, args) -> first(args, true);
        TemplateFunction not = (scope, args) -> !TemplateValue.truth(args.get(0));
        all.put("and", and.counted(1, -1));
        all.put("or", or.counted(1, -1));
        all.put("not", not.counted(1, 1));
        TemplateFunction equal = (scope, args) -> equal(args);
        all.put("eq", equal.counted(2, -1));
        all.put("ne", comparison(order -> order != 0));
        all.put("lt", comparison(order -> order < 0));
        all.put("le", comparison(order -> order <= 0));
        all.put("gt", comparison(order -> order > 0));
        all.put("ge", comparison(order -> order >= 0));
        TemplateFunction len = (scope, args) -> length(args.get(0));
        all.put("len", len.counted(1, 1));
        TemplateFunction index = (scope, args) -> index(args);
        all.put("index", index.counted(1, -1));
        TemplateFunction otherwise =
                (scope, args) -> args.size() > 1 && TemplateValue.truth(args.get(1)) ? args.get(1) : args.get(0);
        all.put("default", otherwise.counted(1, 2));
        TemplateFunction json = (scope, args) -> fromJson(TemplateValue.text(args.get(0)));
        all.put("fromJson", json.counted(1, 1));
        all.put("__line__", (scope, args) -> scope.row().line());
        return all;
    }

    /** The first argument that is {@code wanted}, else the last one. */
    private static @Nullable Object first(List<@Nullable Object> args, boolean wanted) {
        for (Object each : args) {
            if (TemplateValue.truth(each) == wanted) {
                return each;
            }
        }
        return args.get(args.size() - 1);
    }

    private static Object equal(List<@Nullable Object> args) throws TemplateFault {
        for (Object other : args.subList(1, args.size())) {
            if (compare(args.get(0), other, true) == 0) {
                return true;
            }
        }
        return false;
    }

    private interface Order {
        boolean holds(int order);
    }

    private static TemplateFunction comparison(Order order) {
        TemplateFunction function =
                (scope, args) -> order.holds(compare(args.get(0), args.get(1), order.holds(-1) && order.holds(1)));
        return function.counted(2, 2);
    }

    private static int compare(@Nullable Object left, @Nullable Object right, boolean equality) throws TemplateFault {
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof Double a && right instanceof Double b) {
            return Double.compare(a, b);
        }
        if (equality && left instanceof Boolean a && right instanceof Boolean b) {
            return Boolean.compare(a, b);
        }
        if (equality && (left == null || right == null)) {
            return left == right ? 0 : 1;
        }
        throw new TemplateFault("incompatible types for comparison");
    }

    private static Object length(@Nullable Object value) throws TemplateFault {
        if (value instanceof String text) {
            return (long) GoText.utf8Length(text);
        }
        if (value instanceof List<?> list) {
            return (long) list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return (long) map.size();
        }
        if (value instanceof TemplateScope.Labels labels) {
            return (long) labels.all().size();
        }
        throw new TemplateFault("len of type " + TemplateValue.type(value));
    }

    private static @Nullable Object index(List<@Nullable Object> args) throws TemplateFault {
        Object value = args.get(0);
        for (Object step : args.subList(1, args.size())) {
            if (value instanceof List<?> list) {
                int at = TemplateValue.integer(step);
                if (at < 0 || at >= list.size()) {
                    throw new TemplateFault("index out of range: " + at);
                }
                value = list.get(at);
            } else if (value instanceof String text) {
                value = (long) text.charAt(TemplateValue.integer(step));
            } else {
                value = TemplateScope.field(value, TemplateValue.text(step));
            }
        }
        return value;
    }

    /** The value of a JSON text; null if it is invalid, as with the function of this name in Sprig. */
    private static @Nullable Object fromJson(String text) {
        try {
            return convert(JSON.readTree(text));
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable Object convert(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new HashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), convert(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(convert(element)));
            return list;
        }
        if (node.isNumber()) {
            return node.asDouble();
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        return node.isString() ? node.asString() : null;
    }
}
