package io.fapilog.spi;

import io.fapilog.Diagnostics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A log on disk that keeps events until they are settled, so that they survive the process.
 *
 * <p>Every event has a position, a number that grows from one event to the next. An event on disk is in one of two
 * states. It is <i>held</i> while the sink has it in memory too, and will {@linkplain #acknowledge acknowledge} or
 * {@linkplain #release release} it. It is <i>spooled</i> when it is on disk only; the events of earlier processes are
 * spooled from the start.
 *
 * <p>No method throws because of the disk: a spool that cannot write reports it once, refuses events for a while, and
 * tries again. All methods are called by one thread, the worker of the sink, and may block as long as the file system
 * does.
 */
public interface Spool extends AutoCloseable {
    /** The position of an event that is not on disk. */
    long NOT_ON_DISK = -1;

    /** A spool that stores nothing, for a sink without one. Stateless. */
    static Spool none() {
        return NoSpool.INSTANCE;
    }

    /**
     * Appends an event, which is then held. The first call of this method or of {@link #doWork} opens the files. After
     * the next {@link #doWork} the operating system has the event, and it survives the death of the process.
     *
     * @return its position, or {@link #NOT_ON_DISK} when it could not be stored
     */
    long append(Entry entry);

    /** Deletes the settled events at the positions {@code from} (inclusive) to {@code to} (exclusive). */
    void acknowledge(long from, long to);

    /**
     * Makes the held events at the positions {@code from} (inclusive) to {@code to} (exclusive) spooled.
     *
     * @return how many events are spooled now; the others could not be stored and are gone
     */
    long release(long from, long to);

    /**
     * Reads spooled events, which are then held: oldest segment first, in the order of arrival within a segment.
     *
     * @param bytes about how many bytes of events to read; at least one event is read if any is spooled
     * @return empty when no event is spooled, or when the disk cannot be read at present
     */
    List<Stored> read(int bytes);

    /**
     * Whether files of earlier processes are being scanned, a few in each {@link #doWork}. Until the scan ends, {@link
     * #oldest} is not known. Files for which there is no room stay as they are, and are scanned later.
     */
    boolean isRecovering();

    /** The number of spooled events. */
    long spooled();

    /**
     * The time stamp of the oldest spooled event, or somewhat earlier, in nanoseconds since the epoch;
     * {@link Ledger#NO_EVENT} when no event is spooled.
     */
    long oldest();

    /** The size of all files in bytes. */
    long bytes();

    /**
     * Writes the events that were appended since the last call, and forces the files to the disk when that is due.
     *
     * @param ticks the present {@link TimeSource#ticks()}
     * @return the number of things done; 0 when there was nothing to do
     */
    int doWork(long ticks);

    /**
     * The nanoseconds until {@link #doWork} must be called again; {@link TimeSource#NEVER} when only {@link #append} or
     * {@link #acknowledge} can make that necessary.
     *
     * @param ticks the present {@link TimeSource#ticks()}
     */
    long untilWork(long ticks);

    /** Writes and forces everything. Unsettled events stay on disk for the next process. */
    @Override
    void close();

    /**
     * An event as the spool stores it: everything that is needed to send it later, in any format and by any process.
     *
     * @param tenant the tenant, empty for none
     * @param labels the labels of its stream
     * @param time its time stamp in nanoseconds since the epoch, as sent to Loki
     * @param metadata its structured metadata
     * @param line the line in UTF-8; not copied, so it must not be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(String tenant, Map<String, String> labels, long time, Map<String, String> metadata, byte[] line) {}

    /**
     * An event as it was read back from the spool.
     *
     * @param position its position, for {@link Spool#acknowledge} and {@link Spool#release}
     * @param entry the event
     */
    record Stored(long position, Entry entry) {}

    /**
     * The settings of a spool.
     *
     * @param directory the directory in which the spool makes a folder of its own; created when missing
     * @param maxBytes the maximum size of its files, at least {@value #LEAST_BYTES}
     * @param sync how long written events may stay with the operating system before they are forced to the disk
     * @param evict whether the oldest events are dropped when the files reach that size; otherwise new events are not
     *     stored
     * @param destination the server and tenant for which the events are, without secrets; the spool takes over only
     *     what earlier processes left for the same
     * @param adoptAll whether the spool takes over what earlier processes left, whatever its destination
     */
    record Settings(Path directory, long maxBytes, Duration sync, boolean evict, String destination, boolean adoptAll) {
        /** The least {@code maxBytes}: 1 MiB. */
        public static final long LEAST_BYTES = 1L << 20;
    }

    /**
     * What a spool works with.
     *
     * @param time the clock
     * @param diagnostics where the spool reports
     * @param listener what is notified of changes to spooled events
     */
    record Context(TimeSource time, Diagnostics diagnostics, Listener listener) {}

    /** Receives what happens to spooled events, which only the spool knows about. Called by the worker of the sink. */
    interface Listener {
        /** {@code events} of earlier processes were found, damaged ones included. */
        void recovered(long events);

        /** {@code events} were dropped to make room. */
        void evicted(long events);

        /** {@code events} cannot be read back: their records are damaged or their files are gone. */
        void damaged(long events);
    }
}
