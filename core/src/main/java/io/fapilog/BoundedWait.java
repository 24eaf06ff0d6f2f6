package io.fapilog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A wait for something, for some nanoseconds at most. */
@FunctionalInterface
interface BoundedWait {
    /** Waits. Returns whether it has happened. */
    boolean upTo(long nanos) throws InterruptedException;

    /**
     * Waits until {@code deadline} (of {@link System#nanoTime}) at most. An interrupt does not shorten this and is
     * restored afterwards: asynchronous appenders interrupt their thread to end it, and close the appender behind them
     * on that thread.
     */
    default boolean through(long deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return upTo(deadline - System.nanoTime());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for {@code done}. Returns whether it has completed in time. */
    static boolean await(CompletableFuture<?> done, long nanos) throws InterruptedException {
        try {
            Object unused = done.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("it never completes with an exception", e);
        }
    }
}
