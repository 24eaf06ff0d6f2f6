package io.fapilog.cli.event;

import io.fapilog.LogEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An exception as fields, of which one is an array with a frame in each element: in the formats of Logback's
 * JsonEncoder, JBoss LogManager and Log4j's JsonLayout.
 */
final class FrameFields {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] TYPE = {"classname", "exceptiontype", "name"};
    private static final String[] REASON = {"message"};
    /** How many of the frames, the last ones, are those of the exception around it. */
    private static final String[] COMMON = {"commonframescount"};

    private static final String[] CAUSE = {"cause_", "causedby_exception_"};

    private final LineFields fields;
    private final boolean[] used;
    private final String frames;
    private final StringBuilder text = new StringBuilder();

    private FrameFields(LineFields fields, boolean[] used, String frames) {
        this.fields = fields;
        this.used = used;
        this.frames = frames;
    }

    /**
     * The exception whose frames are the field at {@code index}, with its causes; null if the fields have no class. Marks
     * the fields that it contains in {@code used}.
     */
    static LogEvent.@Nullable Rendered render(LineFields fields, int index, boolean[] used) {
        String name = KnownField.normal(fields.name(index).text());
        int end = name.lastIndexOf('_') + 1;
        FrameFields exception = new FrameFields(fields, used, name.substring(end));
        String prefix = name.substring(0, end);
        String type = exception.value(prefix, TYPE);
        if (type == null) {
            return null;
        }
        String reason = exception.value(prefix, REASON);
        exception.appendAll(prefix);
        return new LogEvent.Rendered(type, reason, exception.text.toString());
    }

    private void appendAll(String first) {
        String prefix = first;
        while (prefix != null) {
            append(prefix);
            prefix = cause(prefix);
            text.append(prefix == null ? "" : "Caused by: ");
        }
    }

    private void append(String prefix) {
        String reason = value(prefix, REASON);
        text.append(value(prefix, TYPE))
                .append(reason == null ? "" : ": " + reason)
                .append('\n');
        String count = value(prefix, COMMON);
        int common = count == null || !count.matches("\\d{1,6}") ? 0 : Integer.parseInt(count);
        int index = fields.find(prefix + frames);
        if (index >= 0 && fields.value(index) instanceof String json && appendFrames(json, common)) {
            used[index] = true;
        }
    }

    private @Nullable String cause(String prefix) {
        for (String cause : CAUSE) {
            for (String type : TYPE) {
                if (fields.find(prefix + cause + type) >= 0) {
                    return prefix + cause;
                }
            }
        }
        return null;
    }

    private boolean appendFrames(String json, int common) {
        try {
            JsonNode all = JSON.readTree(json);
            for (int i = 0; i < all.size() - common; i++) {
                JsonNode frame = all.path(i);
                text.append("\tat ").append(text(frame, "className", "class"));
                text.append('.').append(text(frame, "methodName", "method"));
                text.append('(').append(place(frame)).append(")\n");
            }
            text.append(common == 0 ? "" : "\t... " + common + " more\n");
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String place(JsonNode frame) {
        String file = text(frame, "fileName", "file");
        String line = text(frame, "lineNumber", "line");
        if (line.isEmpty() || line.startsWith("-")) {
            return file.isEmpty() ? "Unknown Source" : file;
        }
        return file.isEmpty() ? "line " + line : file + ":" + line;
    }

    private static String text(JsonNode frame, String name, String otherName) {
        JsonNode value = frame.path(frame.has(name) ? name : otherName);
        return value.isValueNode() && !value.isNull() ? value.asString() : "";
    }

    /** The value of the first of the fields whose name is {@code prefix} with one of {@code names}, which is then used. */
    private @Nullable String value(String prefix, String[] names) {
        for (String name : names) {
            int index = fields.find(prefix + name);
            if (index >= 0 && fields.value(index) != null) {
                used[index] = true;
                return String.valueOf(fields.value(index));
            }
        }
        return null;
    }
}
