package io.fapilog;

import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A sink with its queue, its worker and the thread of the worker. The queue owns the {@link PipelineState}. */
final class Pipeline {
    private static final long LONGEST_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final String name;
    private final EventQueue queue;
    private final SinkLedger ledger;
    private final QueueWorker worker;
    private final FapilogThread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Whether the thread of the worker was interrupted. For this thread only. */
    private boolean interrupted;

    private Pipeline(Sink.Plan plan, TimeSource time, Diagnostics diagnostics) {
        name = plan.name();
        ledger = new SinkLedger(time);
        queue = new EventQueue(plan.queue(), ledger);
        Sink sink = plan.factory().apply(new Context(queue, ledger, time, diagnostics));
        worker = new QueueWorker(name, queue, sink, plan.queue(), ledger, time, diagnostics);
        thread = new FapilogThread(this::run, name);
    }

    /** Creates the sink and starts its worker. */
    static Pipeline start(Sink.Plan plan, TimeSource time, Diagnostics diagnostics) {
        Pipeline pipeline = new Pipeline(plan, time, diagnostics);
        pipeline.thread.start();
        return pipeline;
    }

    String name() {
        return name;
    }

    EventQueue queue() {
        return queue;
    }

    CompletableFuture<Void> flush() {
        CompletableFuture<Void> done = worker.flush();
        if (ended.getCount() == 0) {
            done.complete(null);
        }
        return done;
    }

    /**
     * Waits until all events are settled, until {@code deadline} (of {@link System#nanoTime}) at the latest, then drops
     * the others and ends the worker. An interrupt does not shorten this and is restored afterwards: asynchronous
     * appenders interrupt their thread to end it, and close the appender behind them on that thread.
     *
     * @return the number of events that were dropped or are still pending
     */
    long stop(long deadline) {
        long before = stats().events().dropped().getOrDefault(DropReason.CLOSED, 0L);
        long left = Math.max(0, deadline - System.nanoTime());
        long grace = Math.min(LONGEST_GRACE_NANOS, left / 2);
        CompletableFuture<Void> flush = flush();
        waitThrough(deadline - grace, nanos -> await(flush, nanos));
        queue.stop();
        if (!waitThrough(deadline, nanos -> ended.await(nanos, TimeUnit.NANOSECONDS))) {
            // The sink is blocked in a write. The thread is a daemon, and its events still count as pending.
            thread.interrupt();
        }
        SinkStats stats = stats();
        return stats.events().dropped().getOrDefault(DropReason.CLOSED, 0L)
                - before
                + stats.events().pending();
    }

    SinkStats stats() {
        return queue.stats(name);
    }

    /** Waits for {@code done}. Returns whether it has completed in time. */
    static boolean await(CompletableFuture<Void> done, long nanos) throws InterruptedException {
        try {
            done.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flush never completes with an exception", e);
        }
    }

    private static boolean waitThrough(long deadline, Wait wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.upTo(deadline - System.nanoTime());
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

    /**
     * Works until the stop, whatever happens. HotSpot may throw an OutOfMemoryError past the {@code catch} block of a
     * compiled method when it deoptimises it; this method is called once, so it is interpreted, and its {@code catch}
     * works.
     */
    private void run() {
        // Links parkNanos now, while there is memory for it.
        pause(0);
        while (queue.state() != PipelineState.STOPPED) {
            try {
                work();
            } catch (Throwable e) {
                // Without memory every other way to wait fails.
                pause(PAUSE_NANOS);
            }
        }
        try {
            worker.stop();
        } finally {
            ended.countDown();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long nanos) {
        LockSupport.parkNanos(nanos);
    }

    private void work() {
        while (queue.state() != PipelineState.STOPPED) {
            try {
                if (worker.doWork() == 0) {
                    worker.idle();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Waits for something, for some nanoseconds at most. Returns whether it has happened. */
    private interface Wait {
        boolean upTo(long nanos) throws InterruptedException;
    }

    /** What the sink works with. */
    private record Context(EventQueue queue, Ledger ledger, TimeSource time, Diagnostics diagnostics)
            implements Sink.Context {
        @Override
        public double random() {
            return ThreadLocalRandom.current().nextDouble();
        }

        @Override
        public void wakeUp() {
            queue.wake();
        }

        @Override
        public Thread newThread(Runnable task, String name) {
            return new FapilogThread(task, name);
        }
    }
}
