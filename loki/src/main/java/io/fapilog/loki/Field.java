package io.fapilog.loki;

import io.fapilog.LogEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A field of an event that becomes a label or structured metadata.
 *
 * @param name its name in Loki
 * @param source its name in the event: {@code level}, {@code logger}, {@code thread}, or a key of the context or of the
 *     attributes
 * @param utf8 the name as bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Field(String name, String source, byte[] utf8) {
    Field(String name, String source) {
        this(name, source, name.getBytes(StandardCharsets.UTF_8));
    }

    /** The value in {@code event}, or null when there is none. */
    @Nullable
    String of(LogEvent event) {
        String value = switch (source) {
            case "level" -> event.level().name();
            case "logger" -> event.logger();
            case "thread" -> event.thread();
            case "trace_id" -> either(event, "trace_id", "traceId");
            case "span_id" -> either(event, "span_id", "spanId");
            default -> event.field(source);
        };
        return value == null || value.isEmpty() ? null : value;
    }

    private static @Nullable String either(LogEvent event, String name, String other) {
        String value = event.field(name);
        return value == null ? event.field(other) : value;
    }
}
