package io.fapilog.cli.event;

import java.util.Map;

/**
 * Where lines come from.
 *
 * @param logger the logger of lines that name none
 * @param attributes further attributes of all events
 */
public record EventSource(String logger, Map<String, String> attributes) {
    /** A source without attributes. */
    public static EventSource of(String logger) {
        return new EventSource(logger, Map.of());
    }
}
