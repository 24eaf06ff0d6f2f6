package io.fapilog.devloki.logql;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of templates: strings, {@code Long}, {@code Double}, {@code Boolean}, lists, maps, times and null. Converts
 * and prints them as Go does. Thread-safe.
 */
final class TemplateValue {
    private TemplateValue() {}

    static String type(@Nullable Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof Long) {
            return "int";
        }
        if (value instanceof Double) {
            return "float64";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof ZonedDateTime) {
            return "time.Time";
        }
        if (value instanceof List) {
            return "[]interface {}";
        }
        return value instanceof String ? "string" : "map[string]interface {}";
    }

    static String print(@Nullable Object value) {
        if (value == null) {
            return "<no value>";
        }
        if (value instanceof Double number) {
            return GoNumber.formatGeneral(number);
        }
        if (value instanceof ZonedDateTime time) {
            return GoLayout.format("2006-01-02 15:04:05.999999999 -0700 MST", time);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(TemplateValue::print).collect(Collectors.joining(" ", "[", "]"));
        }
        if (value instanceof TemplateScope.Labels labels) {
            return print(labels.all());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(key.toString(), print(each)));
            return sorted.entrySet().stream()
                    .map(entry -> entry.getKey() + ":" + entry.getValue())
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        return value.toString();
    }

    /** Whether {@code if} takes its first branch. */
    static boolean truth(@Nullable Object value) {
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value != null;
    }

    /** The value as a parameter of the type string. */
    static String text(@Nullable Object value) throws TemplateFault {
        if (value instanceof String text) {
            return text;
        }
        throw mismatch("string", value);
    }

    /** The value as a parameter of the type int. */
    static int integer(@Nullable Object value) throws TemplateFault {
        if (value instanceof Long number) {
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
        }
        throw mismatch("int", value);
    }

    static ZonedDateTime time(@Nullable Object value) throws TemplateFault {
        if (value instanceof ZonedDateTime time) {
            return time;
        }
        throw mismatch("time.Time", value);
    }

    private static TemplateFault mismatch(String wanted, @Nullable Object value) {
        return new TemplateFault("wrong type for value; expected " + wanted + "; got " + type(value));
    }

    /** Any value as a whole number; 0 if it is none. */
    static long toLong(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof String text && text.matches("[+-]?\\d{1,18}(?:\\.\\d*)?")) {
            return Long.parseLong(text.replaceFirst("\\..*$", ""));
        }
        return 0;
    }

    /** Any value as a floating-point number; 0 if it is none. */
    static double toDouble(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        try {
            return value instanceof String text ? GoNumber.parseFloat(text) : 0;
        } catch (BadQuery e) {
            return 0;
        }
    }
}
