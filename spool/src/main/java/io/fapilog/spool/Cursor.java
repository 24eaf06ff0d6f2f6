package io.fapilog.spool;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The file that lists the settled records. Without it, no event is dropped, but settled ones are sent again. */
final class Cursor {
    static final String NAME = "cursor";
    static final String INCOMPLETE = "cursor.tmp";
    /** The maximum size of both files together. */
    static final long MAX_BYTES = 64 << 10;

    private static final int MAX_RANGES = 2_000;
    /** {@code FAPCURSR}. */
    private static final long MAGIC = 0x46415043_55525352L;

    private static final int VERSION = 1;
    /** The size without ranges, and of one range. */
    private static final int FRAME = 20;

    private static final int RANGE = 16;

    private Cursor() {}

    /** Replaces the file in {@code folder} atomically. */
    static void write(Disk disk, Path folder, Collection<Segment> segments) throws IOException {
        Path incomplete = folder.resolve(INCOMPLETE);
        disk.delete(incomplete);
        try (Disk.Output file = disk.create(incomplete)) {
            file.write(ByteBuffer.wrap(encode(segments)));
        }
        disk.move(incomplete, folder.resolve(NAME));
    }

    /** The settled records by the number of their segment; empty if the file is missing or damaged. */
    static Map<Long, Ranges> read(Disk disk, Path folder) {
        Path file = folder.resolve(NAME);
        try {
            return disk.size(file) > MAX_BYTES ? Map.of() : decode(disk.read(file));
        } catch (IOException | BufferUnderflowException e) {
            return Map.of();
        }
    }

    private static byte[] encode(Collection<Segment> segments) {
        RecordBuffer ranges = new RecordBuffer(256);
        for (Segment segment : segments) {
            segment.settled().forEach((from, to) -> putRange(ranges, segment.number(), from, to));
        }
        RecordBuffer out = new RecordBuffer(FRAME + ranges.size());
        out.putLong(MAGIC);
        out.putShort(VERSION);
        out.putShort(0);
        out.putInt(ranges.size() / RANGE);
        out.write(ranges.array(), 0, ranges.size());
        out.putChecksum(0);
        return out.toByteArray();
    }

    private static void putRange(RecordBuffer out, long segment, long from, long to) {
        // The records of further ranges are sent again after a crash.
        if (out.size() < MAX_RANGES * RANGE) {
            out.putLong(segment);
            out.putInt((int) from);
            out.putInt((int) to);
        }
    }

    private static Map<Long, Ranges> decode(byte[] bytes) {
        Map<Long, Ranges> settled = new HashMap<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean undamaged = bytes.length >= FRAME
                && in.getInt(bytes.length - 4) == RecordBuffer.checksum(bytes, 0, bytes.length - 4)
                && in.getLong() == MAGIC
                && in.getShort() == VERSION;
        if (undamaged) {
            in.getShort();
            for (int left = in.getInt(); left > 0; left--) {
                settled.computeIfAbsent(in.getLong(), number -> new Ranges()).add(in.getInt(), in.getInt());
            }
        }
        return settled;
    }
}
