package io.fapilog.devloki;

import java.util.Map;

/**
 * An entry that a {@link DevLoki} has stored. Its maps are unmodifiable.
 *
 * @param tenant the tenant, {@code fake} while authentication is off
 * @param labels the labels of its stream, sorted, including {@code service_name}
 * @param timestamp its timestamp in nanoseconds since 1970
 * @param line its line
 * @param metadata its structured metadata, sorted, including {@code detected_level}
 */
public record StoredEntry(
        String tenant, Map<String, String> labels, long timestamp, String line, Map<String, String> metadata) {}
