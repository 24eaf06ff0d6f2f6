package io.fapilog.spool;

import io.fapilog.spi.Ledger;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is in the folder of one process within the directory of a spool. A snapshot: while the process is running it
 * changes, and what it has confirmed since it last wrote its cursor is still counted here.
 *
 * @param path the folder
 * @param inUse whether its process is running
 * @param segments how many segments there are
 * @param events how many events are still to be delivered
 * @param bytes what all files take
 * @param oldest the time of the oldest event, or somewhat earlier, in nanoseconds since the epoch; {@link
 *     Ledger#NO_EVENT} where there is none
 * @param damaged how many events cannot be read
 * @param unreadable how many files cannot be read at all, or are of another version
 */
public record SpoolFolder(
        Path path, boolean inUse, int segments, long events, long bytes, long oldest, long damaged, int unreadable) {

    /**
     * Looks at all folders of {@code directory}, oldest first, and changes nothing. Reads every segment.
     *
     * @throws IOException when the directory cannot be read
     */
    public static List<SpoolFolder> list(Path directory) throws IOException {
        Disk disk = new FileDisk();
        List<SpoolFolder> folders = new ArrayList<>();
        for (Path path : disk.list(directory)) {
            if (Folder.isFolder(disk, path)) {
                folders.add(look(disk, path));
            }
        }
        return List.copyOf(folders);
    }

    private static SpoolFolder look(Disk disk, Path path) throws IOException {
        Map<Long, Ranges> settled = Cursor.read(disk, path);
        long events = 0;
        long bytes = 0;
        long oldest = Ledger.NO_EVENT;
        long damaged = 0;
        int segments = 0;
        int unreadable = 0;
        for (Path file : disk.list(path)) {
            bytes += size(disk, file);
            if (Segments.isSegment(file)) {
                segments++;
                Found found = Found.in(disk, file, settled.getOrDefault(Segments.number(file), new Ranges()));
                events += found.events;
                damaged += found.damaged;
                oldest = found.events > 0 ? Math.min(oldest, found.oldest) : oldest;
                unreadable += found.readable ? 0 : 1;
            } else if (Segments.isCorrupt(file)) {
                unreadable++;
            }
        }
        return new SpoolFolder(path, isInUse(disk, path), segments, events, bytes, oldest, damaged, unreadable);
    }

    private static long size(Disk disk, Path file) throws IOException {
        try {
            return disk.size(file);
        } catch (NoSuchFileException e) {
            // Its process has just deleted it.
            return 0;
        }
    }

    private static boolean isInUse(Disk disk, Path path) throws IOException {
        Path file = path.resolve(Folder.LOCK);
        if (!disk.exists(file)) {
            return false;
        }
        try (Closeable lock = disk.lock(file)) {
            return lock == null;
        }
    }

    /** What is in a segment. */
    private record Found(long events, long damaged, long oldest, boolean readable) {
        static Found in(Disk disk, Path file, Ranges settled) {
            try {
                SegmentScan scan = disk.size(file) > SegmentFormat.MOST_BYTES
                        ? new SegmentScan(new byte[0])
                        : new SegmentScan(disk.read(file));
                boolean empty = scan.length() <= SegmentFormat.HEADER && disk.size(file) <= SegmentFormat.HEADER;
                return scan.isForeign() ? new Found(0, 0, Ledger.NO_EVENT, false) : in(scan, file, settled, empty);
            } catch (IOException e) {
                return new Found(0, 0, Ledger.NO_EVENT, e instanceof NoSuchFileException);
            }
        }

        private static Found in(SegmentScan scan, Path file, Ranges settled, boolean empty) {
            Segment segment = new Segment(0, file, 0);
            Examination examination = new Examination(scan, segment);
            examination.advance(Integer.MAX_VALUE);
            long lost = examination.settle(settled);
            boolean readable = scan.isWhole() || segment.records() > 0 || empty;
            return new Found(segment.waiting().size(), lost, segment.oldest(), readable);
        }
    }
}
