package io.fapilog.devloki;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stored entry whose line is read as an event. */
final class ArrivedEvent {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> COLUMNS =
            List.of("timestamp", "level", "logger", "thread", "message", "exception_stacktrace");

    private final StoredEntry entry;
    /** The line, {@code null} if it is no JSON object. */
    private final @Nullable JsonNode line;

    ArrivedEvent(StoredEntry entry) {
        this.entry = entry;
        this.line = object(entry.line());
    }

    private static @Nullable JsonNode object(String line) {
        if (!line.startsWith("{")) {
            return null;
        }
        try {
            JsonNode read = JSON.readTree(line);
            return read.isObject() ? read : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    StoredEntry entry() {
        return entry;
    }

    /** The text of its message, which is the whole line if that has no {@code message}. */
    String message() {
        JsonNode message = member("message");
        return message == null ? entry.line() : message.asString();
    }

    /** Its level: of the line, else of metadata or label {@code level}, else the level that the server detected. */
    String level() {
        JsonNode level = member("level");
        if (level != null) {
            return level.asString();
        }
        String labelled = entry.labels().getOrDefault("level", "");
        String detected = entry.metadata().getOrDefault("detected_level", labelled);
        return entry.metadata().getOrDefault("level", labelled.isEmpty() ? detected : labelled);
    }

    boolean hasTenant(String tenant) {
        return entry.tenant().equals(tenant);
    }

    boolean hasLabel(String name, String value) {
        return value.equals(entry.labels().get(name));
    }

    boolean hasField(String name) {
        return member(name) != null || entry.metadata().containsKey(name);
    }

    boolean hasField(String name, Object value) {
        JsonNode member = member(name);
        return (member != null && equal(member, value))
                || value.toString().equals(entry.metadata().get(name));
    }

    private static boolean equal(JsonNode member, Object value) {
        if (member.isNumber() && value instanceof Number) {
            return member.decimalValue().compareTo(new BigDecimal(value.toString())) == 0;
        }
        return (member.isContainer() ? member.toString() : member.asString()).equals(value.toString());
    }

    /** The member of the line with this name, else the one on this path of names joined with dots. */
    private @Nullable JsonNode member(String name) {
        JsonNode object = line;
        if (object == null || object.has(name)) {
            return object == null ? null : object.get(name);
        }
        for (String part : name.split("\\.", -1)) {
            object = object == null ? null : object.get(part);
        }
        return object;
    }

    /** This event in one line: time, level, logger, message and the other fields. */
    @Override
    public String toString() {
        if (line == null) {
            return entry.line() + " " + entry.labels();
        }
        List<String> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : line.properties()) {
            if (!COLUMNS.contains(field.getKey())) {
                fields.add(field.getKey() + "=" + field.getValue());
            }
        }
        String level = level().toUpperCase(Locale.ROOT);
        return text("timestamp") + " " + level + " " + text("logger") + ": " + message() + " " + fields;
    }

    private String text(String name) {
        JsonNode member = member(name);
        return member == null ? "-" : member.asString();
    }
}
