package io.fapilog.devloki;

import io.fapilog.devloki.logql.GoText;
import io.fapilog.devloki.logql.LabelSet;
import io.fapilog.devloki.logql.LogEntry;

/**
 * An entry ready to be stored. Equal entries of a stream are duplicates.
 *
 * @param nanos its timestamp in nanoseconds since 1970
 * @param line its line
 * @param metadata its metadata, including the detected level
 */
record Entry(long nanos, String line, LabelSet metadata) implements LogEntry {
    /** An estimate for the objects besides the text: the entry, its string, its slots in the stream and the set. */
    private static final int OVERHEAD = 128;

    long memory() {
        return OVERHEAD + line.length() + (long) metadata.chars();
    }

    /** The bytes that count for Loki's rate limits: the line and the metadata, except the detected level. */
    int bytes() {
        int bytes = GoText.utf8Length(line);
        for (int i = 0; i < metadata.size(); i++) {
            if (!metadata.name(i).equals(DetectedLevel.NAME)) {
                bytes += GoText.utf8Length(metadata.name(i)) + GoText.utf8Length(metadata.value(i));
            }
        }
        return bytes;
    }
}
