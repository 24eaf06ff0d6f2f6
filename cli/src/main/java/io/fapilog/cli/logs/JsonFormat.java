package io.fapilog.cli.logs;

import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object for each line: {@code timestamp} in RFC 3339, {@code labels}, {@code metadata} and {@code parsed} where
 * there are any, and {@code line}, the original line as a text.
 */
public final class JsonFormat implements LineFormat {
    private static final long SECOND = 1_000_000_000L;

    /** Creates the format. */
    public JsonFormat() {}

    @Override
    public String text(LogLine line) {
        ObjectNode object = JsonMapper.shared().createObjectNode();
        object.put("timestamp", instant(line.nanos()).toString());
        add(object, "labels", line.labels());
        add(object, "metadata", line.metadata());
        add(object, "parsed", line.parsed());
        object.put("line", line.line());
        return VisibleText.json(JsonMapper.shared().writeValueAsString(object));
    }

    /** The time of a line. */
    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    private static void add(ObjectNode object, String name, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            ObjectNode members = object.putObject(name);
            texts.forEach(members::put);
        }
    }
}
