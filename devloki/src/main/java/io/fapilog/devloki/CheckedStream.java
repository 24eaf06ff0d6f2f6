package io.fapilog.devloki;

import io.fapilog.devloki.logql.GoText;
import io.fapilog.devloki.logql.LabelSet;
import java.util.List;

/**
 * The entries of one push for one stream that have passed Loki's rules.
 *
 * @param labels the labels of the stream
 * @param entries the entries, in the order sent
 */
record CheckedStream(LabelSet labels, List<Entry> entries) {
    private static final int MAX_HASH_BYTES = 10;

    /** The bytes that the tenant's rate limit counts. */
    long countedBytes() {
        return entries.stream().mapToLong(Entry::bytes).sum();
    }

    /** The size as a field of the protobuf message that Loki's distributor sends to an ingester. */
    long wireSize() {
        long size = field(GoText.utf8Length(labels.toString())) + 1 + MAX_HASH_BYTES;
        for (Entry entry : entries) {
            size += field(wireSize(entry));
        }
        return field(size);
    }

    private static long wireSize(Entry entry) {
        long seconds = Math.floorDiv(entry.nanos(), 1_000_000_000L);
        long nanos = Math.floorMod(entry.nanos(), 1_000_000_000L);
        long time = (seconds == 0 ? 0 : 1L + varint(seconds)) + (nanos == 0 ? 0 : 1L + varint(nanos));
        long size = field(time) + (entry.line().isEmpty() ? 0 : field(GoText.utf8Length(entry.line())));
        LabelSet metadata = entry.metadata();
        for (int i = 0; i < metadata.size(); i++) {
            size += field(field(GoText.utf8Length(metadata.name(i))) + field(GoText.utf8Length(metadata.value(i))));
        }
        return size;
    }

    /** The size of a field of {@code length} bytes, including its tag and its length. */
    private static long field(long length) {
        return 1 + varint(length) + length;
    }

    private static int varint(long value) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
    }
}
