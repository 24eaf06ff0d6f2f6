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
 * Takes over the segments of processes that have ended, in small steps, so that new events are stored meanwhile. No
 * found file makes the start fail: a corrupt file is set aside, and a file that cannot be read or moved, or is of
 * another kind or version, stays where it is.
 */
final class Recovery {
    /** Few enough that a step is short in a process that has just started, whose code is not compiled yet. */
    private static final int RECORDS_PER_STEP = 500;

    private final Disk disk;
    private final Spool.Listener listener;
    private final SpoolReports reports;
    private final Segments segments;
    private final Deque<Folder> orphans;
    private final Deque<Path> files = new ArrayDeque<>();
    private Map<Long, Ranges> settled = Map.of();
    private @Nullable Folder current;
    private @Nullable Examination examination;

    /** Locks the folders in {@code directory} whose process has ended, to move their files into {@code segments}. */
    Recovery(Disk disk, Spool.Listener listener, SpoolReports reports, Segments segments, Path directory)
            throws IOException {
        this.disk = disk;
        this.listener = listener;
        this.reports = reports;
        this.segments = segments;
        this.orphans = new ArrayDeque<>(Folder.orphans(disk, directory, reports));
    }

    /** Takes the next step. Returns false when everything is taken over. */
    boolean step() {
        if (examination != null) {
            examine(examination);
        } else if (!files.isEmpty()) {
            begin(files.remove());
        } else {
            return nextFolder();
        }
        return true;
    }

    /** Ends the recovery. The remaining files stay where they are for a later process. */
    void stop() {
        if (current != null) {
            current.closeOrReport(reports);
        }
        orphans.forEach(orphan -> orphan.closeOrReport(reports));
        orphans.clear();
        files.clear();
        examination = null;
        current = null;
    }

    private boolean nextFolder() {
        if (current != null) {
            finish(current);
        }
        current = orphans.poll();
        if (current != null) {
            begin(current);
        }
        return current != null;
    }

    private void begin(Folder orphan) {
        try {
            settled = Cursor.read(disk, orphan.path());
            files.addAll(disk.list(orphan.path()));
        } catch (IOException e) {
            reports.notRecovered(orphan.path(), "read", e);
        }
    }

    private void finish(Folder orphan) {
        try {
            orphan.remove();
        } catch (IOException e) {
            reports.notRecovered(orphan.path(), "taken over completely", e);
            orphan.closeOrReport(reports);
        }
    }

    private void begin(Path file) {
        try {
            if (Segments.isCorrupt(file)) {
                segments.setAside(file, disk.size(file));
            } else if (Segments.isSegment(file)) {
                read(file);
            }
        } catch (IOException e) {
            reports.notRecovered(file, "read", e);
        }
    }

    private void read(Path file) throws IOException {
        long size = disk.size(file);
        if (size > SegmentFormat.MAX_BYTES) {
            setAside(file, size);
            return;
        }
        SegmentScan scan = new SegmentScan(disk.read(file));
        if (scan.isForeign()) {
            reports.warn(
                    "recovery",
                    () -> file + " was written by another version of fapilog; its events stay there for it");
            return;
        }
        examination = new Examination(file, scan, segments.next());
    }

    private void examine(Examination running) {
        if (!running.advance(RECORDS_PER_STEP)) {
            return;
        }
        examination = null;
        try {
            end(running);
        } catch (IOException e) {
            reports.notRecovered(running.file(), "moved", e);
        }
    }

    private void end(Examination ended) throws IOException {
        Path file = ended.file();
        if (ended.isCorrupt()) {
            setAside(file, ended.scan().length());
            return;
        }
        long damaged = ended.settle(settled.getOrDefault(Segments.number(file), new Ranges()));
        takeOver(file, ended.segment(), ended.scan());
        listener.recovered(ended.segment().spooled().size() + damaged);
        if (damaged > 0) {
            listener.damaged(damaged);
            reports.dropped(damaged, file);
        }
    }

    private void takeOver(Path file, Segment segment, SegmentScan scan) throws IOException {
        if (segment.isSettled()) {
            disk.delete(file);
            return;
        }
        if (scan.end() < scan.length()) {
            disk.truncate(file, scan.end());
        }
        // The ended process may not have forced it; from now on a power failure must not take it.
        disk.force(file);
        disk.move(file, segment.path());
        segments.add(segment);
    }

    private void setAside(Path file, long size) throws IOException {
        Path target = segments.setAside(file, size);
        reports.warn(
                "recovery",
                () -> file + " (" + Quantities.show(size) + ") is not a readable segment; it was moved to " + target
                        + " and is deleted when its space is needed");
    }
}
