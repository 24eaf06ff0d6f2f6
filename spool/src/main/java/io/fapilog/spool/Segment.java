package io.fapilog.spool;

import io.fapilog.spi.Ledger;
import java.nio.file.Path;

/** The state of one segment file: how many records it has, and which are spooled or settled. The others are held. */
final class Segment {
    private final long number;
    private final Path path;
    private final long first;
    private final Ranges settled = new Ranges();
    private final Ranges spooled = new Ranges();
    private int records;
    private long bytes;
    private long oldest = Ledger.NO_EVENT;
    private int failures;

    /**
     * An empty segment.
     *
     * @param number its number within the folder
     * @param first the position of its first record
     */
    Segment(long number, Path path, long first) {
        this.number = number;
        this.path = path;
        this.first = first;
    }

    long number() {
        return number;
    }

    Path path() {
        return path;
    }

    long first() {
        return first;
    }

    int records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    void setBytes(long size) {
        bytes = size;
    }

    /** Counts an appended record, which is held. Returns its position. */
    long add(long size, long time) {
        bytes += size;
        oldest = Math.min(oldest, time);
        return first + records++;
    }

    /** Sets the result of scanning the file of an earlier process. All records are spooled. */
    void found(int count, long size, long oldestTime) {
        records = count;
        bytes = size;
        oldest = oldestTime;
        spooled.add(0, count);
    }

    /** Removes all records after the first {@code count}: they did not reach the disk. */
    void truncate(int count) {
        spooled.remove(count, records);
        settled.remove(count, records);
        records = count;
    }

    /** Settles the records at the positions {@code from} (inclusive) to {@code to} (exclusive). */
    void settle(long from, long to) {
        long start = within(from);
        long end = within(to);
        settled.add(start, end);
        spooled.remove(start, end);
    }

    /** Settles all spooled records before {@code sequence}. Returns their number. */
    long settleBefore(long sequence) {
        spooled.forEach((from, to) -> settled.add(from, Math.min(to, sequence)));
        return spooled.remove(0, sequence);
    }

    /**
     * Makes the records at the positions {@code from} (inclusive) to {@code to} (exclusive) spooled, except settled
     * ones. Returns how many were not spooled before.
     */
    long release(long from, long to) {
        long before = spooled.size();
        spooled.add(within(from), within(to));
        settled.forEach(spooled::remove);
        return spooled.size() - before;
    }

    boolean isSpooled(int sequence) {
        return spooled.contains(sequence);
    }

    /** Makes a spooled record held: it has been read. */
    void hold(int sequence) {
        spooled.remove(sequence, sequence + 1L);
    }

    Ranges settled() {
        return settled;
    }

    Ranges spooled() {
        return spooled;
    }

    boolean isSettled() {
        return settled.size() == records;
    }

    /** A time at or before that of the oldest record. */
    long oldest() {
        return oldest;
    }

    /** Counts a failure to read the file. Returns the number of failures. */
    int countFailure() {
        return ++failures;
    }

    private long within(long position) {
        return Math.max(0, Math.min(records, position - first));
    }
}
