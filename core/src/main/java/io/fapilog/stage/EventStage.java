package io.fapilog.stage;

import io.fapilog.DropReason;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.config.EventOptions;
import io.fapilog.spi.TimeSource;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The stage between the queue and the sink, which every event passes before it is encoded: it drops what the sink does
 * not take, with a reason. What it drops for the rate limit is reported by an event once a minute. For the worker of
 * the sink only.
 */
public final class EventStage {
    private static final long REPORT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Level level;
    private final Sampling sampling;
    private final RateLimit rateLimit;
    private final ObjLongConsumer<DropReason> ledger;
    private boolean reporting;
    private long reportAt;

    /**
     * A stage.
     *
     * @param ledger settles the events that are dropped
     * @param random random numbers in [0, 1)
     */
    public EventStage(EventOptions options, ObjLongConsumer<DropReason> ledger, DoubleSupplier random) {
        this.level = options.level();
        this.sampling = new Sampling(options.sample(), random);
        this.rateLimit = new RateLimit(options.rateLimit());
        this.ledger = ledger;
    }

    /**
     * Passes {@code event} through the stage.
     *
     * @return the event for the sink; null if it is settled already
     */
    public @Nullable LogEvent pass(LogEvent event) {
        DropReason reason = reasonToDrop(event);
        if (reason == null) {
            return event;
        }
        ledger.accept(reason, 1);
        return null;
    }

    /**
     * The nanoseconds until a {@link #report} is due; {@link TimeSource#NEVER} if there is nothing to report. The first
     * call after an event was held back starts the time.
     *
     * @param ticks the present {@link TimeSource#ticks()}
     */
    public long untilReport(long ticks) {
        if (!rateLimit.hasHeldBack()) {
            return TimeSource.NEVER;
        }
        if (!reporting) {
            reporting = true;
            reportAt = ticks + REPORT_NANOS;
        }
        return Math.max(0, reportAt - ticks);
    }

    /** An event that says how many events of which loggers were held back since the last one; null if none was. */
    public @Nullable LogEvent report() {
        reporting = false;
        return rateLimit.hasHeldBack() ? rateLimit.report() : null;
    }

    private @Nullable DropReason reasonToDrop(LogEvent event) {
        if (!event.level().isAtLeast(level)) {
            return DropReason.FILTERED;
        }
        if (!sampling.takes(event)) {
            return DropReason.SAMPLED;
        }
        return rateLimit.admits(event) ? null : DropReason.RATE_LIMITED;
    }
}
