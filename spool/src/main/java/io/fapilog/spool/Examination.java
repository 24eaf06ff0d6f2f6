package io.fapilog.spool;

import io.fapilog.spi.Ledger;

/** Finds the records of a segment, some at a time, so that whoever does it can do something else in between. */
final class Examination {
    private final SegmentScan scan;
    private final Segment segment;
    private final Ranges damaged = new Ranges();
    private long oldest = Ledger.NO_EVENT;
    private int expected;

    /** What is found in {@code scan} is told to {@code segment} at the end. */
    Examination(SegmentScan scan, Segment segment) {
        this.scan = scan;
        this.segment = segment;
    }

    SegmentScan scan() {
        return scan;
    }

    Segment segment() {
        return segment;
    }

    /** Goes on by at most so many records. Returns whether that was the end. */
    boolean advance(int records) {
        for (int i = 0; i < records; i++) {
            if (!scan.next()) {
                damaged.add(expected, scan.known());
                segment.found(scan.known(), Math.min(scan.length(), scan.end()), oldest);
                return true;
            }
            damaged.add(expected, scan.sequence());
            expected = scan.sequence() + 1;
            boolean timed = scan.to() - scan.from() >= Long.BYTES;
            oldest = timed ? Math.min(oldest, EntryFormat.time(scan.bytes(), scan.from())) : oldest;
        }
        return false;
    }

    /** Those of {@code settled} are, and what is damaged is lost. Returns how many events that was. */
    long settle(Ranges settled) {
        long first = segment.first();
        settled.forEach((from, to) -> segment.settle(first + from, first + to));
        long found = segment.waiting().size();
        damaged.forEach((from, to) -> segment.settle(first + from, first + to));
        return found - segment.waiting().size();
    }
}
