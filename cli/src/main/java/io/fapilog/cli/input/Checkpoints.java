package io.fapilog.cli.input;

import io.fapilog.Diagnostics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the state: about once a second it notes how far the files are read, waits until everything that was handed on by
 * then is delivered, and writes the note. So everything before the positions in the state is delivered, whenever the
 * process ends, and the next one reads the rest.
 */
public final class Checkpoints {
    private static final long PERIOD_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final StateFile state;
    private final FileSet files;
    private final Delivery delivery;
    private final Diagnostics diagnostics;
    private final CountDownLatch stop = new CountDownLatch(1);
    private List<FileEntry> saved = List.of();

    /** The delivery of what was handed on. */
    @FunctionalInterface
    public interface Delivery {
        /** Waits until everything that was handed on by now is safe, for at most {@code patience}. */
        boolean await(Duration patience);
    }

    public Checkpoints(StateFile state, FileSet files, Delivery delivery, Diagnostics diagnostics) {
        this.state = state;
        this.files = files;
        this.delivery = delivery;
        this.diagnostics = diagnostics;
    }

    /** Starts the thread that does it. */
    public void start() {
        Thread thread = new Thread(this::run, "ship-state");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Writes the state if there is news and its delivery ends in time.
     *
     * @return whether the state says how far the files were read at the beginning of the call
     */
    public synchronized boolean save(Duration patience) {
        List<FileEntry> entries = files.entries();
        if (entries.equals(saved)) {
            return true;
        }
        if (!delivery.await(patience)) {
            return false;
        }
        try {
            state.write(entries);
            saved = entries;
            return true;
        } catch (IOException e) {
            diagnostics.warn(
                    "state",
                    "the state cannot be written: " + e
                            + "; if fapilog is stopped now, events that are delivered already are shipped again");
            return false;
        }
    }

    /** Ends the thread. */
    public void stop() {
        stop.countDown();
    }

    private void run() {
        try {
            while (!stop.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                boolean unused = save(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
