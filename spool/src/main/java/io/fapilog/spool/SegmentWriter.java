package io.fapilog.spool;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes one segment. Gathers records in memory, and writes them together. */
final class SegmentWriter {
    /** Small, so that little is unwritten when the process is killed during a slow step, such as its first one. */
    private static final int FLUSH_BYTES = 32 << 10;

    private final Segment segment;
    private final Disk.Output file;
    private final int mark;
    private final RecordBuffer buffer = new RecordBuffer(FLUSH_BYTES);
    private int writtenRecords;
    private long writtenBytes;
    private boolean forced = true;

    SegmentWriter(Segment segment, Disk.Output file, int mark, long created) {
        this.segment = segment;
        this.file = file;
        this.mark = mark;
        SegmentFormat.writeHeader(buffer, mark, created);
        segment.setBytes(buffer.size());
    }

    Segment segment() {
        return segment;
    }

    /** Appends a record. Returns its position. */
    long add(RecordBuffer payload, long time) throws IOException {
        if (buffer.size() >= FLUSH_BYTES) {
            flush();
        }
        SegmentFormat.writeRecord(buffer, mark, segment.records(), payload);
        return segment.add(SegmentFormat.HEAD + (long) payload.size(), time);
    }

    /** Writes the gathered records. Returns whether there were any. */
    boolean flush() throws IOException {
        if (buffer.size() == 0) {
            return false;
        }
        forced = false;
        file.write(ByteBuffer.wrap(buffer.array(), 0, buffer.size()));
        writtenBytes += buffer.size();
        writtenRecords = segment.records();
        buffer.reset();
        return true;
    }

    /** Whether {@link #force} has something to do. */
    boolean isDirty() {
        return !forced || buffer.size() > 0;
    }

    /** Writes everything and forces it to the disk. */
    void force() throws IOException {
        flush();
        if (!forced) {
            file.force();
            forced = true;
        }
    }

    void close() throws IOException {
        file.close();
    }

    /** Closes the file after a failure. Truncates it and the segment to the records that were written completely. */
    void abandon(Disk disk) throws IOException {
        segment.truncate(writtenRecords);
        file.close();
        disk.truncate(segment.path(), writtenBytes);
        segment.setBytes(writtenBytes);
    }
}
