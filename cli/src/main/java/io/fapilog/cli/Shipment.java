package io.fapilog.cli;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import java.time.Duration;

/**
 * Ships everything that is read. It ends when every event is delivered, when the timeout has passed, when the sinks
 * accept nothing any more, or when the user interrupts it. While files are followed, it waits for the end of an outage.
 */
final class Shipment {
    private static final long POLL_MILLIS = 200;
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final Duration LONGEST_AFTER_INTERRUPT = Duration.ofSeconds(10);

    private final Fapilog fapilog;
    private final Reading reading;
    private final Duration timeout;
    private final Screen screen;
    private final Progress progress;
    private volatile boolean interrupted;
    private boolean stuck;

    Shipment(Fapilog fapilog, Reading reading, Duration timeout, Screen screen) {
        this.fapilog = fapilog;
        this.reading = reading;
        this.timeout = timeout;
        this.screen = screen;
        this.progress = new Progress(reading.size());
    }

    /** Ships everything and waits for its delivery. */
    void run() throws InterruptedException {
        reading.start();
        awaitReading();
        awaitDelivery();
        reading.stop();
        fapilog.close(CLOSING);
        if (reading.isOffering()) {
            reading.await(CLOSING.toMillis());
        }
        screen.status("");
    }

    /** Stops reading; events already read have ten seconds at most to be delivered. Any thread may call this. */
    void interrupt() {
        interrupted = true;
        reading.stop();
    }

    /** Whether the user interrupted it. */
    boolean wasInterrupted() {
        return interrupted;
    }

    /** Whether it ended because the sinks accepted nothing any more. */
    boolean wasStuck() {
        return stuck;
    }

    /** Whether everything was read, and every sink has delivered every event or has it in its spool. */
    boolean isDelivered() {
        long events = reading.events();
        boolean whole = reading.isComplete() || (interrupted && reading.isOpenEnded());
        return whole
                && reading.failures().isEmpty()
                && fapilog.stats().stream()
                        .allMatch(stats -> stats.events().accepted() == events && hasLostNothing(stats));
    }

    /** Includes the events of earlier runs that were recovered from a spool. */
    private static boolean hasLostNothing(SinkStats stats) {
        return stats.events().rejected()
                        + stats.events().totalDropped()
                        + stats.events().pending()
                == 0;
    }

    /** The number of events that the sink had not settled when it was closed, including those it did not accept. */
    long undelivered(SinkStats stats) {
        return stats.events().dropped().getOrDefault(DropReason.CLOSED, 0L)
                + stats.events().pending()
                + reading.events()
                - stats.events().accepted();
    }

    private void awaitReading() throws InterruptedException {
        long last = -1;
        long since = System.nanoTime();
        while (!interrupted && !reading.await(POLL_MILLIS)) {
            show();
            long moved = reading.events() + settled();
            if (moved != last || reading.isFollowing() || !reading.isOffering()) {
                last = moved;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > timeout.toNanos()) {
                stuck = true;
                return;
            }
        }
    }

    private void awaitDelivery() {
        long began = System.nanoTime();
        while (!stuck
                && System.nanoTime() - began < longestWait().toNanos()
                && !fapilog.flush(Duration.ofMillis(POLL_MILLIS))) {
            show();
        }
    }

    private Duration longestWait() {
        return interrupted && timeout.compareTo(LONGEST_AFTER_INTERRUPT) > 0 ? LONGEST_AFTER_INTERRUPT : timeout;
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
