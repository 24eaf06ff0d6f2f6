package io.fapilog.devloki;

import java.util.Map;

/**
 * An entry in the store of a {@link DevLoki}.
 *
 * @param tenant the tenant, {@code fake} while authentication is off
 * @param labels the labels of its stream, sorted, {@code service_name} included
 * @param timestamp its time stamp in nanoseconds since 1970
 * @param line its text
 * @param metadata its structured metadata, sorted, {@code detected_level} included
 */
public record StoredEntry(
        String tenant, Map<String, String> labels, long timestamp, String line, Map<String, String> metadata) {}
