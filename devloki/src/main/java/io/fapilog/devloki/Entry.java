package io.fapilog.devloki;

/**
 * An entry as it is stored. Two that are equal are one to Loki.
 *
 * @param nanos its time stamp, nanoseconds since 1970
 * @param line its text
 * @param metadata its metadata, with the level
 */
record Entry(long nanos, String line, LabelSet metadata) {
    /** What the objects around the text take: the entry, its string, its places in the stream and in the set. */
    private static final int OVERHEAD = 128;

    long memory() {
        return OVERHEAD + line.length() + (long) metadata.chars();
    }

    /** The bytes that Loki's rate limits count. */
    int bytes() {
        return GoText.utf8Length(line) + metadata.bytes();
    }
}
