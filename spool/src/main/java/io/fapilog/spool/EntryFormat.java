package io.fapilog.spool;

import io.fapilog.spi.Spool;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The payload of a record: an event as {@link SegmentFormat} defines it. */
final class EntryFormat {
    private final RecordBuffer labels = new RecordBuffer(256);
    private @Nullable Map<String, String> labelsOf;

    /** Writes {@code entry}. Encodes the labels only if they are another map than in the call before. */
    void write(Spool.Entry entry, RecordBuffer out) {
        if (entry.labels() != labelsOf) {
            labelsOf = null;
            labels.reset();
            writeMap(entry.labels(), labels);
            labelsOf = entry.labels();
        }
        out.putLong(entry.time());
        out.putText(entry.tenant());
        out.write(labels.array(), 0, labels.size());
        writeMap(entry.metadata(), out);
        out.putInt(entry.line().length);
        out.write(entry.line(), 0, entry.line().length);
    }

    /** The time of the event whose payload begins at {@code from}. */
    static long time(byte[] array, int from) {
        return ByteBuffer.wrap(array).getLong(from);
    }

    /** Reads an event. Null if the bytes are not exactly one payload. */
    static Spool.@Nullable Entry read(byte[] array, int from, int to) {
        ByteBuffer in = ByteBuffer.wrap(array, from, to - from);
        try {
            long time = in.getLong();
            Spool.Entry entry = new Spool.Entry(text(in), map(in), time, map(in), bytes(in));
            return in.hasRemaining() ? null : entry;
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private static void writeMap(Map<String, String> map, RecordBuffer out) {
        out.putInt(map.size());
        map.forEach((name, value) -> {
            out.putText(name);
            out.putText(value);
        });
    }

    private static Map<String, String> map(ByteBuffer in) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            map.put(text(in), text(in));
        }
        return map;
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
