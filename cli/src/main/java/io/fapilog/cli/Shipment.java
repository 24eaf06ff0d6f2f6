package io.fapilog.cli;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import io.fapilog.cli.input.Checkpoints;
import io.fapilog.cli.input.StateFile;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ships everything that is read. It ends when every event is delivered, when the timeout has passed, when the sinks
 * accept nothing any more, or when the user interrupts it. While files are followed, it waits for the end of an outage.
 */
final class Shipment {
    private static final long POLL_MILLIS = 200;
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final long NEVER = Long.MIN_VALUE;

    private final Fapilog fapilog;
    private final Reading reading;
    private final Duration timeout;
    private final Screen screen;
    /** Whether the reader of standard output has ended. */
    private final BooleanSupplier hasNoReader;

    private final Progress progress;
    private final @Nullable Checkpoints checkpoints;
    /** When the user has interrupted it, of {@link System#nanoTime}. */
    private volatile long interruptedAt = NEVER;

    private boolean stuck;
    private boolean abandoned;

    Shipment(
            Fapilog fapilog,
            Reading reading,
            @Nullable StateFile state,
            Duration timeout,
            Screen screen,
            BooleanSupplier hasNoReader) {
        this.fapilog = fapilog;
        this.reading = reading;
        this.checkpoints = state == null ? null : new Checkpoints(state, reading.files(), this::isSafe, screen);
        this.timeout = timeout;
        this.screen = screen;
        this.hasNoReader = hasNoReader;
        this.progress = new Progress(reading.size());
    }

    /** Ships everything and waits for its delivery. */
    void run() throws InterruptedException {
        reading.open();
        startCheckpoints();
        reading.start();
        awaitReading();
        awaitDelivery();
        endCheckpoints();
        reading.stop();
        fapilog.close(CLOSING);
        if (reading.isOffering()) {
            reading.await(CLOSING.toMillis());
        }
        screen.status("");
    }

    /**
     * Stops reading: what is in followed files by now is still read. Reading and delivery have the timeout together.
     * Any thread may call this.
     */
    void interrupt() {
        interruptedAt = System.nanoTime();
        reading.stop();
    }

    /** Whether the user interrupted it. */
    boolean wasInterrupted() {
        return interruptedAt != NEVER;
    }

    /** Whether it ended because the sinks accepted nothing any more. */
    boolean wasStuck() {
        return stuck;
    }

    /** Whether it ended because the reader of standard output has ended. */
    boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Whether everything was read, and every sink has delivered every event that it takes or has it in its spool. A
     * sink accepts more events than are read if it reports on a rate limit.
     */
    boolean isDelivered() {
        long events = reading.events();
        boolean whole = reading.isComplete() || (wasInterrupted() && reading.isOpenEnded());
        return whole
                && reading.failures().isEmpty()
                && reading.unread().isEmpty()
                && reading.counts().lost() == 0
                && fapilog.stats().stream()
                        .allMatch(stats -> stats.events().accepted() >= events && hasLostNothing(stats));
    }

    /** Waits until every event that was handed to fapilog by now is delivered or in a spool, or refused for good. */
    private boolean isSafe(Duration patience) {
        return fapilog.flush(patience)
                && fapilog.stats().stream()
                        .allMatch(
                                stats -> count(stats, DropReason.CLOSED) + count(stats, DropReason.WRITE_FAILED) == 0);
    }

    private static long count(SinkStats stats, DropReason reason) {
        return stats.events().dropped().getOrDefault(reason, 0L);
    }

    private void startCheckpoints() {
        if (checkpoints != null) {
            boolean unused = checkpoints.save(CLOSING);
            checkpoints.start();
        } else if (reading.isFollowing()) {
            screen.info("no --state FILE is given, so all files are shipped from their beginning after a restart");
        }
    }

    private void endCheckpoints() {
        if (checkpoints != null) {
            checkpoints.stop();
            boolean unused = checkpoints.save(CLOSING);
        }
    }

    /** Includes the events of earlier runs that were recovered from a spool. */
    private static boolean hasLostNothing(SinkStats stats) {
        return stats.events().rejected()
                        + stats.events().lost()
                        + stats.events().pending()
                == 0;
    }

    /** The number of events that the sink had not settled when it was closed, including those it did not accept. */
    long undelivered(SinkStats stats) {
        return stats.events().dropped().getOrDefault(DropReason.CLOSED, 0L)
                + stats.events().pending()
                + Math.max(0, reading.events() - stats.events().accepted());
    }

    private void awaitReading() throws InterruptedException {
        long last = -1;
        long since = System.nanoTime();
        while (!abandoned && !reading.await(POLL_MILLIS)) {
            show();
            lookForReader();
            long moved = reading.events() + settled();
            if (wasInterrupted()) {
                if (isLate(interruptedAt)) {
                    return;
                }
            } else if (moved != last || reading.isFollowing() || !reading.isOffering()) {
                last = moved;
                since = System.nanoTime();
            } else if (isLate(since)) {
                stuck = true;
                return;
            }
        }
    }

    private void awaitDelivery() {
        long began = System.nanoTime();
        while (!stuck
                && !abandoned
                && !fapilog.flush(Duration.ofMillis(POLL_MILLIS))
                && !isLate(wasInterrupted() ? interruptedAt : began)) {
            show();
        }
        lookForReader();
    }

    /** Ends quietly when nobody reads standard output any more. */
    private void lookForReader() {
        if (!abandoned && hasNoReader.getAsBoolean()) {
            abandoned = true;
            screen.mute();
        }
    }

    private boolean isLate(long since) {
        return System.nanoTime() - since > timeout.toNanos();
    }

    private void show() {
        if (screen.isTerminal()) {
            long pending = 0;
            for (SinkStats stats : fapilog.stats()) {
                pending = Math.max(pending, stats.events().pending());
            }
            screen.status(progress.show(reading.consumed(), reading.events(), pending));
        }
    }

    private long settled() {
        return fapilog.stats().stream().mapToLong(Shipment::settled).sum();
    }

    /** The number of events that were delivered, rejected or dropped. */
    static long settled(SinkStats stats) {
        return stats.events().delivered()
                + stats.events().rejected()
                + stats.events().totalDropped();
    }
}
