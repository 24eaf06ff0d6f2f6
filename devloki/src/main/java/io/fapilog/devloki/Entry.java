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

    /** The bytes that Loki's rate limits count: the line and the metadata, without the added level. */
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
