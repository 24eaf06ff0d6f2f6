package io.fapilog.spool;

import java.nio.ByteBuffer;

/**
 * An iterator over the undamaged records of a segment. It ends for any bytes: a record with a damaged payload is
 * skipped by its length, and after a damaged head the next head is searched byte by byte.
 */
final class SegmentScan {
    private static final int VERSION_AT = 8;
    private static final int MARK_AT = 12;
    private static final int HEADER_SUM_AT = 28;
    private static final int LENGTH_AT = 4;
    private static final int SEQUENCE_AT = 8;
    private static final int PAYLOAD_SUM_AT = 12;
    private static final int HEAD_SUM_AT = 16;

    private final byte[] bytes;
    private final ByteBuffer numbers;
    private final boolean headed;
    private final int mark;
    private int next = SegmentFormat.HEADER;
    private int end = SegmentFormat.HEADER;
    private int known;
    private int sequence = -1;
    private int from;
    private int to;

    /** A scan of the content of a file, which is not copied. */
    SegmentScan(byte[] bytes) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes);
        this.headed = bytes.length >= SegmentFormat.HEADER
                && numbers.getLong(0) == SegmentFormat.MAGIC
                && numbers.getInt(HEADER_SUM_AT) == RecordBuffer.checksum(bytes, 0, HEADER_SUM_AT);
        // Each record has the mark as well: if the header is damaged, the first record has it.
        int markAt = headed ? MARK_AT : SegmentFormat.HEADER;
        this.mark = bytes.length >= markAt + Integer.BYTES ? numbers.getInt(markAt) : 0;
    }

    /** Whether another version of the format was written. */
    boolean isForeign() {
        return headed && numbers.getShort(VERSION_AT) != SegmentFormat.VERSION;
    }

    /** Whether there are more bytes than those of a header, which is damaged or missing. */
    boolean isHeadless() {
        return !headed && bytes.length > SegmentFormat.HEADER;
    }

    /** The number of bytes. */
    int length() {
        return bytes.length;
    }

    /** Moves to the next undamaged record. Returns whether there is one. */
    boolean next() {
        while (bytes.length - next >= SegmentFormat.HEAD) {
            if (!isHead(next)) {
                next++;
            } else if (numbers.getInt(next + LENGTH_AT) > bytes.length - next - SegmentFormat.HEAD) {
                // An incomplete append. Its head is undamaged, so nothing follows.
                next = bytes.length;
            } else if (enter(next)) {
                return true;
            }
        }
        return false;
    }

    /** The number of the record within the segment, from 0. */
    int sequence() {
        return sequence;
    }

    /** Where the payload of the record begins in {@link #bytes}. */
    int from() {
        return from;
    }

    /** Where the payload of the record ends. */
    int to() {
        return to;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The number of records so far that certainly exist, damaged ones included. */
    int known() {
        return known;
    }

    /** Where the last record so far with an undamaged head ends. */
    int end() {
        return end;
    }

    private boolean isHead(int at) {
        return numbers.getInt(at) == mark
                && numbers.getInt(at + HEAD_SUM_AT) == RecordBuffer.checksum(bytes, at, at + HEAD_SUM_AT)
                && numbers.getInt(at + LENGTH_AT) >= 0
                && numbers.getInt(at + SEQUENCE_AT) >= known;
    }

    /** Moves to the record whose head is at {@code at}. Returns whether its payload is undamaged. */
    private boolean enter(int at) {
        from = at + SegmentFormat.HEAD;
        to = from + numbers.getInt(at + LENGTH_AT);
        next = to;
        end = to;
        sequence = numbers.getInt(at + SEQUENCE_AT);
        known = sequence + 1;
        return numbers.getInt(at + PAYLOAD_SUM_AT) == RecordBuffer.checksum(bytes, from, to);
    }
}
