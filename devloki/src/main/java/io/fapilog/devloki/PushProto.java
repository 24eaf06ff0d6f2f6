package io.fapilog.devloki;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decodes the protobuf message of a push ({@code logproto.PushRequest}). Thread-safe. */
final class PushProto {
    private static final long YEAR_10000 = 253_402_300_800L;

    private PushProto() {}

    static List<RawStream> decode(byte[] message) throws BadPush {
        List<RawStream> streams = new ArrayList<>();
        ProtoReader in = new ProtoReader(message);
        while (in.next()) {
            if (in.field() == 1) {
                streams.add(stream(in.message("Streams")));
            } else {
                in.skip();
            }
        }
        return streams;
    }

    private static RawStream stream(ProtoReader in) throws BadPush {
        String labels = "";
        List<RawEntry> entries = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> labels = in.string("Labels");
                case 2 -> entries.add(entry(in.message("Entries")));
                default -> in.skip();
            }
        }
        return new RawStream(labels, entries);
    }

    private static RawEntry entry(ProtoReader in) throws BadPush {
        Instant time = RawEntry.NO_TIME;
        String line = "";
        List<Map.Entry<String, String>> metadata = List.of();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> time = timestamp(in.message("Timestamp"));
                case 2 -> line = in.string("Line");
                case 3 -> {
                    metadata = metadata.isEmpty() ? new ArrayList<>() : metadata;
                    metadata.add(label(in.message("StructuredMetadata")));
                }
                default -> in.skip();
            }
        }
        return new RawEntry(time, line, metadata);
    }

    private static Instant timestamp(ProtoReader in) throws BadPush {
        long seconds = 0;
        int nanos = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> seconds = in.number("Seconds");
                case 2 -> nanos = (int) in.number("Nanos");
                default -> in.skip();
            }
        }
        String fault = fault(seconds, nanos);
        if (!fault.isEmpty()) {
            throw new BadPush("timestamp: &types.Timestamp{Seconds: " + seconds + ",Nanos: " + nanos + "}: " + fault);
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static String fault(long seconds, int nanos) {
        if (seconds < RawEntry.NO_TIME.getEpochSecond()) {
            return "before 0001-01-01";
        }
        if (seconds >= YEAR_10000) {
            return "after 10000-01-01";
        }
        return nanos < 0 || nanos >= 1_000_000_000 ? "nanos not in range [0, 1e9)" : "";
    }

    private static Map.Entry<String, String> label(ProtoReader in) throws BadPush {
        String name = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.string("Name");
                case 2 -> value = in.string("Value");
                default -> in.skip();
            }
        }
        return Map.entry(name, value);
    }
}
