package io.fapilog.spool;

/**
 * The framing of a segment and its records, as defined in {@code docs/formats/spool-segment.md}.
 *
 * <pre>{@code
 * segment = header record*
 * header  = "FAPSPOOL" version:u16 0:u16 mark:u32 created:i64 0:u32 sum
 * record  = head payload
 * head    = mark:u32 length:u32 sequence:u32 crc32c(payload) sum
 * payload = time:i64 tenant:text labels:map metadata:map line:text
 * text    = length:u32 byte*
 * map     = size:u32 (name:text value:text)*
 * sum     = crc32c(the preceding bytes of the header or head)
 * }</pre>
 *
 * <p>Numbers are big-endian, and texts are UTF-8. The mark is a random number of the segment: it distinguishes
 * a record from a line that looks like one. The sequence counts the records of the segment from 0.
 */
final class SegmentFormat {
    /** {@code FAPSPOOL}. */
    static final long MAGIC = 0x46415053_504F4F4CL;

    static final int VERSION = 1;
    /** The size of a header. */
    static final int HEADER = 32;
    /** The size of the head of a record. */
    static final int HEAD = 20;
    /** The maximum size of a payload, far above that of a line with its labels and metadata. */
    static final int MAX_PAYLOAD = 16 << 20;
    /** The maximum size of a segment; a longer file was not written by a spool. */
    static final long MAX_BYTES = 64L << 20;

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
