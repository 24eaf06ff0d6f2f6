package io.fapilog.spool;

import io.fapilog.spi.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The segments of the process's own folder by the position of their first record, and the corrupt files. */
final class Segments {
    static final String CORRUPT = ".corrupt";

    /** Digits of any script that Java writes, each one char: earlier versions wrote those of the locale. */
    private static final Pattern NAME = Pattern.compile("[\\p{Nd}&&[\\x{0}-\\x{FFFF}]]{16}\\.seg");

    private final Disk disk;
    private final NavigableMap<Long, Segment> segments = new TreeMap<>();
    private final Map<Path, Long> corrupt = new TreeMap<>();
    private final List<Segment> undeleted = new ArrayList<>();
    private @Nullable Path folder;
    private long nextNumber = 1;
    private long bytes;
    private boolean cursorOutdated;

    Segments(Disk disk) {
        this.disk = disk;
    }

    static boolean isSegment(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    static boolean isCorrupt(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".seg" + CORRUPT);
    }

    /** The number in the name of a segment. */
    static long number(Path file) {
        return Long.parseLong(String.valueOf(file.getFileName()).substring(0, 16));
    }

    /** Begins with an empty folder. */
    void start(Path emptyFolder) {
        folder = emptyFolder;
        cursorOutdated = true;
    }

    /** Makes a segment that comes after all others. It is not added yet. */
    Segment next() {
        long number = nextNumber++;
        // A range of positions for all records that it may get: others are recovered while it is being written.
        return new Segment(number, path(number, ""), (number - 1) << Integer.SIZE);
    }

    void add(Segment segment) {
        segments.put(segment.first(), segment);
        bytes += segment.bytes();
        cursorOutdated |= !segment.settled().isEmpty();
    }

    /**
     * Settles the records at the positions {@code from} (inclusive) to {@code to} (exclusive). Returns their segments.
     */
    List<Segment> settle(long from, long to) {
        List<Segment> touched = within(from, to);
        touched.forEach(segment -> segment.settle(from, to));
        cursorOutdated |= !touched.isEmpty();
        return touched;
    }

    /** Whether the settled records are others than those in the cursor. */
    boolean isCursorOutdated() {
        return cursorOutdated;
    }

    /** Writes the cursor if it is outdated. */
    void writeCursor() throws IOException {
        if (cursorOutdated) {
            Cursor.write(disk, started(), segments.values());
            cursorOutdated = false;
        }
    }

    /** The size of one of the segments has changed by {@code difference}. */
    void resized(long difference) {
        bytes += difference;
    }

    /** The segments that have positions between {@code from} (inclusive) and {@code to} (exclusive). */
    List<Segment> within(long from, long to) {
        if (from < 0 || from >= to) {
            return List.of();
        }
        Long start = segments.floorKey(from);
        return List.copyOf(
                segments.subMap(start == null ? from : start, true, to, false).values());
    }

    /** The oldest segment with a spooled record, or null. */
    @Nullable
    Segment oldestSpooled() {
        return oldest(segment -> !segment.spooled().isEmpty());
    }

    /** The segment with the oldest event, or null. */
    @Nullable
    Segment oldest() {
        return oldest(segment -> true);
    }

    /** By time, not by position: a recovered segment gets later positions than the segments begun before it. */
    private @Nullable Segment oldest(Predicate<Segment> wanted) {
        Segment oldest = null;
        for (Segment segment : segments.values()) {
            if (wanted.test(segment) && (oldest == null || segment.oldest() < oldest.oldest())) {
                oldest = segment;
            }
        }
        return oldest;
    }

    /** The number of spooled records. */
    long spooled() {
        long count = 0;
        for (Segment segment : segments.values()) {
            count += segment.spooled().size();
        }
        return count;
    }

    /** The time of the oldest spooled record, or somewhat earlier. */
    long oldestTime() {
        Segment oldest = oldestSpooled();
        return oldest == null ? Ledger.NO_EVENT : oldest.oldest();
    }

    /** The size of all files. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return segments.isEmpty() && corrupt.isEmpty() && undeleted.isEmpty();
    }

    /** Removes a segment. If its file cannot be deleted now, as on Windows while a scanner reads it, it is later. */
    void delete(Segment segment) {
        if (segments.remove(segment.first(), segment)) {
            cursorOutdated = true;
            undeleted.add(segment);
            deleteFile(segment);
        }
    }

    /** Deletes the files that could not be deleted before, up to the first that still cannot. */
    void retryDeletions() {
        for (Segment segment : List.copyOf(undeleted)) {
            if (!deleteFile(segment)) {
                return;
            }
        }
    }

    private boolean deleteFile(Segment segment) {
        try {
            disk.delete(segment.path());
        } catch (IOException e) {
            return false;
        }
        undeleted.remove(segment);
        bytes -= segment.bytes();
        return true;
    }

    /** Moves an unreadable file into the folder, as a corrupt one. Returns its new path. */
    Path setAside(Path file, long size) throws IOException {
        Path target = path(nextNumber++, CORRUPT);
        disk.move(file, target);
        corrupt.put(target, size);
        bytes += size;
        return target;
    }

    /** Deletes one of the corrupt files. Returns whether there was one. */
    boolean deleteCorrupt() throws IOException {
        for (Map.Entry<Path, Long> file : corrupt.entrySet()) {
            disk.delete(file.getKey());
            bytes -= file.getValue();
            corrupt.remove(file.getKey());
            return true;
        }
        return false;
    }

    /** Removes everything: the folder was deleted. */
    void clear() {
        segments.clear();
        corrupt.clear();
        undeleted.clear();
        bytes = 0;
    }

    private Path path(long number, String suffix) {
        return started().resolve(String.format(Locale.ROOT, "%016d.seg%s", number, suffix));
    }

    private Path started() {
        return Objects.requireNonNull(folder, "not started");
    }
}
