package io.fapilog.config;

import io.fapilog.Overflow;
import java.time.Duration;

/**
 * The bounds of what one sink may hold unconfirmed, and what happens at them.
 *
 * @param maxEvents how many events may wait in the queue
 * @param buffer how many bytes all unconfirmed events may hold: in the queue, in the open batch, pending and in flight
 * @param overflow what happens when either bound is reached
 * @param blockTimeout how long {@link Overflow#BLOCK} may hold up a caller
 */
public record QueueOptions(int maxEvents, long buffer, Overflow overflow, Duration blockTimeout) {
    /** 65 536 events, 32 MiB, the oldest dropped first, 100 ms. */
    public static final QueueOptions DEFAULT =
            new QueueOptions(65_536, 32L << 20, Overflow.DROP_OLDEST, Duration.ofMillis(100));

    /** Reads {@code queue_maxsize}, {@code buffer}, {@code overflow} and {@code block_timeout}. */
    public static QueueOptions read(Options options, QueueOptions defaults) {
        return new QueueOptions(
                options.count("queue_maxsize", defaults.maxEvents(), 1, 1 << 24),
                options.size("buffer", defaults.buffer(), 64L << 10, 1L << 40),
                options.choice("overflow", defaults.overflow()),
                options.duration("block_timeout", defaults.blockTimeout(), Duration.ZERO, Duration.ofDays(1)));
    }
}
