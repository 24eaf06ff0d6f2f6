package io.fapilog.cli.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of a JSON object as a flat list. The names of nested objects are joined with {@code _}, as Grafana's
 * {@code | json} does, and arrays remain JSON text. Numbers keep all their digits. Not thread-safe; reused for many
 * lines.
 */
final class JsonFields {
    /** Objects that are nested deeper remain JSON text. */
    private static final int DEEPEST = 8;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final List<String> names = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    /**
     * Reads {@code line}. An object in which a name occurs twice is refused, because one of the fields would be lost.
     *
     * @return whether {@code line} is exactly one JSON object
     */
    boolean read(String line) {
        names.clear();
        values.clear();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            object(parser, line, "", 1);
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    int size() {
        return names.size();
    }

    String name(int index) {
        return names.get(index);
    }

    /**
     * A {@link String}, {@link Long}, {@link java.math.BigInteger}, {@link java.math.BigDecimal}, {@link Boolean} or
     * null.
     */
    @Nullable
    Object value(int index) {
        return values.get(index);
    }

    private void object(JsonParser parser, String line, String prefix, int depth) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT && depth < DEEPEST && !isEmpty(parser, line)) {
                object(parser, line, name + "_", depth + 1);
            } else {
                names.add(name);
                values.add(value(parser, token, line));
            }
        }
    }

    /** Whether the object that the parser has just entered has no fields; it then becomes the text {@code {}}. */
    private static boolean isEmpty(JsonParser parser, String line) {
        int at = (int) parser.currentTokenLocation().getCharOffset() + 1;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at < line.length() && line.charAt(at) == '}';
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, String line) {
        return switch (token) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
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
