package io.fapilog.spool;

import io.fapilog.spi.Spool;
import io.fapilog.spi.TimeSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes the segments of the folder, one after the other, and the cursor.
 *
 * <p>{@link #flush} hands the appended records to the operating system, and {@link #sync} forces them to the disk.
 */
final class SpoolWriter {
    private final Disk disk;
    private final Spool.Context context;
    private final Segments segments;
    private final long maxSegmentBytes;
    private final long syncNanos;
    private @Nullable SegmentWriter writer;
    private long lastSync;

    SpoolWriter(Disk disk, Spool.Context context, Segments segments, long maxSegmentBytes, long syncNanos) {
        this.disk = disk;
        this.context = context;
        this.segments = segments;
        this.maxSegmentBytes = maxSegmentBytes;
        this.syncNanos = syncNanos;
        this.lastSync = context.time().ticks() - syncNanos;
    }

    /** Appends a record to the open segment, or to a new one if it would become too large. Returns its position. */
    long append(RecordBuffer payload, long time) throws IOException {
        long size = SegmentFormat.HEAD + (long) payload.size();
        SegmentWriter target = writer;
        if (target == null || target.segment().bytes() + size > maxSegmentBytes) {
            seal();
            target = begin();
        }
        long position = target.add(payload, time);
        segments.resized(size);
        return position;
    }

    /** Whether {@code segment} is open. */
    boolean isOpen(Segment segment) {
        return writer != null && writer.segment() == segment;
    }

    /** Writes the appended records. Returns the number of things done. */
    int flush() throws IOException {
        return writer != null && writer.flush() ? 1 : 0;
    }

    /** The nanoseconds until {@link #sync} is due; {@link TimeSource#NEVER} when it has nothing to do. */
    long untilSync(long ticks) {
        boolean due = segments.isCursorOutdated() || (writer != null && writer.isDirty());
        return due ? Math.max(0, lastSync + syncNanos - ticks) : TimeSource.NEVER;
    }

    /** Forces everything to the disk, and writes the cursor if it is outdated. */
    void sync() throws IOException {
        lastSync = context.time().ticks();
        SegmentWriter target = writer;
        if (target != null) {
            if (!disk.exists(target.segment().path())) {
                throw new NoSuchFileException(target.segment().path().toString(), null, "it was deleted");
            }
            target.force();
        }
        segments.retryDeletions();
        segments.writeCursor();
    }

    /** Forces and closes the open segment, if there is one. */
    void seal() throws IOException {
        SegmentWriter target = writer;
        if (target != null) {
            target.force();
            target.close();
            writer = null;
            deleteIfSettled(target.segment());
        }
    }

    void deleteIfSettled(Segment segment) {
        if (segment.isSettled() && !isOpen(segment)) {
            segments.delete(segment);
        }
    }

    /** Closes the open segment after a failure. Removes its records that are not completely in the file. */
    void abandon() {
        SegmentWriter abandoned = writer;
        writer = null;
        if (abandoned != null) {
            abandon(abandoned);
        }
    }

    private void abandon(SegmentWriter abandoned) {
        Segment segment = abandoned.segment();
        long before = segment.bytes();
        try {
            abandoned.abandon(disk);
        } catch (IOException e) {
            // The incomplete record at the end is skipped when the segment is read; it only takes space.
            truncateIfDeleted(segment);
        } finally {
            segments.resized(segment.bytes() - before);
            deleteIfSettled(segment);
        }
    }

    private SegmentWriter begin() throws IOException {
        Segment segment = segments.next();
        int mark = ThreadLocalRandom.current().nextInt();
        Disk.Output file = disk.create(segment.path());
        SegmentWriter begun =
                new SegmentWriter(segment, file, mark, context.time().epochNanos());
        segments.add(segment);
        writer = begun;
        return begun;
    }

    private void truncateIfDeleted(Segment segment) {
        if (!disk.exists(segment.path())) {
            context.listener().damaged(segment.spooled().size());
            segment.truncate(0);
        }
    }
}
