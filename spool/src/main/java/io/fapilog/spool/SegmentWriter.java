package io.fapilog.spool;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes one segment: what is added is gathered, and written together. */
final class SegmentWriter {
    /** Small, so that a step that is slow, as the first one of a process is, has written what it has done by then. */
    private static final int FLUSHED_AT = 32 << 10;

    private final Segment segment;
    private final Disk.Output file;
    private final int mark;
    private final RecordBuffer buffer = new RecordBuffer(FLUSHED_AT);
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

    /** Takes a record. Returns its position. */
    long add(RecordBuffer payload, long time) throws IOException {
        if (buffer.size() >= FLUSHED_AT) {
            flush();
        }
        SegmentFormat.writeRecord(buffer, mark, segment.records(), payload);
        return segment.add(SegmentFormat.HEAD + (long) payload.size(), time);
    }

    /** Writes what was gathered. Returns whether there was anything. */
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

    /** Whether something is not on the disk for certain. */
    boolean isDirty() {
        return !forced || buffer.size() > 0;
    }

    /** Brings all to the disk. */
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

    /** Ends it after a failure: what is not in the file, or only in part, is cut off. */
    void abandon(Disk disk) throws IOException {
        segment.cut(writtenRecords);
        file.close();
        disk.truncate(segment.path(), writtenBytes);
        segment.setBytes(writtenBytes);
    }
}
