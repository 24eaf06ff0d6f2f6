package io.fapilog.devloki;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An entry of a push as it came.
 *
 * @param time its time stamp
 * @param line its text
 * @param metadata its structured metadata in the order and with the names sent
 */
record RawEntry(Instant time, String line, List<Map.Entry<String, String>> metadata) {
    /** Go's zero time, which an absent time stamp reads as. */
    static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    /** Nanoseconds since 1970; a time outside their range wraps around, as it does in Loki. */
    long nanos() {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    /** The bytes of the metadata that count against its limit: a level that was sent along does not. */
    int metadataBytes() {
        int bytes = 0;
        for (Map.Entry<String, String> pair : metadata) {
            if (pair.getKey().equals(DetectedLevel.NAME)) {
                continue;
            }
            bytes += GoText.utf8Length(pair.getKey()) + GoText.utf8Length(pair.getValue());
        }
        return bytes;
    }
}
