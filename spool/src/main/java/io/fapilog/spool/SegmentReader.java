package io.fapilog.spool;

import io.fapilog.spi.Spool;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the spooled records of segments. Has one segment in memory at a time, and no file open between calls. */
final class SegmentReader {
    private static final int MAX_FAILURES = 3;

    private final Disk disk;
    private final Spool.Listener listener;
    private final SpoolReports reports;
    private @Nullable Segment segment;
    private @Nullable SegmentScan scan;

    SegmentReader(Disk disk, Spool.Listener listener, SpoolReports reports) {
        this.disk = disk;
        this.listener = listener;
        this.reports = reports;
    }

    /**
     * Reads about {@code bytes} bytes of {@code source}, which has spooled records, and makes those records held.
     *
     * @return the number of bytes read
     * @throws IOException if the file cannot be read at present
     */
    long read(Segment source, long bytes, List<Spool.Stored> into) throws IOException {
        SegmentScan loaded = scan;
        SegmentScan records = scanOf(source);
        long read = 0;
        while (read < bytes && !source.spooled().isEmpty()) {
            if (records.next()) {
                drop(source, records.sequence());
                read += take(source, records, into);
            } else if (records == loaded) {
                // The segment is open, and has grown since it was loaded.
                records = load(source);
            } else {
                drop(source, Long.MAX_VALUE);
            }
        }
        return read;
    }

    /** Frees the memory of the segment that was read last. */
    void forget() {
        segment = null;
        scan = null;
    }

    /** A scan that has not passed the first spooled record of {@code source}. */
    private SegmentScan scanOf(Segment source) throws IOException {
        SegmentScan loaded = scan;
        return loaded != null && source == segment && source.spooled().first() > loaded.sequence()
                ? loaded
                : load(source);
    }

    private SegmentScan load(Segment source) throws IOException {
        forget();
        SegmentScan loaded = new SegmentScan(content(source));
        segment = source;
        scan = loaded;
        return loaded;
    }

    /** Empty if the file was deleted, or if reading it has failed too often. */
    private byte[] content(Segment source) throws IOException {
        try {
            return disk.read(source.path());
        } catch (IOException e) {
            if (e instanceof NoSuchFileException || source.countFailure() >= MAX_FAILURES) {
                return new byte[0];
            }
            throw e;
        }
    }

    /** Adds the current record if it is spooled. Returns its size. */
    private long take(Segment source, SegmentScan records, List<Spool.Stored> into) {
        int sequence = records.sequence();
        if (!source.isSpooled(sequence)) {
            return 0;
        }
        Spool.Entry entry = EntryFormat.read(records.bytes(), records.from(), records.to());
        if (entry == null) {
            drop(source, sequence + 1L);
            return 0;
        }
        into.add(new Spool.Stored(source.first() + sequence, entry));
        source.hold(sequence);
        return (long) records.to() - records.from();
    }

    /** Settles the spooled records before {@code sequence}, which are not in the file any more. */
    private void drop(Segment source, long sequence) {
        long dropped = source.settleBefore(sequence);
        if (dropped > 0) {
            listener.damaged(dropped);
            reports.dropped(dropped, source.path());
        }
    }
}
