package io.fapilog.spool;

import java.nio.ByteBuffer;

/**
 * Walks over the records of a segment. Always advances, whatever the bytes are: a record whose payload is damaged is
 * passed over by its length, and where the head of a record is damaged the next one is looked for by its mark.
 *
 * <p>The mark is a random number of the segment, so that a line that looks like a record is not taken for one.
 */
final class SegmentScan {
    private static final int VERSION_AT = 8;
    private static final int MARK_AT = 12;
    private static final int CREATED_AT = 16;
    private static final int HEADER_SUM_AT = 28;

    private final byte[] bytes;
    private final ByteBuffer numbers;
    private final boolean whole;
    private final int mark;
    private int next = SegmentFormat.HEADER;
    private int end = SegmentFormat.HEADER;
    private int known;
    private int sequence = -1;
    private int from;
    private int to;

    SegmentScan(byte[] bytes) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes);
        this.whole = bytes.length >= SegmentFormat.HEADER
                && numbers.getLong(0) == SegmentFormat.MAGIC
                && numbers.getInt(HEADER_SUM_AT) == RecordBuffer.checksum(bytes, 0, HEADER_SUM_AT);
        // Where the header is damaged the first record still tells the mark.
        int markAt = whole ? MARK_AT : SegmentFormat.HEADER;
        this.mark = bytes.length >= markAt + Integer.BYTES ? numbers.getInt(markAt) : 0;
    }

    /** Whether this was written by a version of fapilog whose format is another one. */
    boolean isForeign() {
        return whole && numbers.getShort(VERSION_AT) != SegmentFormat.VERSION;
    }

    /** Whether the header is undamaged. */
    boolean isWhole() {
        return whole;
    }

    /** When the segment was begun, in nanoseconds since the epoch; 0 when that is damaged. */
    long created() {
        return whole ? numbers.getLong(CREATED_AT) : 0;
    }

    /** How many bytes there are. */
    int length() {
        return bytes.length;
    }

    /** Goes to the next whole record. */
    boolean next() {
        while (bytes.length - next >= SegmentFormat.HEAD) {
            int at = next;
            if (!isHead(at)) {
                next++;
                continue;
            }
            int length = numbers.getInt(at + 4);
            if (length > bytes.length - at - SegmentFormat.HEAD) {
                // The torn tail: its head is whole, so nothing follows.
                next = bytes.length;
                return false;
            }
            from = at + SegmentFormat.HEAD;
            to = from + length;
            next = to;
            end = to;
            sequence = numbers.getInt(at + 8);
            known = sequence + 1;
            if (numbers.getInt(at + 12) == RecordBuffer.checksum(bytes, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** The number of the record within the segment, from 0. */
    int sequence() {
        return sequence;
    }

    /** Where the payload of the record begins. */
    int from() {
        return from;
    }

    /** Where it ends. */
    int to() {
        return to;
    }

    /** The payload of the record is in here. */
    byte[] bytes() {
        return bytes;
    }

    /** How many records there are for certain, up to here, damaged ones included. */
    int known() {
        return known;
    }

    /** Where the last record ends whose head is undamaged. */
    int end() {
        return end;
    }

    private boolean isHead(int at) {
        return numbers.getInt(at) == mark
                && numbers.getInt(at + 16) == RecordBuffer.checksum(bytes, at, at + 16)
                && numbers.getInt(at + 4) >= 0
                && numbers.getInt(at + 8) >= known;
    }
}
