package io.fapilog.spool;

import io.fapilog.spi.Spool;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what waits, segment by segment; one segment is in memory at a time, and no file stays open. */
final class SegmentReader {
    private static final int MOST_FAILURES = 3;

    private final Disk disk;
    private final Spool.Context context;
    private @Nullable Segment segment;
    private @Nullable SegmentScan scan;

    SegmentReader(Disk disk, Spool.Context context) {
        this.disk = disk;
        this.context = context;
    }

    /**
     * Reads from {@code source}, which has events that wait.
     *
     * @return about how many bytes were read
     * @throws IOException when it cannot be read at present
     */
    long read(Segment source, long bytes, List<Spool.Stored> records) throws IOException {
        SegmentScan walk = scan;
        boolean fresh = false;
        if (walk == null || source != segment || source.waiting().first() <= walk.sequence()) {
            walk = load(source);
            fresh = true;
        }
        long read = 0;
        while (read < bytes && !source.waiting().isEmpty()) {
            if (walk.next()) {
                lose(source, walk.sequence());
                read += take(source, walk, records);
            } else if (!fresh) {
                // The segment is the one that is being written, and has grown since.
                walk = load(source);
                fresh = true;
            } else {
                lose(source, Long.MAX_VALUE);
            }
        }
        return read;
    }

    /** Lets the memory go once all is read. */
    void forget() {
        segment = null;
        scan = null;
    }

    private SegmentScan load(Segment source) throws IOException {
        forget();
        SegmentScan loaded = new SegmentScan(content(source));
        segment = source;
        scan = loaded;
        return loaded;
    }

    /** Nothing when the file is gone, or has failed too often. */
    private byte[] content(Segment source) throws IOException {
        try {
            return disk.read(source.path());
        } catch (IOException e) {
            if (e instanceof NoSuchFileException || source.countFailure() >= MOST_FAILURES) {
                return new byte[0];
            }
            throw e;
        }
    }

    /** Takes the record that the walk has come to, if it waits. Returns its size. */
    private long take(Segment source, SegmentScan walk, List<Spool.Stored> records) {
        int sequence = walk.sequence();
        if (!source.isWaiting(sequence)) {
            return 0;
        }
        long position = source.first() + sequence;
        Spool.Entry entry = EntryFormat.read(walk.bytes(), walk.from(), walk.to());
        if (entry == null) {
            source.settle(position, position + 1);
            context.listener().damaged(1);
            return 0;
        }
        records.add(new Spool.Stored(position, entry));
        source.take(sequence);
        return (long) walk.to() - walk.from();
    }

    /** What waits before the record {@code sequence} is not there any more. */
    private void lose(Segment source, long sequence) {
        if (source.waiting().isEmpty() || source.waiting().first() >= sequence) {
            return;
        }
        long lost = source.loseBefore(sequence);
        if (lost > 0) {
            context.listener().damaged(lost);
            context.diagnostics()
                    .warn("spool damage", "spool: " + lost + " events in " + source.path() + " cannot be read again");
        }
    }
}
