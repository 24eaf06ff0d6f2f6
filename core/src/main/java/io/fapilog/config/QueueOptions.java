package io.fapilog.config;

import io.fapilog.Overflow;
import java.time.Duration;

/**
 * The bounds of the pending events of a sink, and what happens when they are reached.
 *
 * @param maxEvents the most events in the queue
 * @param buffer the most bytes of all pending events: in the queue, in the open batch, sealed and in flight
 * @param overflow what happens when either bound is reached
 * @param blockTimeout the longest time that {@link Overflow#BLOCK} blocks a caller
 */
public record QueueOptions(int maxEvents, long buffer, Overflow overflow, Duration blockTimeout) {
    /** 65 536 events, 32 MiB, the oldest dropped first, 100 ms. */
    public static final QueueOptions DEFAULT =
            new QueueOptions(65_536, 32L << 20, Overflow.DROP_OLDEST, Duration.ofMillis(100));

    /** Reads {@code queue_maxsize}, {@code buffer}, {@code overflow} and {@code block_timeout} of a sink. */
    public static QueueOptions read(Options options, QueueOptions defaults) {
        return read(options, defaults, "overflow");
    }

    /** Reads the same where {@code overflow} has another name. */
    public static QueueOptions read(Options options, QueueOptions defaults, String overflow) {
        return new QueueOptions(
                options.count("queue_maxsize", defaults.maxEvents(), 1, 1 << 24),
                options.size("buffer", defaults.buffer(), 64L << 10, 1L << 40),
                options.choice(overflow, defaults.overflow()),
                options.duration("block_timeout", defaults.blockTimeout(), Duration.ZERO, Duration.ofDays(1)));
    }
}
