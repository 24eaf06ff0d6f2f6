package io.fapilog.loki;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header {@code Date} of an answer, the clock of the server in whole seconds. */
final class ServerDate {
    private ServerDate() {}

    /** The date in {@code headers}, whose names are in lower case; null if there is none that can be read. */
    static @Nullable Instant of(Map<String, String> headers) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(headers.getOrDefault("date", "")));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
