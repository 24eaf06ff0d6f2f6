package io.fapilog.stage;

import io.fapilog.Diagnostics;
import io.fapilog.DropReason;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.config.EventOptions;
import io.fapilog.redact.EventRedaction;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.TimeSource;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stage between the queue and the sink, which every event passes before it is encoded: it drops what the sink does
 * not take, with a reason, and masks what must not be seen. What it drops for the rate limit is reported by an event
 * once a minute. For the worker of the sink only.
 */
public final class EventStage {
    private static final long REPORT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Level level;
    private final Sampling sampling;
    private final RateLimit rateLimit;
    private final @Nullable EventRedaction redaction;
    private final Ledger ledger;
    private boolean reporting;
    private long reportAt;
    /** How many events could not be masked so far. */
    private long failures;

    /**
     * A stage.
     *
     * @param sink the name of the sink in messages
     * @param ledger settles the events that are dropped, and counts those that could not be masked
     * @param random random numbers in [0, 1)
     */
    public EventStage(
            String sink, EventOptions options, Ledger ledger, Diagnostics diagnostics, DoubleSupplier random) {
        this.level = options.level();
        this.sampling = new Sampling(options.sample(), random);
        this.rateLimit = new RateLimit(options.rateLimit());
        this.redaction = options.redact().isNone()
                ? null
                : new EventRedaction(
                        options.redact(), (key, message) -> diagnostics.warn(key + " " + sink, sink + ": " + message));
        this.ledger = ledger;
    }

    /**
     * Passes {@code event} through the stage.
     *
     * @return the event for the sink; null if it is settled already
     */
    public @Nullable LogEvent pass(LogEvent event) {
        DropReason reason = reasonToDrop(event);
        if (reason != null) {
            ledger.dropped(reason, 1);
            return null;
        }
        return redaction == null ? event : redacted(event, redaction);
    }

    private LogEvent redacted(LogEvent event, EventRedaction with) {
        LogEvent masked = with.redact(event);
        if (with.failures() > failures) {
            failures = with.failures();
            ledger.redactionFailed();
        }
        return masked;
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
