package io.fapilog.loki;

import io.fapilog.spi.TimeSource;

/**
 * Decides when the open batch is due: when it has {@code batch_size} events or {@code batch_bytes}, when its first event
 * is {@code batch_interval} old, or on a flush. Within {@code batch_pause} of the last batch only the bytes and a flush
 * count, so that a steady flow of events makes few pushes. Worker only.
 */
final class Gathering {
    private final OpenBatch open;
    private final int size;
    private final long intervalNanos;
    private long pauseNanos;
    private long since;
    private long pausedUntil;

    Gathering(BatchSettings settings, OpenBatch open, long ticks) {
        this.open = open;
        this.size = settings.size();
        this.intervalNanos = settings.interval().toNanos();
        this.pauseNanos = settings.pause().toNanos();
        this.pausedUntil = ticks;
    }

    /** The first event of a batch is added. */
    void started(long ticks) {
        since = ticks;
    }

    /** The batch was sealed. */
    void sealed(long ticks) {
        pausedUntil = ticks + pauseNanos;
    }

    /** Ends the pauses: no more events will come. */
    void drain(long ticks) {
        pauseNanos = 0;
        pausedUntil = ticks;
    }

    /** Whether a batch is due, which a flush may have requested. */
    boolean isDue(long ticks, boolean isFlushed) {
        return untilDue(ticks, isFlushed) <= 0;
    }

    /**
     * The nanoseconds until a batch is due or the pause has passed, from which on its size counts;
     * {@link TimeSource#NEVER} without events.
     */
    long untilWork(long ticks, boolean isFlushed) {
        long untilDue = untilDue(ticks, isFlushed);
        return isPaused(ticks) ? Math.min(untilDue, pausedUntil - ticks) : untilDue;
    }

    /** The number of further events that make the batch due, or {@code many} during a pause. */
    int missing(long ticks, int many) {
        return isPaused(ticks) ? many : Math.max(1, size - open.events());
    }

    private long untilDue(long ticks, boolean isFlushed) {
        if (open.isEmpty()) {
            return TimeSource.NEVER;
        }
        if (isFlushed || open.isFull()) {
            return 0;
        }
        long untilTime = open.events() >= size ? 0 : since + intervalNanos - ticks;
        return Math.max(untilTime, isPaused(ticks) ? pausedUntil - ticks : 0);
    }

    private boolean isPaused(long ticks) {
        return pausedUntil - ticks > 0;
    }
}
