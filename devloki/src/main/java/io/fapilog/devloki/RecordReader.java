package io.fapilog.devloki;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fapilog.devloki.logql.LabelSet;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the content of the records of a {@link RecordWriter}. Not thread-safe. */
final class RecordReader {
    private static final int MAX_SHARED = 10_000;

    /** Label sets that have been read, since most entries have the same few. */
    private final Map<LabelSet, LabelSet> shared = new HashMap<>();

    /**
     * The entries of one push.
     *
     * @param tenant their tenant
     * @param streams their streams
     */
    record Content(String tenant, List<CheckedStream> streams) {}

    /**
     * Reads the content of one record.
     *
     * @throws BufferUnderflowException if it is none
     */
    Content read(ByteBuffer in) {
        String tenant = text(in);
        List<CheckedStream> streams = new ArrayList<>();
        while (in.hasRemaining()) {
            LabelSet labels = labels(in);
            int count = length(in);
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                entries.add(new Entry(in.getLong(), text(in), labels(in)));
            }
            streams.add(new CheckedStream(labels, entries));
        }
        return new Content(tenant, streams);
    }

    private LabelSet labels(ByteBuffer in) {
        int count = length(in);
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            labels.put(text(in), text(in));
        }
        LabelSet set = count == 0 ? LabelSet.EMPTY : LabelSet.of(labels);
        LabelSet known = shared.get(set);
        if (known == null && shared.size() < MAX_SHARED) {
            shared.put(set, set);
        }
        return known == null ? set : known;
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[length(in)];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }

    /** A number of bytes or elements, of which each has at least one byte. */
    private static int length(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return length;
    }
}
