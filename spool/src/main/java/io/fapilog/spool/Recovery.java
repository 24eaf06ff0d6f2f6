package io.fapilog.spool;

import io.fapilog.config.Quantities;
import io.fapilog.spi.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what dead processes left, a little at a time, so that new events need not wait. Nothing that is found
 * there stops the start: a file that cannot be understood is set aside, one that cannot be read or moved stays where it
 * is, and one of another kind is left alone.
 */
final class Recovery {
    /** Few enough for a process that has just started and whose code is not compiled yet. */
    private static final int RECORDS_AT_ONCE = 500;

    private final Disk disk;
    private final Spool.Context context;
    private final Segments segments;
    private final Path folder;
    private final Deque<Folder> orphans;
    private final Deque<Path> files = new ArrayDeque<>();
    private Map<Long, Ranges> settled = Map.of();
    private @Nullable Folder current;
    private @Nullable Examination examination;
    private Path examined;

    /** Takes over into {@code folder}, our own, what is in those of {@code directory} whose process is gone. */
    Recovery(Disk disk, Spool.Context context, Segments segments, Path directory, Path folder) throws IOException {
        this.disk = disk;
        this.context = context;
        this.segments = segments;
        this.folder = folder;
        this.examined = folder;
        this.orphans = new ArrayDeque<>(Folder.orphans(disk, directory, this::warn));
    }

    /** Goes on a little. Returns whether there may be more. */
    boolean step() {
        if (examination != null) {
            goOn(examination, examined);
            return true;
        }
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
            current.closeOrTell(context);
        }
        orphans.forEach(orphan -> orphan.closeOrTell(context));
        orphans.clear();
        files.clear();
        examination = null;
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
            orphan.closeOrTell(context);
        }
    }

    private void adopt(Path file) {
        try {
            if (Segments.isCorrupt(file)) {
                segments.setAside(file, disk.size(file), folder);
            } else if (Segments.isSegment(file)) {
                read(file);
            }
        } catch (IOException e) {
            warn(file + " could not be read and stays where it is: " + e);
        }
    }

    private void read(Path file) throws IOException {
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
        examined = file;
        examination = new Examination(scan, segments.next(folder));
    }

    private void goOn(Examination running, Path file) {
        if (running.advance(RECORDS_AT_ONCE)) {
            examination = null;
            try {
                adopt(file, running);
            } catch (IOException e) {
                warn(file + " could not be taken over and stays where it is: " + e);
            }
        }
    }

    private void adopt(Path file, Examination ended) throws IOException {
        SegmentScan scan = ended.scan();
        Segment segment = ended.segment();
        if (segment.records() == 0 && scan.length() > SegmentFormat.HEADER && !scan.isWhole()) {
            setAside(file, scan.length());
            return;
        }
        long lost = ended.settle(settled.getOrDefault(Segments.number(file), new Ranges()));
        take(file, segment, scan);
        context.listener().recovered(segment.waiting().size() + lost);
        if (lost > 0) {
            context.listener().damaged(lost);
            warn(lost + " events in " + file + " were damaged and are lost");
        }
    }

    private void take(Path file, Segment segment, SegmentScan scan) throws IOException {
        if (segment.isSettled()) {
            disk.delete(file);
            return;
        }
        if (scan.end() < scan.length()) {
            disk.truncate(file, scan.end());
        }
        // The process that wrote it may have been killed before it could; a power cut must not take it now.
        disk.force(file);
        disk.move(file, segment.path());
        segments.add(segment);
    }

    private void setAside(Path file, long size) throws IOException {
        segments.setAside(file, size, folder);
        warn(file + " (" + Quantities.show(size) + ") is no segment that can be read; it is kept in " + folder + " as *"
                + Segments.CORRUPT);
    }

    private void warn(String message) {
        context.diagnostics().warn("spool recovery", "spool: " + message);
    }
}
