package io.fapilog.spool;

import io.fapilog.spi.Spool;
import io.fapilog.spi.TimeSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A spool of segment files in a folder of its own.
 *
 * <p>States: not open yet; open; and, after an error of the disk, out of order for 30 s. Out of order it keeps nothing
 * new, and what is in its files stays there. It then begins a new segment: what a failed write or force left in the old
 * one is doubtful.
 */
final class SegmentSpool implements Spool {
    private static final long LARGEST_SEGMENT = 4L << 20;
    private static final int SEGMENTS = 16;

    private final Spool.Settings settings;
    private final Spool.Context context;
    private final Disk disk;
    private final long budget;
    private final long segmentBytes;
    private final Segments segments;
    private final SegmentReader reader;
    private final DiskHealth health;
    private final EntryFormat format = new EntryFormat();
    private final RecordBuffer payload = new RecordBuffer(4 << 10);
    private @Nullable Folder folder;
    private @Nullable Recovery recovery;
    private @Nullable SegmentWriter writer;
    private long lastSync;
    private boolean settledSince;

    SegmentSpool(Spool.Settings settings, Spool.Context context, Disk disk) {
        this.settings = settings;
        this.context = context;
        this.disk = disk;
        this.budget = settings.maxBytes() - Cursor.MOST_BYTES;
        this.segmentBytes = Math.min(LARGEST_SEGMENT, budget / SEGMENTS);
        this.segments = new Segments(disk);
        this.reader = new SegmentReader(disk, context);
        this.health = new DiskHealth(settings.directory(), context);
        this.lastSync = context.time().ticks() - settings.sync().toNanos();
    }

    @Override
    public long append(Spool.Entry entry) {
        if (!isOpen(context.time().ticks())) {
            return NOT_ON_DISK;
        }
        try {
            payload.reset();
            format.write(entry, payload);
            long size = SegmentFormat.HEAD + (long) payload.size();
            if (payload.size() > SegmentFormat.MOST_PAYLOAD || size + SegmentFormat.HEADER > budget) {
                String large = "an event of " + payload.size() + " bytes is too large for it and stays in memory";
                health.warn("spool size", large);
                return NOT_ON_DISK;
            }
            return hasRoom(size + SegmentFormat.HEADER) ? write(size, entry.time()) : NOT_ON_DISK;
        } catch (Throwable e) {
            fail(e);
            return NOT_ON_DISK;
        }
    }

    @Override
    public void acknowledge(long from, long to) {
        List<Segment> touched = segments.within(from, to);
        touched.forEach(segment -> segment.settle(from, to));
        settledSince |= !touched.isEmpty();
        try {
            touched.forEach(this::deleteIfSettled);
        } catch (Throwable e) {
            fail(e);
        }
    }

    @Override
    public long release(long from, long to) {
        try {
            flush();
        } catch (Throwable e) {
            fail(e);
        }
        long released = 0;
        for (Segment segment : segments.within(from, to)) {
            released += segment.await(from, to);
        }
        return released;
    }

    @Override
    public List<Spool.Stored> read(int bytes) {
        List<Spool.Stored> records = new ArrayList<>();
        long left = bytes;
        Segment segment = health.isReadable() ? segments.firstWaiting() : null;
        while (left > 0 && segment != null) {
            try {
                if (isWritten(segment)) {
                    flush();
                }
                left -= reader.read(segment, left, records);
                deleteIfSettled(segment);
            } catch (Throwable e) {
                health.readingFailed(e);
                break;
            }
            segment = segments.firstWaiting();
        }
        if (segment == null) {
            reader.forget();
        }
        return records;
    }

    @Override
    public boolean isRecovering() {
        return recovery != null && !health.isDown();
    }

