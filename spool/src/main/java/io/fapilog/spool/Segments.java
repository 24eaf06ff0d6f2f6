package io.fapilog.spool;

import io.fapilog.spi.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The segments of our folder, by the position of their first record, and the files that could not be read. */
final class Segments {
    static final String CORRUPT = ".corrupt";

    private static final Pattern NAME = Pattern.compile("\\d{16}\\.seg");

    private final Disk disk;
    private final NavigableMap<Long, Segment> segments = new TreeMap<>();
    private final Map<Path, Long> corrupt = new TreeMap<>();
    private final List<Segment> undeleted = new ArrayList<>();
    private long nextNumber = 1;
    private long bytes;

    Segments(Disk disk) {
        this.disk = disk;
    }

    static boolean isSegment(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    static boolean isCorrupt(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".seg" + CORRUPT);
    }

    /** The number that the name of a segment tells. */
    static long number(Path file) {
        return Long.parseLong(String.valueOf(file.getFileName()).substring(0, 16));
    }

    /** A segment that comes after all others, and is not added yet. */
    Segment next(Path folder) {
        long number = nextNumber++;
        // Room for all records that one may get: others are taken over while one is being written.
        return new Segment(
                number, folder.resolve(String.format(Locale.ROOT, "%016d.seg", number)), (number - 1) << Integer.SIZE);
    }

    void add(Segment segment) {
        segments.put(segment.first(), segment);
        changed();
    }

    /** The last segment has got one more record, of {@code size} bytes. */
    void grown(long size) {
        bytes += size;
    }

    Collection<Segment> all() {
        return segments.values();
    }

    /** The segments that have positions from {@code from} on and before {@code to}. */
    List<Segment> within(long from, long to) {
        if (from < 0 || from >= to) {
            return List.of();
        }
        Long start = segments.floorKey(from);
        return List.copyOf(
                segments.subMap(start == null ? from : start, true, to, false).values());
    }

    /** The oldest that has events that wait, or null. By time: what was taken over has been given later positions. */
    @Nullable
    Segment firstWaiting() {
        return oldest(segment -> !segment.waiting().isEmpty());
    }

    @Nullable
    Segment oldest() {
        return oldest(segment -> true);
    }

    private @Nullable Segment oldest(Predicate<Segment> wanted) {
        Segment oldest = null;
        for (Segment segment : segments.values()) {
            if (wanted.test(segment) && (oldest == null || segment.oldest() < oldest.oldest())) {
                oldest = segment;
            }
        }
        return oldest;
    }

    long waiting() {
        long count = 0;
        for (Segment segment : segments.values()) {
            count += segment.waiting().size();
        }
        return count;
    }

    /** The time of the oldest event that waits, or somewhat earlier. */
    long oldestTime() {
        long oldest = Ledger.NO_EVENT;
        for (Segment segment : segments.values()) {
            oldest = segment.waiting().isEmpty() ? oldest : Math.min(oldest, segment.oldest());
        }
        return oldest;
    }

    /** What all files take. */
    long bytes() {
        return bytes;
    }

    /** The size of a file has changed, or there is another number of them. */
    void changed() {
        bytes = 0;
        for (Segment segment : segments.values()) {
            bytes += segment.bytes();
        }
        for (Segment segment : undeleted) {
            bytes += segment.bytes();
        }
        for (long size : corrupt.values()) {
            bytes += size;
        }
    }

    boolean isEmpty() {
        return segments.isEmpty() && corrupt.isEmpty() && undeleted.isEmpty();
    }

    /**
     * Lets a segment go. A file that cannot be deleted now, as on Windows while a scanner reads it, is deleted later.
     */
    void delete(Segment segment) {
        segments.remove(segment.first());
        boolean deleted = false;
        try {
            disk.delete(segment.path());
            deleted = true;
        } catch (IOException e) {
            // Later.
        } finally {
            if (!deleted) {
                undeleted.add(segment);
            }
            changed();
        }
    }

    /** Tries again to delete what could not be. */
    void deleteLeftOvers() {
        for (Segment segment : List.copyOf(undeleted)) {
            try {
                disk.delete(segment.path());
                undeleted.remove(segment);
                changed();
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Takes a file that cannot be read out of the way, into {@code folder}. */
    void setAside(Path file, long size, Path folder) throws IOException {
        String name = String.format(Locale.ROOT, "%016d.seg%s", nextNumber++, CORRUPT);
        disk.move(file, folder.resolve(name));
        corrupt.put(folder.resolve(name), size);
        changed();
    }

    /** Deletes one of the files that could not be read. Returns whether there was any. */
    boolean deleteCorrupt() throws IOException {
        for (Path file : corrupt.keySet()) {
            disk.delete(file);
            corrupt.remove(file);
            changed();
            return true;
        }
        return false;
    }

    /** Forgets everything: the folder is gone. */
    void clear() {
        segments.clear();
        corrupt.clear();
        undeleted.clear();
        changed();
    }
}
