package io.fapilog.spool;

/** How a segment and its records are framed. The numbers are those of {@code docs/formats/spool-segment.md}. */
final class SegmentFormat {
    /** {@code FAPSPOOL}. */
    static final long MAGIC = 0x46415053_504F4F4CL;

    static final int VERSION = 1;
    /** Magic, version, zero, mark, time of creation, zero, checksum. */
    static final int HEADER = 32;
    /** Mark, length, sequence, checksum of the payload, checksum of the head. */
    static final int HEAD = 20;
    /** The largest payload, far above what a line and its metadata may have. */
    static final int MOST_PAYLOAD = 16 << 20;
    /** No segment that a spool wrote is longer. */
    static final long MOST_BYTES = 64L << 20;

    private SegmentFormat() {}

    static void writeHeader(RecordBuffer out, int mark, long created) {
        int from = out.size();
        out.putLong(MAGIC);
        out.putShort(VERSION);
        out.putShort(0);
        out.putInt(mark);
        out.putLong(created);
        out.putInt(0);
        out.putChecksum(from);
    }

    static void writeRecord(RecordBuffer out, int mark, int sequence, RecordBuffer payload) {
        int from = out.size();
        out.putInt(mark);
        out.putInt(payload.size());
        out.putInt(sequence);
        out.putInt(RecordBuffer.checksum(payload.array(), 0, payload.size()));
        out.putChecksum(from);
        out.write(payload.array(), 0, payload.size());
    }
}
