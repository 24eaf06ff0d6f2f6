package io.fapilog.spool;

import io.fapilog.spi.Spool;
import io.fapilog.spi.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A spool of segment files in a folder of its own: its life cycle and its limit of disk space.
 *
 * <p>It is first <i>not started</i>; the first call that needs the disk creates the folder and makes it <i>usable</i>.
 * After a failure of the disk it is <i>suspended</i> for 30 s: it then stores no new events, and stored ones stay in
 * their files. It resumes with a new segment, because the end of the old one is uncertain. In the end it
 * is <i>closed</i>.
 */
final class SegmentSpool implements Spool {
    private static final long MAX_SEGMENT_BYTES = 4L << 20;
    private static final int MIN_SEGMENTS = 16;
    /** The time from the first search for orphans to the second; it doubles up to the longest. */
    private static final long FIRST_SEARCH_NANOS = 1_000_000_000;

    private static final long LONGEST_SEARCH_NANOS = 60_000_000_000L;

    private final Spool.Settings settings;
    private final Spool.Context context;
    private final Disk disk;
    private final long budget;
    private final SpoolReports reports;
    private final DiskHealth health;
    private final Segments segments;
    private final SegmentReader reader;
    private final SpoolWriter writer;
    private final EntryFormat format = new EntryFormat();
    private final RecordBuffer payload = new RecordBuffer(4 << 10);
    /** Folders in which files of another version stay; reading these again would not help. */
    private final Set<Path> foreign = new HashSet<>();

    private @Nullable Folder folder;
    private @Nullable Recovery recovery;
    private long nextSearch;
    private long searchNanos = FIRST_SEARCH_NANOS;

    SegmentSpool(Spool.Settings settings, Spool.Context context, Disk disk) {
        this.settings = settings;
        this.context = context;
        this.disk = disk;
        this.budget = settings.maxBytes() - Cursor.MAX_BYTES - Destination.MAX_BYTES;
        this.reports = new SpoolReports(settings.directory(), context.diagnostics());
        this.health = new DiskHealth(context.time(), reports);
        this.segments = new Segments(disk);
        this.reader = new SegmentReader(disk, context.listener(), reports);
        long segmentBytes = Math.min(MAX_SEGMENT_BYTES, budget / MIN_SEGMENTS);
        this.writer = new SpoolWriter(
                disk, context, segments, segmentBytes, settings.sync().toNanos());
    }

    @Override
    public long append(Spool.Entry entry) {
        if (!isUsable(context.time().ticks())) {
            return NOT_ON_DISK;
        }
        try {
            payload.reset();
            format.write(entry, payload);
            return hasRoomFor(payload) ? writer.append(payload, entry.time()) : NOT_ON_DISK;
        } catch (Throwable e) {
            fail(e);
            return NOT_ON_DISK;
        }
    }

    @Override
    public void acknowledge(long from, long to) {
        List<Segment> touched = segments.settle(from, to);
        try {
            touched.forEach(writer::deleteIfSettled);
        } catch (Throwable e) {
            fail(e);
        }
    }

    @Override
    public long release(long from, long to) {
        try {
            writer.flush();
        } catch (Throwable e) {
            fail(e);
        }
        long released = 0;
        for (Segment segment : segments.within(from, to)) {
            released += segment.release(from, to);
        }
        return released;
    }

    @Override
    public List<Spool.Stored> read(int bytes) {
        List<Spool.Stored> events = new ArrayList<>();
        if (!health.isReadable()) {
            reader.forget();
            return events;
        }
        try {
            read(bytes, events);
        } catch (Throwable e) {
            health.suspendReading(e);
        }
        return events;
    }

    @Override
    public boolean isRecovering() {
        return recovery != null && !recovery.isWaiting() && health.isUsable();
    }

    @Override
    public long spooled() {
        return segments.spooled();
    }

    @Override
    public long oldest() {
        return segments.oldestTime();
    }

    @Override
    public long bytes() {
        return segments.bytes();
    }

    @Override
    public int doWork(long ticks) {
        if (!isUsable(ticks)) {
            return 0;
        }
        int done = 0;
        try {
            done += writer.flush() + search(ticks) + recover();
            if (writer.untilSync(ticks) == 0) {
                sync();
                done++;
            }
        } catch (Throwable e) {
            fail(e);
        }
        return done;
    }

    @Override
    public long untilWork(long ticks) {
        if (!health.isUsable()) {
            return health.untilResumed(ticks);
        }
        long untilSearch = recovery == null ? Math.max(0, nextSearch - ticks) : TimeSource.NEVER;
        return Math.min(writer.untilSync(ticks), untilSearch);
    }

    @Override
    public void close() {
        Folder own = folder;
        if (own == null) {
            return;
        }
        stopRecovery();
        try {
            leave(own);
        } catch (Throwable e) {
            fail(e);
            own.closeOrReport(reports);
        }
        folder = null;
        health.end();
    }

    private void read(long bytes, List<Spool.Stored> into) throws IOException {
        long left = bytes;
        Segment segment = segments.oldestSpooled();
        while (left > 0 && segment != null) {
            if (writer.isOpen(segment)) {
                writer.flush();
            }
            left -= reader.read(segment, left, into);
            writer.deleteIfSettled(segment);
            segment = segments.oldestSpooled();
        }
        if (segment == null) {
            reader.forget();
        }
    }

    /** Whether the disk can be used. Starts the spool, or resumes it after a failure, when that is due. */
    private boolean isUsable(long ticks) {
        try {
            if (health.resumeIfDue(ticks) && folder == null) {
                start();
            }
        } catch (Throwable e) {
            fail(e);
        }
        return health.isUsable();
    }

