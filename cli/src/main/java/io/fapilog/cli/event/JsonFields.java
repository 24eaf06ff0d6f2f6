package io.fapilog.cli.event;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads a JSON object as a flat list of fields. The names of nested objects are joined with {@code _}, as Grafana's
 * {@code | json} does, and arrays remain JSON text. Numbers keep all their digits; NaN and infinity, which JSON does not
 * have but many programs write, become text.
 */
final class JsonFields {
    /** Objects that are nested deeper remain JSON text. */
    private static final int DEEPEST = 8;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private JsonFields() {}

    /**
     * Reads {@code line} into {@code fields}.
     *
     * @return whether {@code line} is exactly one JSON object; otherwise the fields are those in front of the fault
     */
    static boolean read(String line, LineFields fields) {
        fields.clear();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            object(parser, line, fields, fields.root(), parser.nextToken(), 1);
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Reads the fields of an object up to its end; {@code first} is the first token in it. */
    private static void object(
            JsonParser parser, String line, LineFields fields, FieldName around, JsonToken first, int depth) {
        for (JsonToken token = first; token == JsonToken.PROPERTY_NAME; token = parser.nextToken()) {
            FieldName name = around.inside(parser.currentName());
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && depth < DEEPEST) {
                JsonToken inner = parser.nextToken();
                if (inner == JsonToken.END_OBJECT) {
                    fields.add(name, "{}", false);
                } else {
                    object(parser, line, fields, name, inner, depth + 1);
                }
            } else {
                fields.add(name, value(parser, value, line), value == JsonToken.START_ARRAY);
            }
        }
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, String line) {
        return switch (token) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.isNaN() ? parser.getString() : parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT, START_ARRAY -> text(parser, line);
            default -> null;
        };
    }

    private static String text(JsonParser parser, String line) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        return line.substring(start, (int) parser.currentLocation().getCharOffset());
    }
}
