package io.fapilog.spool;

import io.fapilog.config.Quantities;
import io.fapilog.spi.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the segments of ended processes, in small steps, so that new events are stored meanwhile: the file that was
 * written to longest ago first, and each as soon as there is room for it. No found file makes the start fail: a corrupt
 * file is set aside, and a file that cannot be read or moved, or is of another kind or version, stays where it is.
 */
final class Recovery {
    /** Few enough that a step is short in a process that has just started, whose code is not compiled yet. */
    private static final int RECORDS_PER_STEP = 500;

    private final Disk disk;
    private final Spool.Listener listener;
    private final SpoolReports reports;
    private final Segments segments;
    private final Set<Path> foreign;
    private final List<Orphan> orphans = new ArrayList<>();
    private final Deque<Found> files = new ArrayDeque<>();
    private @Nullable Found current;
    private @Nullable Examination examination;
    private boolean waiting;

    /**
     * Takes over the files in {@code folders}, which are locked, into {@code segments}.
     *
     * @param foreign where it adds the folders in which files of another version stay
     */
    Recovery(
            Disk disk,
            Spool.Listener listener,
            SpoolReports reports,
            Segments segments,
            List<Folder> folders,
            Set<Path> foreign) {
        this.disk = disk;
        this.listener = listener;
        this.reports = reports;
        this.segments = segments;
        this.foreign = foreign;
        List<Found> found = new ArrayList<>();
        folders.forEach(folder -> orphans.add(new Orphan(folder)));
        List.copyOf(orphans).forEach(orphan -> find(orphan, found));
        found.sort(Comparator.comparingLong(Found::modified));
        files.addAll(found);
    }

    /** Whether everything is taken over. */
    boolean isDone() {
        return orphans.isEmpty();
    }

    /** Whether nothing is taken over until there is room. */
    boolean isWaiting() {
        return waiting;
    }

    /**
     * Takes the next step.
     *
     * @param room whether there is room for a file of a number of bytes
     * @return false when there is nothing to do at present
     */
    boolean step(LongPredicate room) {
        if (examination != null) {
            examine(examination);
            return true;
        }
        Found next = files.peek();
        waiting = next != null && next.needsRoom() && !room.test(next.size());
        if (next == null || waiting) {
            return false;
        }
        files.remove();
        current = next;
        boolean failed = true;
        try {
            begin(next);
            failed = false;
        } finally {
            // Whatever it throws: a file without an end would keep the recovery from its own.
            if (failed) {
                keepCurrent();
            }
            if (examination == null) {
                end();
            }
        }
        return true;
    }

    /** Ends the recovery. The remaining files stay where they are for a later process. */
    void stop() {
        orphans.forEach(orphan -> orphan.folder.closeOrReport(reports));
        orphans.clear();
        files.clear();
        examination = null;
        current = null;
    }

    private void find(Orphan orphan, List<Found> found) {
        try {
            orphan.settled = Cursor.read(disk, orphan.folder.path());
            for (Path file : disk.list(orphan.folder.path())) {
                if (Segments.isCorrupt(file) || Segments.isSegment(file)) {
                    found.add(new Found(orphan, file, disk.size(file), disk.lastModified(file)));
                    orphan.left++;
                }
            }
            if (orphan.left == 0) {
                finish(orphan);
            }
        } catch (IOException e) {
            reports.notRecovered(orphan.folder.path(), "read", e);
            found.removeIf(each -> each.orphan == orphan);
            orphans.remove(orphan);
            orphan.folder.closeOrReport(reports);
        }
    }

    /** The present file has been dealt with. */
    private void end() {
        Found ended = current;
        current = null;
        examination = null;
        if (ended != null && --ended.orphan.left == 0) {
            finish(ended.orphan);
        }
    }

    private void finish(Orphan orphan) {
        orphans.remove(orphan);
        if (orphan.kept) {
            // With its cursor and destination, which apply to what stays.
            orphan.folder.closeOrReport(reports);
            return;
        }
        boolean removed = false;
        try {
            // Before the cursor of the ended process is deleted: settled records must not be sent again.
            segments.writeCursor();
            orphan.folder.remove();
            removed = true;
        } catch (IOException e) {
            reports.notRecovered(orphan.folder.path(), "taken over completely", e);
        } finally {
            if (!removed) {
                orphan.folder.closeOrReport(reports);
            }
        }
    }

    private void begin(Found found) {
        try {
            if (Segments.isCorrupt(found.file)) {
                segments.setAside(found.file, found.size);
            } else {
                read(found);
            }
        } catch (IOException e) {
            found.orphan.kept = true;
            reports.notRecovered(found.file, "read", e);
        }
    }

    private void read(Found found) throws IOException {
        if (found.size > SegmentFormat.MAX_BYTES) {
            setAside(found.file, found.size);
            return;
        }
        SegmentScan scan = new SegmentScan(disk.read(found.file));
        if (scan.isForeign()) {
            found.orphan.kept = true;
            foreign.add(found.orphan.folder.path());
            reports.foreign(found.file);
            return;
        }
        examination = new Examination(found.file, scan, segments.next());
    }

    private void examine(Examination running) {
        if (!running.advance(RECORDS_PER_STEP)) {
            return;
        }
        boolean moved = false;
        try {
            end(running);
            moved = true;
        } catch (IOException e) {
            reports.notRecovered(running.file(), "moved", e);
        } finally {
            if (!moved) {
                keepCurrent();
            }
            end();
        }
    }

    private void keepCurrent() {
        if (current != null) {
            current.orphan.kept = true;
        }
    }

    private void end(Examination ended) throws IOException {
        Path file = ended.file();
        if (ended.isCorrupt()) {
            setAside(file, ended.scan().length());
            return;
        }
        Map<Long, Ranges> settled = current == null ? Map.of() : current.orphan.settled;
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

    /** A folder with files that have not been taken over. */
    private static final class Orphan {
        final Folder folder;
        Map<Long, Ranges> settled = Map.of();
        int left;
        /** Whether files stay in it. */
        boolean kept;

        Orphan(Folder folder) {
            this.folder = folder;
        }
    }

    /** A file that has not been taken over. */
    private record Found(Orphan orphan, Path file, long size, long modified) {
        boolean needsRoom() {
            return Segments.isSegment(file) && size <= SegmentFormat.MAX_BYTES;
        }
    }
}