    private void start() throws IOException {
        long now = context.time().epochNanos() / 1_000_000;
        Folder own = Folder.create(disk, settings.directory(), now, settings.destination());
        try {
            segments.start(own.path());
            takeOver(own);
            folder = own;
        } finally {
            if (folder == null) {
                own.closeOrReport(reports);
            }
        }
    }

    /** Looks for folders of processes that have ended since the last search, if that is due. */
    private int search(long ticks) {
        Folder own = folder;
        if (own == null || recovery != null || ticks - nextSearch < 0) {
            return 0;
        }
        takeOver(own);
        return recovery == null ? 0 : 1;
    }

    private void takeOver(Folder own) {
        // The sink of the other events may just not have started yet.
        boolean isLate = searchNanos == LONGEST_SEARCH_NANOS;
        nextSearch = context.time().ticks() + searchNanos;
        searchNanos = Math.min(2 * searchNanos, LONGEST_SEARCH_NANOS);
        Orphans orphans = new Orphans(disk, reports, settings.adoptAll() ? null : settings.destination());
        try {
            List<Folder> found = orphans.lock(own.path(), foreign);
            if (!found.isEmpty()) {
                recovery = recoveryOf(found);
            }
        } catch (IOException e) {
            // New events need the own folder only.
            reports.notRecovered(settings.directory(), "searched", e);
        }
        if (isLate && orphans.elsewhere() > 0) {
            reports.elsewhere(orphans.elsewhere());
        }
    }

    /** The recovery of locked folders, which are unlocked if there is no memory for it. */
    private Recovery recoveryOf(List<Folder> found) {
        Recovery started = null;
        try {
            started = new Recovery(disk, context.listener(), reports, segments, found, foreign);
            return started;
        } finally {
            if (started == null) {
                found.forEach(each -> each.closeOrReport(reports));
            }
        }
    }

    /** Takes over a few records of earlier processes. Returns the number of things done. */
    private int recover() throws IOException {
        if (recovery == null) {
            return 0;
        }
        boolean stepped = recovery.step(this::hasRoomToAdopt);
        if (recovery.isDone()) {
            recovery = null;
            deleteCorruptBeyondLimit();
            sync();
            return 1;
        }
        return stepped ? 1 : 0;
    }

    /**
     * Whether a file of {@code bytes} may be taken over. An eighth of the space remains for new events, so that these do
     * not evict at once what is taken over; after a wait, half must be free, so that files are taken over many at a
     * time. A file may come alone whatever its size, so that the recovery always proceeds.
     */
    private boolean hasRoomToAdopt(long bytes) {
        boolean waiting = recovery != null && recovery.isWaiting();
        long limit = waiting ? budget / 2 : budget - budget / 8;
        return segments.bytes() + bytes <= limit || segments.spooled() == 0;
    }

    private void deleteCorruptBeyondLimit() throws IOException {
        boolean deleted = true;
        while (deleted && segments.bytes() > budget) {
            deleted = segments.deleteCorrupt();
        }
    }

    private void sync() throws IOException {
        writer.sync();
        health.succeeded();
    }

    private boolean hasRoomFor(RecordBuffer event) throws IOException {
        long size = SegmentFormat.HEADER + SegmentFormat.HEAD + (long) event.size();
        if (event.size() > SegmentFormat.MAX_PAYLOAD || size > budget) {
            reports.tooLarge(event.size());
            return false;
        }
        return makeRoom(size);
    }

    /** Deletes files until {@code size} more bytes fit. Returns whether they do. */
    private boolean makeRoom(long size) throws IOException {
        while (segments.bytes() + size > budget) {
            if (!segments.deleteCorrupt() && !evict()) {
                reports.full("new events stay in memory only");
                return false;
            }
        }
        return true;
    }

    /** Drops the oldest segment. Returns false if there is none, or if the settings forbid it. */
    private boolean evict() throws IOException {
        Segment oldest = settings.evict() ? segments.oldest() : null;
        if (oldest == null) {
            return false;
        }
        if (writer.isOpen(oldest)) {
            writer.seal();
        }
        long dropped = oldest.spooled().size();
        if (dropped > 0) {
            context.listener().evicted(dropped);
            reports.full("its oldest " + dropped + " events are dropped");
        }
        segments.delete(oldest);
        return true;
    }

    /** Suspends the spool after an error of the disk, or for lack of memory. Does not throw. */
    private void fail(Throwable cause) {
        health.suspend();
        try {
            writer.abandon();
            if (folder != null && !disk.exists(folder.path())) {
                forget(folder);
            }
        } catch (Throwable e) {
            // Remaining files only take space until a later process deletes them. The first failure is reported.
        }
        health.reportFailure(cause);
    }

    /** The folder was deleted: a new one is created when the spool resumes. */
    private void forget(Folder own) {
        folder = null;
        stopRecovery();
        own.closeOrReport(reports);
        long dropped = segments.spooled();
        segments.clear();
        reader.forget();
        if (dropped > 0) {
            context.listener().damaged(dropped);
            reports.dropped(dropped, own.path());
        }
    }

    private void leave(Folder own) throws IOException {
        if (health.isUsable()) {
            writer.seal();
        }
        if (segments.isEmpty()) {
            own.remove();
        } else {
            segments.writeCursor();
            own.close();
        }
    }

    private void stopRecovery() {
        if (recovery != null) {
            recovery.stop();
            recovery = null;
        }
    }
}
