package io.fapilog.loki;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The format of Loki's own clients: the message {@code logproto.PushRequest} (Loki's {@code pkg/push/push.proto}) in a
 * snappy block.
 *
 * <pre>
 * PushRequest      { repeated StreamAdapter streams = 1 }
 * StreamAdapter    { string labels = 1; repeated EntryAdapter entries = 2 }
 * EntryAdapter     { Timestamp timestamp = 1; string line = 2; repeated LabelPairAdapter structuredMetadata = 3 }
 * Timestamp        { int64 seconds = 1; int32 nanos = 2 }
 * LabelPairAdapter { string name = 1; string value = 2 }
 * </pre>
 */
final class ProtobufWire implements Wire {
    private static final long NANOS = 1_000_000_000L;
    /** The tags of fields 1, 2 and 3 as length-delimited values, and of 1 and 2 as varints. */
    private static final int FIELD_1 = 0x0A;

    private static final int FIELD_2 = 0x12;
    private static final int FIELD_3 = 0x1A;
    private static final int VARINT_1 = 0x08;
    private static final int VARINT_2 = 0x10;

    private final Snappy snappy = new Snappy();
    private final WireBuffer head = new WireBuffer(256);
    private final Cursor cursor = new Cursor();

    @Override
    public String contentType() {
        return "application/x-protobuf";
    }

    @Override
    public @Nullable String contentEncoding() {
        // Loki expects snappy around protobuf anyway; without the header, no proxy decompresses it.
        return null;
    }

    /** The labels in Prometheus' syntax: backslash, quote and line feed are escaped, everything else is raw UTF-8. */
    @Override
    public byte[] labels(SortedMap<String, String> labels) {
        StringBuilder text = new StringBuilder("{");
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(text.length() == 1 ? "" : ", ")
                    .append(label.getKey())
                    .append("=\"")
                    .append(label.getValue()
                            .replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n"))
                    .append('"');
        }
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void entry(WireBuffer out, long timestamp, byte[] line, int length, Metadata metadata) {
        long seconds = Math.floorDiv(timestamp, NANOS);
        int nanos = Math.floorMod(timestamp, (int) NANOS);
        int time = 2 + WireBuffer.varintSize(seconds) + WireBuffer.varintSize(nanos);
        out.put(FIELD_2);
        out.varint(2L + time + field(length) + size(metadata));
        out.put(FIELD_1);
        out.put(time);
        out.put(VARINT_1);
        out.varint(seconds);
        out.put(VARINT_2);
        out.varint(nanos);
        out.put(FIELD_2);
        out.varint(length);
        out.put(line, 0, length);
        for (int i = 0; i < metadata.count(); i++) {
            pair(out, metadata.name(i), metadata.value(i));
        }
    }

    @Override
    public byte[] seal(List<Piece> pieces) {
        int total = 0;
        for (Piece piece : pieces) {
            total += (int) field(length(piece));
        }
        snappy.begin(total);
        for (Piece piece : pieces) {
            head.clear(1 << 16);
            head.put(FIELD_1);
            head.varint(length(piece));
            head.put(FIELD_1);
            head.varint(piece.labels().length);
            head.put(piece.labels());
            snappy.literal(head.array(), 0, head.length());
            snappy.compress(piece.array(), piece.from(), piece.to());
        }
        return snappy.end();
    }

    @Override
    public List<Piece> parse(byte[] body) {
        byte[] message = Snappy.decompress(body);
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < message.length) {
            int streamEnd = cursor.field(message, at).end;
            int labels = cursor.start;
            int entries = cursor.field(message, labels).end;
            byte[] text = Arrays.copyOfRange(message, cursor.start, entries);
            int events = 0;
            for (int entry = entries; entry < streamEnd; entry = next(message, entry)) {
                events++;
            }
            pieces.add(new Piece(text, message, entries, streamEnd, events));
            at = streamEnd;
        }
        return pieces;
    }

    @Override
    public int next(byte[] array, int at) {
        return cursor.field(array, at).end;
    }

    @Override
    public long timestamp(byte[] array, int at) {
        int time = cursor.field(array, cursor.field(array, at).start).start;
        long seconds = cursor.varint(array, time + 1);
        return seconds * NANOS + cursor.varint(array, cursor.end + 1);
    }

    @Override
    public void line(byte[] array, int at, WireBuffer out) {
        int start = cursor.field(array, at).start;
        int time = cursor.field(array, start).end;
        int end = cursor.field(array, time).end;
        out.put(array, cursor.start, end - cursor.start);
    }

    @Override
    public void withoutMetadata(byte[] array, int at, WireBuffer out) {
        int start = cursor.field(array, at).start;
        int line = cursor.field(array, start).end;
        int end = cursor.field(array, line).end;
        out.put(FIELD_2);
        out.varint(end - start);
        out.put(array, start, end - start);
    }

    private static void pair(WireBuffer out, byte[] name, byte[] value) {
        out.put(FIELD_3);
        out.varint(field(name.length) + field(value.length));
        out.put(FIELD_1);
        out.varint(name.length);
        out.put(name);
        out.put(FIELD_2);
        out.varint(value.length);
        out.put(value);
    }

    private static int size(Metadata metadata) {
        long size = 0;
        for (int i = 0; i < metadata.count(); i++) {
            size += field(field(metadata.name(i).length) + field(metadata.value(i).length));
        }
        return (int) size;
    }

    /** The size of a length-delimited field with a tag of one byte. */
    private static long field(long length) {
        return 1 + WireBuffer.varintSize(length) + length;
    }

    private static long length(Piece piece) {
        return field(piece.labels().length) + piece.to() - piece.from();
    }

    /** The start and end of what was read last. */
    private static final class Cursor {
        private int start;
        private int end;

        /** Finds the content of the length-delimited field at {@code at}. */
        Cursor field(byte[] array, int at) {
            int length = (int) varint(array, at + 1);
            start = end;
            end = start + length;
            return this;
        }

        long varint(byte[] array, int at) {
            int i = at;
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte b = array[i++];
                value |= (b & 0x7FL) << shift;
                if (b >= 0) {
                    break;
                }
            }
            start = at;
            end = i;
            return value;
        }
    }
}
