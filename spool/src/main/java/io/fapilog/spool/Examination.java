package io.fapilog.spool;

import io.fapilog.spi.Ledger;
import java.nio.file.Path;

/** A scan of a found segment, a few records at a time, so that the worker can do other work in between. */
final class Examination {
    private final Path file;
    private final SegmentScan scan;
    private final Segment segment;
    private final Ranges damaged = new Ranges();
    private long oldest = Ledger.NO_EVENT;
    private int expected;

    /** A scan of {@code file}, whose result is set in {@code segment} at the end. */
    Examination(Path file, SegmentScan scan, Segment segment) {
        this.file = file;
        this.scan = scan;
        this.segment = segment;
    }

    Path file() {
        return file;
    }

    SegmentScan scan() {
        return scan;
    }

    Segment segment() {
        return segment;
    }

    /** Scans at most {@code records} records. Returns whether the end was reached. */
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

    /** Settles the records in {@code settled}, then the damaged ones. Returns how many of those were not settled. */
    long settle(Ranges settled) {
        long first = segment.first();
        settled.forEach((from, to) -> segment.settle(first + from, first + to));
        long found = segment.spooled().size();
        damaged.forEach((from, to) -> segment.settle(first + from, first + to));
        return found - segment.spooled().size();
    }

    /** Whether nothing of a file with content could be understood. */
    boolean isCorrupt() {
        return segment.records() == 0 && scan.isHeadless();
    }
}
