package io.fapilog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as a sink would send it: masked and encoded. Immutable.
 *
 * @param sink the name of the sink, without secrets
 * @param labels the labels of its stream; empty for a sink without streams
 * @param timestamp nanoseconds since the epoch
 * @param metadata its structured metadata
 * @param line the line, without a line feed at its end
 */
public record SinkPreview(
        String sink, Map<String, String> labels, long timestamp, Map<String, String> metadata, String line) {
    /** A preview with copies of the maps, in their order. */
    public SinkPreview {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
