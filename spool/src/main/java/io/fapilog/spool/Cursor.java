package io.fapilog.spool;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The file that says which records are settled. It can be lost: what is settled is then sent again. */
final class Cursor {
    static final String NAME = "cursor";
    static final String HALF_WRITTEN = "cursor.tmp";
    /** The most that both files together take. */
    static final long MOST_BYTES = 64 << 10;

    private static final int MOST_RANGES = 2_000;
    /** {@code FAPCURSR}. */
    private static final long MAGIC = 0x46415043_55525352L;

    private static final int VERSION = 1;
    private static final int LEAST = 20;

    private Cursor() {}

    /** Replaces the file of {@code folder} at once. */
    static void write(Disk disk, Path folder, Collection<Segment> segments) throws IOException {
        Path half = folder.resolve(HALF_WRITTEN);
        disk.delete(half);
        try (Disk.Output file = disk.create(half)) {
            file.write(ByteBuffer.wrap(encode(segments)));
        }
        disk.move(half, folder.resolve(NAME));
    }

    /** What is settled, by the number of the segment; empty when the file cannot be used. */
    static Map<Long, Ranges> read(Disk disk, Path folder) {
        try {
            return decode(disk.read(folder.resolve(NAME)));
        } catch (IOException | BufferUnderflowException e) {
            return Map.of();
        }
    }

    private static byte[] encode(Collection<Segment> segments) {
        RecordBuffer ranges = new RecordBuffer(256);
        int[] count = {0};
        for (Segment segment : segments) {
            segment.settled().forEach((from, to) -> {
                // What does not fit is sent twice after a crash.
                if (count[0] < MOST_RANGES) {
                    count[0]++;
                    ranges.putLong(segment.number());
                    ranges.putInt((int) from);
                    ranges.putInt((int) to);
                }
            });
        }
        RecordBuffer out = new RecordBuffer(LEAST + ranges.size());
        out.putLong(MAGIC);
        out.putShort(VERSION);
        out.putShort(0);
        out.putInt(count[0]);
        out.write(ranges.array(), 0, ranges.size());
        out.putChecksum(0);
        return out.toByteArray();
    }

    private static Map<Long, Ranges> decode(byte[] bytes) {
        Map<Long, Ranges> settled = new HashMap<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean whole = bytes.length >= LEAST
                && in.getInt(bytes.length - 4) == RecordBuffer.checksum(bytes, 0, bytes.length - 4)
                && in.getLong() == MAGIC
                && in.getShort() == VERSION;
        if (whole) {
            in.getShort();
            for (int left = in.getInt(); left > 0; left--) {
                settled.computeIfAbsent(in.getLong(), number -> new Ranges()).add(in.getInt(), in.getInt());
            }
        }
        return settled;
    }
}
