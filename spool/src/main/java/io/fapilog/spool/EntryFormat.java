package io.fapilog.spool;

import io.fapilog.spi.Spool;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an event is written into the payload of a record, and read. */
final class EntryFormat {
    private final RecordBuffer labels = new RecordBuffer(256);
    private @Nullable Map<String, String> labelsOf;

    /** Writes {@code entry}. The labels are mostly the very map of the call before. */
    void write(Spool.Entry entry, RecordBuffer out) {
        if (entry.labels() != labelsOf) {
            labelsOf = null;
            labels.reset();
            writePairs(entry.labels(), labels);
            labelsOf = entry.labels();
        }
        out.putLong(entry.time());
        out.putText(entry.tenant());
        out.write(labels.array(), 0, labels.size());
        writePairs(entry.metadata(), out);
        out.putInt(entry.line().length);
        out.write(entry.line(), 0, entry.line().length);
    }

    /** The time of an event whose payload begins at {@code from}. */
    static long time(byte[] array, int from) {
        return ByteBuffer.wrap(array).getLong(from);
    }

    /** Reads an event; null when the payload is none, whatever its checksum says. */
    static Spool.@Nullable Entry read(byte[] array, int from, int to) {
        ByteBuffer in = ByteBuffer.wrap(array, from, to - from);
        try {
            long time = in.getLong();
            Spool.Entry entry = new Spool.Entry(text(in), pairs(in), time, pairs(in), bytes(in));
            return in.hasRemaining() ? null : entry;
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private static void writePairs(Map<String, String> pairs, RecordBuffer out) {
        out.putInt(pairs.size());
        pairs.forEach((name, value) -> {
            out.putText(name);
            out.putText(value);
        });
    }

    private static Map<String, String> pairs(ByteBuffer in) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            pairs.put(text(in), text(in));
        }
        return pairs;
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
