package io.fapilog.cli.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message with places for values: with the names of fields in braces, as Serilog has it, {@code {User} ordered
 * {Count:000}}, or with empty braces.
 */
final class MessageTemplate {
    private static final JsonMapper JSON = new JsonMapper();

    private MessageTemplate() {}

    /** The message with the values of {@code fields}; a name without a field remains. */
    static String render(String template, LineFields fields) {
        StringBuilder message = new StringBuilder(template.length() + 32);
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            message.append(template, from, open);
            int close = template.indexOf('}', open);
            if (close < 0) {
                from = open;
                break;
            }
            Object value = value(name(template, open + 1, close), fields);
            message.append(value == null ? template.substring(open, close + 1) : value);
            from = close + 1;
        }
        return message.append(template, from, template.length()).toString();
    }

    /** The message of SLF4J whose places {@code {}} are filled with the elements of the array {@code arguments}. */
    static String fill(String pattern, String arguments) {
        StringBuilder message = new StringBuilder(pattern.length() + 32);
        int from = 0;
        for (JsonNode argument : elements(arguments)) {
            int place = pattern.indexOf("{}", from);
            if (place < 0) {
                break;
            }
            message.append(pattern, from, place);
            message.append(argument.isString() ? argument.asString() : argument.toString());
            from = place + 2;
        }
        return message.append(pattern, from, pattern.length()).toString();
    }

    private static Iterable<JsonNode> elements(String array) {
        try {
            return JSON.readTree(array);
        } catch (JacksonException e) {
            return List.of();
        }
    }

    /** The name without {@code @} and {@code $} before it, and without alignment and format behind it. */
    private static String name(String template, int from, int to) {
        int start = from < to && (template.charAt(from) == '@' || template.charAt(from) == '$') ? from + 1 : from;
        int end = start;
        while (end < to && template.charAt(end) != ',' && template.charAt(end) != ':') {
            end++;
        }
        return template.substring(start, end);
    }

    private static @Nullable Object value(String name, LineFields fields) {
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.name(i).text();
            if (field.equals(name) || (field.startsWith("Properties_") && field.endsWith("_" + name))) {
                return fields.value(i);
            }
        }
        return null;
    }
}
