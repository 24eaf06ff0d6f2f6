package io.fapilog.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A second implementation of docs/formats/spool-segment.md, written from that page. It shares no code with the first.
 */
final class SecondFormat {
    /** The content of a record. */
    record Event(long time, String tenant, Map<String, String> labels, Map<String, String> metadata, String line) {}

    private SecondFormat() {}

    static byte[] segment(int version, int mark, long created, List<Event> events) {
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(header);
            out.writeBytes("FAPSPOOL");
            out.writeShort(version);
            out.writeShort(0);
            out.writeInt(mark);
            out.writeLong(created);
            out.writeInt(0);
            out.writeInt(crc32c(header.toByteArray()));
            file.write(header.toByteArray());
            for (int i = 0; i < events.size(); i++) {
                file.write(framed(mark, i, payload(events.get(i))));
            }
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads an undamaged segment. */
    static List<Event> read(byte[] segment) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(segment));
        check(new String(in.readNBytes(8), StandardCharsets.US_ASCII).equals("FAPSPOOL"), "magic");
        check(in.readShort() == 1, "version");
        check(in.readShort() == 0, "zero");
        int mark = in.readInt();
        check(in.readLong() > 0, "created");
        check(in.readInt() == 0, "zero");
        check(in.readInt() == crc32c(Arrays.copyOf(segment, 28)), "checksum of the header");
        List<Event> events = new ArrayList<>();
        for (int at = 32; at < segment.length; ) {
            byte[] head = Arrays.copyOfRange(segment, at, at + 16);
            check(in.readInt() == mark, "mark");
            int length = in.readInt();
            check(in.readInt() == events.size(), "sequence");
            int sum = in.readInt();
            check(in.readInt() == crc32c(head), "checksum of the head");
            byte[] payload = in.readNBytes(length);
            check(sum == crc32c(payload), "checksum of the payload");
            events.add(event(payload));
            at += 20 + length;
        }
        return events;
    }

    /** Computes the checksum bit by bit, with the reflected polynomial of Castagnoli. */
    static int crc32c(byte[] bytes) {
        int sum = -1;
        for (byte each : bytes) {
            sum ^= each & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum & 1) == 1 ? (sum >>> 1) ^ 0x82F63B78 : sum >>> 1;
            }
        }
        return ~sum;
    }

    private static byte[] framed(int mark, int sequence, byte[] payload) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(head);
        out.writeInt(mark);
        out.writeInt(payload.length);
        out.writeInt(sequence);
        out.writeInt(crc32c(payload));
        out.writeInt(crc32c(head.toByteArray()));
        out.write(payload);
        return head.toByteArray();
    }

    private static byte[] payload(Event event) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(payload);
        out.writeLong(event.time());
        text(out, event.tenant());
        map(out, event.labels());
        map(out, event.metadata());
        text(out, event.line());
        return payload.toByteArray();
    }

    private static Event event(byte[] payload) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
        Event event = new Event(in.readLong(), text(in), map(in), map(in), text(in));
        check(in.read() < 0, "end of the payload");
        return event;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void map(DataOutputStream out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            text(out, entry.getKey());
            text(out, entry.getValue());
        }
    }

    private static Map<String, String> map(DataInputStream in) throws IOException {
        Map<String, String> map = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            map.put(text(in), text(in));
        }
        return map;
    }

    private static void check(boolean correct, String what) throws IOException {
        if (!correct) {
            throw new IOException("wrong " + what);
        }
    }
}
