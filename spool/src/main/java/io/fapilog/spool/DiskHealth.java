package io.fapilog.spool;

import io.fapilog.spi.TimeSource;
import java.time.Duration;

/** Whether the disk may be used now: for 30 s after a failure it may not. A lasting failure is reported once. */
final class DiskHealth {
    static final Duration BACKOFF = Duration.ofSeconds(30);

    private final TimeSource time;
    private final SpoolReports reports;
    private boolean usable;
    private boolean failing;
    private long resumeAt;
    private long readableAt;

    /** Not usable yet, and due to be resumed at once. */
    DiskHealth(TimeSource time, SpoolReports reports) {
        this.time = time;
        this.reports = reports;
        this.resumeAt = time.ticks();
        this.readableAt = resumeAt;
    }

    boolean isUsable() {
        return usable;
    }

    boolean isReadable() {
        return time.ticks() - readableAt >= 0;
    }

    /** The nanoseconds until {@link #resumeIfDue} answers true; only valid while the disk is not usable. */
    long untilResumed(long ticks) {
        return Math.max(0, resumeAt - ticks);
    }

    /** Marks the disk usable until the next failure if the backoff is over. Returns whether it was. */
    boolean resumeIfDue(long ticks) {
        boolean due = !usable && ticks - resumeAt >= 0;
        usable |= due;
        return due;
    }

    void suspend() {
        usable = false;
        resumeAt = time.ticks() + BACKOFF.toNanos();
    }

    void suspendReading(Throwable cause) {
        readableAt = time.ticks() + BACKOFF.toNanos();
        reports.unreadable(cause);
    }

    void reportFailure(Throwable cause) {
        if (!failing) {
            failing = true;
            reports.unusable(cause);
        }
    }

    /** Everything was written and forced. */
    void succeeded() {
        if (failing) {
            failing = false;
            reports.usableAgain();
        }
    }

    /** Marks the disk unusable for good. */
    void end() {
        usable = false;
        resumeAt = time.ticks() + TimeSource.NEVER;
    }
}
