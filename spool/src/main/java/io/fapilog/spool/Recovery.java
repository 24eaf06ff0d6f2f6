package io.fapilog.spool;

import io.fapilog.spi.Quantities;
import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what dead processes left, one file at a time, so that new events need not wait. Nothing that is found there stops the start: a file that cannot be understood is
 * set aside, one that cannot be read or moved stays where it is, and one of another kind is left alone.
 */
final class Recovery {
    private final Disk disk;
    private final SpoolContext context;
    private final Segments segments;
    private final Path folder;
    private final Deque<Folder> orphans;
    private final Deque<Path> files = new ArrayDeque<>();
    private Map<Long, Ranges> settled = Map.of();
    private @Nullable Folder current;

    /** Takes over into {@code folder}, our own, what is in those of {@code directory} whose process is gone. */
    Recovery(Disk disk, SpoolContext context, Segments segments, Path directory, Path folder) throws IOException {
        this.disk = disk;
        this.context = context;
        this.segments = segments;
        this.folder = folder;
        this.orphans = new ArrayDeque<>(Folder.orphans(disk, directory));
    }

    /** Takes over the next file. Returns whether there may be more. */
    boolean step() {
        if (!files.isEmpty()) {
            adopt(files.remove());
            return true;
        }
        if (current != null) {
            finish(current);
        }
        current = orphans.poll();
        if (current != null) {
            begin(current);
        }
        return current != null;
    }

    /** Leaves the rest to others. */
    void stop() {
        if (current != null) {
            close(current);
        }
        orphans.forEach(this::close);
        orphans.clear();
        files.clear();
        current = null;
    }

    private void begin(Folder orphan) {
        try {
            settled = Cursor.read(disk, orphan.path());
            files.addAll(disk.list(orphan.path()));
        } catch (IOException e) {
            warn("the folder " + orphan.path() + " could not be read: " + e);
        }
    }

    private void finish(Folder orphan) {
        try {
            orphan.remove();
        } catch (IOException e) {
            warn("the folder " + orphan.path() + " could not be taken over as a whole: " + e);
            close(orphan);
        }
    }

    private void adopt(Path file) {
        try {
            if (Segments.isCorrupt(file)) {
                segments.setAside(file, disk.size(file), folder);
            } else if (Segments.isSegment(file)) {
                read(file, settled.getOrDefault(Segments.number(file), new Ranges()));
            }
        } catch (IOException | RuntimeException e) {
            warn(file + " could not be read and stays where it is: " + e);
        }
    }

    private void read(Path file, Ranges before) throws IOException {
        long size = disk.size(file);
        if (size > SegmentFormat.MOST_BYTES) {
            setAside(file, size);
            return;
        }
        SegmentScan scan = new SegmentScan(disk.read(file));
        if (scan.isForeign()) {
            warn(file + " was written by another version of fapilog and is left for that one");
            return;
        }
        Segment segment = segments.next(folder);
        Ranges damaged = examine(scan, segment);
        if (segment.records() == 0 && size > SegmentFormat.HEADER && !scan.isWhole()) {
            setAside(file, size);
            return;
        }
        before.forEach((from, to) -> segment.settle(segment.first() + from, segment.first() + to));
        long found = segment.waiting().size();
        damaged.forEach((from, to) -> segment.settle(segment.first() + from, segment.first() + to));
        long lost = found - segment.waiting().size();
        take(file, segment, scan);
        context.account().recovered(found);
        if (lost > 0) {
            context.account().damaged(lost);
            warn(lost + " events in " + file + " were damaged and are lost");
        }
    }

    /** Finds the records. Returns those that are damaged. */
    static Ranges examine(SegmentScan scan, Segment segment) {
        Ranges damaged = new Ranges();
        long oldest = Spool.NO_EVENT;
        int expected = 0;
        while (scan.next()) {
            damaged.add(expected, scan.sequence());
            expected = scan.sequence() + 1;
            boolean timed = scan.to() - scan.from() >= Long.BYTES;
            oldest = timed ? Math.min(oldest, EntryFormat.time(scan.bytes(), scan.from())) : oldest;
        }
        damaged.add(expected, scan.known());
        segment.found(scan.known(), Math.min(scan.length(), scan.end()), oldest);
        return damaged;
    }

    private void take(Path file, Segment segment, SegmentScan scan) throws IOException {
        if (segment.isSettled()) {
            disk.delete(file);
            return;
        }
        if (scan.end() < scan.length()) {
            disk.truncate(file, scan.end());
        }
        disk.move(file, segment.path());
        segments.add(segment);
    }

    private void setAside(Path file, long size) throws IOException {
        segments.setAside(file, size, folder);
        warn(file + " (" + Quantities.show(size) + ") is no segment that can be read; it is kept in " + folder + " as *"
                + Segments.CORRUPT);
    }

    private void close(Folder orphan) {
        try {
            orphan.close();
        } catch (IOException e) {
            warn("the folder " + orphan.path() + " could not be unlocked: " + e);
        }
    }

    private void warn(String message) {
        context.diagnostics().warn("spool recovery", "spool: " + message);
    }
}
