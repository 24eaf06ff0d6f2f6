package io.fapilog.spi;

import java.util.List;

/**
 * Keeps events on disk until they are settled. Every event has a position, a number that grows from one to the next.
 *
 * <p>An event is either <i>held</i>, by the sink that appended or read it and that will acknowledge or release it, or
 * it <i>waits</i> to be read: it is on the disk alone. Those that earlier processes left wait from the start.
 *
 * <p>No method throws for what the disk does: a spool that cannot write says so once, keeps nothing for a while, and
 * tries again. All methods are for one thread, the worker of the sink, and may block for as long as the file system
 * does.
 */
public interface Spool extends AutoCloseable {
    /** Stands for the position of an event that is not kept. */
    long NOT_KEPT = -1;

    /** Stands for the time of the oldest event where none waits. */
    long NO_EVENT = Long.MAX_VALUE;

    /**
     * Takes an event, which is then held. The first call of this or of {@link #doWork} opens the spool. It is with the
     * operating system, and survives the death of the process, after the next {@link #doWork}.
     *
     * @return its position, or {@link #NOT_KEPT}
     */
    long append(SpoolEntry entry);

    /** The events from position {@code from} on and before {@code to} are settled, and let go. */
    void acknowledge(long from, long to);

    /**
     * The events from position {@code from} on and before {@code to}, which were held, now wait.
     *
     * @return how many of them do; the others could not be kept, and nobody has them any more
     */
    long release(long from, long to);

    /**
     * Reads events that wait, the oldest first by and large; they are then held.
     *
     * @param bytes about how many bytes of events to read; at least one event is read where there is one
     * @return empty when none waits, or when the disk cannot be read at present
     */
    List<SpoolRecord> read(int bytes);

    /**
     * Whether what earlier processes left is still being looked through, a little in each {@link #doWork}; until then
     * nobody knows how old the oldest event is.
     */
    boolean isRecovering();

    /** How many events wait. */
    long waiting();

    /** The time of the oldest event that waits, or somewhat earlier; {@link #NO_EVENT} when none does. */
    long oldest();

    /** How many bytes the files take. */
    long bytes();

    /**
     * Writes what was appended since the last call to the files, and forces these to the disk when that is due.
     *
     * @param ticks the present {@link TimeSource#ticks()}
     * @return how much was done
     */
    int doWork(long ticks);

    /** When {@link #doWork} must be called again, in ticks; {@code ticks + Long.MAX_VALUE / 2} or later means never. */
    long deadline(long ticks);

    /** Writes and forces everything. What is not settled stays on disk for the next process. */
    @Override
    void close();
}
