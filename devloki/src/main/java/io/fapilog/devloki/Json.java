package io.fapilog.devloki;

import io.fapilog.devloki.logql.LabelSet;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the JSON responses of the query API. Thread-safe. */
final class Json {
    /** The headers of a JSON response. */
    static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json; charset=UTF-8");

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Loki's envelope of a successful response, with the members that {@code data} writes. */
    static byte[] success(Consumer<JsonGenerator> data) {
        return object(out -> {
            out.writeStringProperty("status", "success");
            data.accept(out);
        });
    }

    static byte[] object(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            content.accept(out);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static void labels(JsonGenerator out, String property, LabelSet labels) {
        out.writeName(property);
        labels(out, labels);
    }

    static void labels(JsonGenerator out, LabelSet labels) {
        out.writeStartObject();
        for (Map.Entry<String, String> label : labels.asMap().entrySet()) {
            out.writeStringProperty(label.getKey(), label.getValue());
        }
        out.writeEndObject();
    }

    static void emptyObject(JsonGenerator out, String property) {
        out.writeObjectPropertyStart(property);
        out.writeEndObject();
    }

    /** Writes a list of strings, or nothing if it is empty. */
    static void strings(JsonGenerator out, String property, List<String> strings) {
        if (!strings.isEmpty()) {
            out.writeArrayPropertyStart(property);
            strings.forEach(out::writeString);
            out.writeEndArray();
        }
    }
}
