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
 * The content of the folder of one process in the directory of a spool. A snapshot: a running process changes its
 * folder, and events that were settled since it last wrote its cursor still count as events here.
 *
 * @param path the folder
 * @param inUse whether its process is running
 * @param destination the server and tenant for which the events are; empty if an earlier version wrote them
 * @param segments the number of segments
 * @param events the number of events still to be delivered
 * @param bytes the size of all files
 * @param oldest the time of the oldest event, or somewhat earlier, in nanoseconds since the epoch; {@link
 *     Ledger#NO_EVENT} if there is none
 * @param damaged the number of events that cannot be read
 * @param unreadable the number of files that cannot be read at all, or are of another version
 */
public record SpoolFolder(
        Path path,
        boolean inUse,
        String destination,
        int segments,
        long events,
        long bytes,
        long oldest,
        long damaged,
        int unreadable) {

    /**
     * Inspects all folders in {@code directory}, oldest first, without changing anything. Reads every segment.
     *
     * @throws IOException if the directory cannot be read
     */
    public static List<SpoolFolder> list(Path directory) throws IOException {
        Disk disk = new FileDisk();
        List<SpoolFolder> folders = new ArrayList<>();
        for (Path path : disk.list(directory)) {
            if (Folder.isFolder(disk, path)) {
                add(disk, path, folders);
            }
        }
        return List.copyOf(folders);
    }

    private static void add(Disk disk, Path path, List<SpoolFolder> folders) throws IOException {
        try {
            folders.add(inspect(disk, path));
        } catch (NoSuchFileException e) {
            // Its process has just ended and deleted it.
        }
    }

    private static SpoolFolder inspect(Disk disk, Path path) throws IOException {
        Map<Long, Ranges> settled = Cursor.read(disk, path);
        List<Content> segments = new ArrayList<>();
        long bytes = 0;
        int corrupt = 0;
        for (Path file : disk.list(path)) {
            bytes += size(disk, file);
            corrupt += Segments.isCorrupt(file) ? 1 : 0;
            if (Segments.isSegment(file)) {
                segments.add(Content.of(disk, file, settled.getOrDefault(Segments.number(file), new Ranges())));
            }
        }
        return of(disk, path, segments, bytes, corrupt);
    }

    private static SpoolFolder of(Disk disk, Path path, List<Content> segments, long bytes, int corrupt)
            throws IOException {
        long events = segments.stream().mapToLong(Content::events).sum();
        long damaged = segments.stream().mapToLong(Content::damaged).sum();
        long oldest = segments.stream().mapToLong(Content::oldest).min().orElse(Ledger.NO_EVENT);
        long unreadable = segments.stream().filter(segment -> !segment.readable).count();
        return new SpoolFolder(
                path,
                isInUse(disk, path),
                destination(disk, path),
                segments.size(),
                events,
                bytes,
                oldest,
                damaged,
                corrupt + (int) unreadable);
    }

    private static long size(Disk disk, Path file) throws IOException {
        try {
            return disk.size(file);
        } catch (NoSuchFileException e) {
            // Its process has just deleted it.
            return 0;
        }
    }

    private static String destination(Disk disk, Path path) {
        try {
            // Somebody else may have written it for the terminal of the reader.
            return Destination.read(disk, path).replaceAll("\\p{C}", "?");
        } catch (IOException e) {
            return Destination.UNKNOWN;
        }
    }

    private static boolean isInUse(Disk disk, Path path) throws IOException {
        Path file = path.resolve(Folder.LOCK);
        if (!disk.isRegularFile(file)) {
            return false;
        }
        try (Closeable lock = disk.lock(file)) {
            return lock == null;
        }
    }

    /** The content of a segment. */
    private record Content(long events, long damaged, long oldest, boolean readable) {
        static Content of(Disk disk, Path file, Ranges settled) {
            try {
                boolean sized = disk.size(file) <= SegmentFormat.MAX_BYTES;
                SegmentScan scan = new SegmentScan(sized ? disk.read(file) : new byte[0]);
                return sized && !scan.isForeign() ? of(file, scan, settled) : none(false);
            } catch (IOException e) {
                // Without a file, its process has just deleted it.
                return none(e instanceof NoSuchFileException);
            }
        }

        private static Content of(Path file, SegmentScan scan, Ranges settled) {
            Segment segment = new Segment(0, file, 0);
            Examination examination = new Examination(file, scan, segment);
            examination.advance(Integer.MAX_VALUE);
            long damaged = examination.settle(settled);
            long events = segment.spooled().size();
            long oldest = events > 0 ? segment.oldest() : Ledger.NO_EVENT;
            return new Content(events, damaged, oldest, !examination.isCorrupt());
        }

        private static Content none(boolean readable) {
            return new Content(0, 0, Ledger.NO_EVENT, readable);
        }
    }
}