    @Override
    public long spooled() {
        return segments.waiting();
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
        if (!isOpen(ticks)) {
            return 0;
        }
        int done = 0;
        try {
            done += flush() + recover();
            if (isDirty() && ticks - lastSync >= settings.sync().toNanos()) {
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
        long whenDirty = isDirty() ? lastSync + settings.sync().toNanos() - ticks : TimeSource.NEVER;
        return Math.max(0, health.isDown() ? health.retryAt() - ticks : whenDirty);
    }

    @Override
    public void close() {
        Folder own = folder;
        if (own == null) {
            return;
        }
        stopRecovery();
        try {
            if (!health.isDown()) {
                closeWriter();
            }
            if (segments.isEmpty()) {
                own.remove();
            } else {
                Cursor.write(disk, own.path(), segments.all());
                own.close();
            }
        } catch (Throwable e) {
            fail(e);
            own.closeOrTell(context);
        }
        folder = null;
        health.end();
    }

    /** Whether it can be used; opens it if need be. */
    private boolean isOpen(long ticks) {
        if (health.takeRetry(ticks)) {
            try {
                open();
            } catch (Throwable e) {
                fail(e);
            }
        }
        return !health.isDown();
    }

    private void open() throws IOException {
        if (folder != null) {
            return;
        }
        Folder own = Folder.create(disk, settings.directory(), context.time().epochNanos() / 1_000_000);
        try {
            recovery = new Recovery(disk, context, segments, settings.directory(), own.path());
            folder = own;
            settledSince = true;
        } finally {
            if (folder == null) {
                own.closeOrTell(context);
            }
        }
    }

    /** Takes over a little of what dead processes left. */
    private int recover() throws IOException {
        Recovery running = recovery;
        if (running == null) {
            return 0;
        }
        if (!running.step()) {
            recovery = null;
            hasRoom(0);
            settledSince = true;
            sync();
        }
        return 1;
    }

    private long write(long size, long time) throws IOException {
        SegmentWriter target = writer;
        if (target == null || target.segment().bytes() + size > segmentBytes) {
            closeWriter();
            target = begin();
        }
        long position = target.add(payload, time);
        segments.grown(size);
        return position;
    }

    private SegmentWriter begin() throws IOException {
        Segment segment =
                segments.next(Objects.requireNonNull(folder, "not open").path());
        int mark = ThreadLocalRandom.current().nextInt();
        SegmentWriter begun = new SegmentWriter(
                segment, disk.create(segment.path()), mark, context.time().epochNanos());
        segments.add(segment);
        writer = begun;
        return begun;
    }

    /** Makes room for {@code size} more bytes, if need be. Returns whether there is. */
    private boolean hasRoom(long size) throws IOException {
        while (segments.bytes() + size > budget) {
            if (!segments.deleteCorrupt() && !evict()) {
                health.warn("spool full", "it is full; new events stay in memory (spool_max)");
                return false;
            }
        }
        return true;
    }

    /** Gives up the oldest segment. */
    private boolean evict() throws IOException {
        Segment oldest = settings.evict() ? segments.oldest() : null;
        if (oldest == null) {
            return false;
        }
        if (isWritten(oldest)) {
            closeWriter();
        }
        long lost = oldest.waiting().size();
        if (lost > 0) {
            context.listener().evicted(lost);
            health.warn("spool full", "it is full; its oldest " + lost + " events are dropped (spool_max)");
        }
        settledSince = true;
        segments.delete(oldest);
        return true;
    }

    private int flush() throws IOException {
        return writer != null && writer.flush() ? 1 : 0;
    }

    private boolean isDirty() {
        return settledSince || (writer != null && writer.isDirty());
    }

    private boolean isWritten(Segment segment) {
        return writer != null && writer.segment() == segment;
    }

    /** Brings everything to the disk. */
    private void sync() throws IOException {
        lastSync = context.time().ticks();
        Folder own = folder;
        SegmentWriter target = writer;
        if (target != null) {
            if (!disk.exists(target.segment().path())) {
                throw new NoSuchFileException(target.segment().path().toString(), null, "it was deleted");
            }
            target.force();
        }
        segments.deleteLeftOvers();
        if (settledSince && own != null) {
            Cursor.write(disk, own.path(), segments.all());
            settledSince = false;
        }
        health.worked();
    }

    /** Ends the segment that is being written. */
    private void closeWriter() throws IOException {
        SegmentWriter target = writer;
        if (target != null) {
            target.force();
            target.close();
            writer = null;
            deleteIfSettled(target.segment());
        }
    }

    private void deleteIfSettled(Segment segment) {
        if (segment.isSettled() && !isWritten(segment)) {
            segments.delete(segment);
            settledSince = true;
        }
    }

    /** Something went wrong with the disk, or memory is short: nothing is kept for a while. Does not throw. */
    private void fail(Throwable e) {
        health.takeDown();
        try {
            abandonWriter();
            Folder own = folder;
            if (own != null && !disk.exists(own.path())) {
                loseFolder(own);
            }
        } catch (Throwable more) {
            // What is not tidied up takes room until the next process does it; the first failure is the one to tell.
        }
        health.tellFailed(e);
    }

    /** What did not get to the file is not kept. */
    private void abandonWriter() {
        SegmentWriter target = writer;
        if (target == null) {
            return;
        }
        writer = null;
        try {
            target.abandon(disk);
        } catch (IOException e) {
            // What is left of the failed write is passed over when the segment is read; it only takes room.
            cutIfDeleted(target.segment());
        } finally {
            segments.changed();
            deleteIfSettled(target.segment());
        }
    }

    private void cutIfDeleted(Segment segment) {
        if (!disk.exists(segment.path())) {
            context.listener().damaged(segment.waiting().size());
            segment.cut(0);
        }
    }

    private void loseFolder(Folder own) {
        folder = null;
        stopRecovery();
        own.closeOrTell(context);
        long lost = segments.waiting();
        segments.clear();
        reader.forget();
        if (lost > 0) {
            context.listener().damaged(lost);
            health.warn("spool damage", "its folder was deleted, and with it " + lost + " events");
        }
    }

    private void stopRecovery() {
        if (recovery != null) {
            recovery.stop();
            recovery = null;
        }
    }
}
