package io.fapilog.devloki;

import io.fapilog.devloki.logql.GoText;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An entry of a push as received.
 *
 * @param time its timestamp
 * @param line its line
 * @param metadata its structured metadata, with the order and the names of the sender
 */
record RawEntry(Instant time, String line, List<Map.Entry<String, String>> metadata) {
    /** Go's zero time, the value of a missing timestamp. */
    static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    /** The timestamp in nanoseconds since 1970. A time outside their range overflows, as in Loki. */
    long nanos() {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    /** The bytes of the metadata that count for its limit: all except a {@code detected_level}. */
    int metadataBytes() {
        int bytes = 0;
        for (Map.Entry<String, String> each : metadata) {
            if (!each.getKey().equals(DetectedLevel.NAME)) {
                bytes += GoText.utf8Length(each.getKey()) + GoText.utf8Length(each.getValue());
            }
        }
        return bytes;
    }
}
