package io.fapilog.cli;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import java.time.Duration;
import java.util.List;

/**
 * Brings everything that is read to the sinks, and knows when to end: when all is delivered, when the time for that is
 * over, when the sinks have stopped taking anything, or when the user says so. While files are followed, an outage of
 * the sinks is waited out.
 */
final class Shipment {
    private static final long LOOK_MILLIS = 200;
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

    /** Ends it soon: nothing more is read, and what was read is delivered within ten seconds. For any thread. */
    void interrupt() {
        interrupted = true;
        reading.stop();
    }

    /** Whether the user ended it. */
    boolean wasInterrupted() {
        return interrupted;
    }

    /** Whether it was given up because the sinks took nothing any more. */
    boolean wasStuck() {
        return stuck;
    }

    /** Whether all there was to read was read, and every sink has delivered every event or has it in its spool. */
    boolean isDelivered() {
        long events = reading.events();
        boolean whole = reading.isComplete() || (interrupted && reading.isOpenEnded());
        return whole
                && reading.failures().isEmpty()
                && fapilog.stats().stream()
                        .allMatch(stats -> stats.events().accepted() == events && hasLostNothing(stats));
    }

    /** Events of earlier runs, found in a spool, are part of the account too. */
    private static boolean hasLostNothing(SinkStats stats) {
        return stats.events().rejected()
                        + stats.events().totalDropped()
                        + stats.events().pending()
                == 0;
    }

    /** Events that {@code stats}' sink has neither delivered nor refused nor given up before the close. */
    long undelivered(SinkStats stats) {
        return stats.events().dropped().getOrDefault(DropReason.CLOSED, 0L)
                + stats.events().pending()
                + reading.events()
                - stats.events().accepted();
    }

    private void awaitReading() throws InterruptedException {
        long last = -1;
        long since = System.nanoTime();
        while (!interrupted && !reading.await(LOOK_MILLIS)) {
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
                && !fapilog.flush(Duration.ofMillis(LOOK_MILLIS))) {
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
        List<SinkStats> all = fapilog.stats();
        return all.stream()
                .mapToLong(stats -> stats.events().delivered()
                        + stats.events().rejected()
                        + stats.events().totalDropped())
                .sum();
    }
}
