package io.fapilog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of fapilog about itself on their way to their ports, and the daemon thread that tells them. Whoever has
 * a message never waits: a port may block for ever, such as a pipe that nobody reads. When the queue is full, messages
 * are dropped, and the next one that is taken says how many. All ports share one queue, so that ports that block hold
 * no more than one thread.
 *
 * <p><b>Ownership.</b> The monitor guards all fields. No port is called while it is held. The thread ends as soon as
 * the queue is empty, so that it keeps no class loader alive; the next message starts another one, also if the thread
 * has died.
 */
final class DiagnosticsQueue {
    /** The queue of all ports. */
    static final DiagnosticsQueue SHARED = new DiagnosticsQueue();

    private static final int MOST_MESSAGES = 64;

    @GuardedBy("this")
    private final ArrayDeque<Runnable> messages = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable Thread teller;

    @GuardedBy("this")
    private long dropped;

    /**
     * Adds a message, unless the queue is full.
     *
     * @param told tells the port the message; what it throws is ignored
     */
    synchronized void add(String message, Consumer<String> told) {
        if (messages.size() >= MOST_MESSAGES) {
            dropped++;
            return;
        }
        String text = dropped == 0 ? message : message + " (" + dropped + " messages before this one were dropped)";
        messages.add(() -> told.accept(text));
        boolean started = false;
        try {
            ensureTeller();
            started = true;
            dropped = 0;
        } finally {
            if (!started) {
                // There is no memory for a thread. The caller sees why, and may try again.
                messages.removeLast();
            }
        }
    }

    /**
     * Waits until every message has been told, for some nanoseconds at most. Not for the thread that tells them.
     *
     * @return whether every message has been told
     */
    synchronized boolean await(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (isTelling()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || Thread.currentThread() == teller) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @GuardedBy("this")
    private void ensureTeller() {
        if (!isTelling()) {
            Thread thread = new FapilogThread(this::tell, "diagnostics");
            thread.start();
            teller = thread;
        }
    }

    @GuardedBy("this")
    private boolean isTelling() {
        return teller != null && teller.isAlive();
    }

    private void tell() {
        for (Runnable message = next(); message != null; message = next()) {
            try {
                message.run();
            } catch (Throwable e) {
                // A failure of the port cannot be reported.
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable message = messages.poll();
        if (message == null) {
            teller = null;
            notifyAll();
        }
        return message;
    }
}
