package io.fapilog.spool;

import io.fapilog.spi.Ledger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is known of one segment file: how many records it has, and which of them are settled or wait to be read. */
final class Segment {
    private final long number;
    private final Path path;
    private final long first;
    private final Ranges settled = new Ranges();
    private final Ranges waiting = new Ranges();
    private int records;
    private long bytes;
    private long oldest = Ledger.NO_EVENT;
    private int failures;

    /**
     * A segment.
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

    /** Takes one more record, which is held. Returns its position. */
    long add(long size, long time) {
        bytes += size;
        oldest = Math.min(oldest, time);
        return first + records++;
    }

    /** Tells what was found in a file: all that is not settled waits. */
    void found(int count, long size, long oldestTime) {
        records = count;
        bytes = size;
        oldest = oldestTime;
        waiting.add(0, count);
    }

    /** Forgets the records from {@code count} on, which did not get to the disk. */
    void cut(int count) {
        waiting.remove(count, records);
        settled.remove(count, records);
        records = count;
    }

    /** The records of these positions are settled. Returns how many of them waited. */
    long settle(long from, long to) {
        long start = within(from);
        long end = within(to);
        settled.add(start, end);
        return waiting.remove(start, end);
    }

    /** The records of these positions wait, as far as they are not settled. Returns how many more do now. */
    long await(long from, long to) {
        long start = within(from);
        long end = within(to);
        long before = waiting.size();
        waiting.add(start, end);
        settled.forEach(waiting::remove);
        return waiting.size() - before;
    }

    /** Whether the record waits. */
    boolean isWaiting(int sequence) {
        return waiting.contains(sequence);
    }

    /** The record is read, and held. */
    void take(int sequence) {
        waiting.remove(sequence, sequence + 1L);
    }

    /** What waits before {@code sequence} cannot be read, and is settled. Returns how much that was. */
    long loseBefore(long sequence) {
        List<long[]> lost = new ArrayList<>();
        waiting.forEach((from, to) -> lost.add(new long[] {from, Math.min(to, sequence)}));
        long count = 0;
        for (long[] range : lost) {
            count += settle(first + range[0], first + range[1]);
        }
        return count;
    }

    Ranges settled() {
        return settled;
    }

    Ranges waiting() {
        return waiting;
    }

    boolean isSettled() {
        return settled.size() == records;
    }

    /** A time at or before that of the oldest record. */
    long oldest() {
        return oldest;
    }

    /** Reading has failed once more. Returns how often it has. */
    int countFailure() {
        return ++failures;
    }

    private long within(long position) {
        return Math.max(0, Math.min(records, position - first));
    }
}
