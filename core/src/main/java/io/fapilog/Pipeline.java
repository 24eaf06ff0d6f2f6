package io.fapilog;

import io.fapilog.spi.FapilogThread;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkContext;
import io.fapilog.spi.SinkPlan;
import io.fapilog.spi.TimeSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One sink with its queue, its worker and the thread that drives it.
 *
 * <p>States: {@code RUNNING}, then {@code DRAINING} (offers are refused, what was accepted is delivered), then {@code
 * STOPPED} (the worker gives up what is left and ends). They only advance.
 */
final class Pipeline {
    private enum State {
        RUNNING,
        DRAINING,
        STOPPED
    }

    private static final long LONGEST_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final String name;
    private final EventQueue queue;
    private final SinkLedger ledger;
    private final QueueWorker worker;
    private final FapilogThread thread;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Whether anybody interrupted the worker. For its thread alone. */
    private boolean interrupted;

    private Pipeline(SinkPlan plan, TimeSource time, Diagnostics diagnostics) {
        name = plan.name();
        ledger = new SinkLedger(time);
        queue = new EventQueue(plan.queue(), ledger);
        Sink sink = plan.factory().apply(new Context(queue, ledger, time, diagnostics));
        worker = new QueueWorker(name, queue, sink, plan.queue(), ledger, time, diagnostics);
        thread = new FapilogThread(this::run, name);
    }

    /** Opens the sink and starts its worker. */
    static Pipeline start(SinkPlan plan, TimeSource time, Diagnostics diagnostics) {
        Pipeline pipeline = new Pipeline(plan, time, diagnostics);
        pipeline.thread.start();
        return pipeline;
    }

    String name() {
        return name;
    }

    boolean offer(LogEvent event) {
        return queue.offer(event);
    }

    CompletableFuture<Void> flush() {
        CompletableFuture<Void> done = worker.flush();
        if (ended.getCount() == 0) {
            done.complete(null);
        }
        return done;
    }

    /** Refuses further offers. */
    void drain() {
        state.compareAndSet(State.RUNNING, State.DRAINING);
        worker.drain();
        queue.close();
    }

    /**
     * Waits until all is delivered, until {@code deadline} (of {@link System#nanoTime}) at most, then gives up the rest
     * and ends the worker. An interrupt does not cut this short and is kept for afterwards: asynchronous appenders end
     * their thread with one, and then close what stands behind them on that very thread.
     *
     * @return how many events were given up by this
     */
    long stop(long deadline) {
        long before = stats().events().dropped().getOrDefault(DropReason.CLOSED, 0L);
        long left = Math.max(0, deadline - System.nanoTime());
        long grace = Math.min(LONGEST_GRACE_NANOS, left / 2);
        CompletableFuture<Void> flush = flush();
        waitThrough(deadline - grace, nanos -> await(flush, nanos));
        state.set(State.STOPPED);
        queue.wake();
        if (!waitThrough(deadline, nanos -> ended.await(nanos, TimeUnit.NANOSECONDS))) {
            // The sink is blocked in a write. The thread is a daemon, and what it holds is still counted as pending.
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

    /** Waits for {@code done}; returns whether it came in time. */
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
     * Works until the stop, whatever happens. Not even a {@code catch} within {@link #work} is sure to see an error:
     * where the JVM has no memory to leave compiled code, it throws into the caller of that code. This method is called
     * once, and so is not compiled.
     */
    private void run() {
        // What is not yet linked cannot be called without memory.
        pause(0);
        while (state.get() != State.STOPPED) {
            try {
                work();
            } catch (Throwable e) {
                // Without memory even waiting fails, but for this.
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
        while (state.get() != State.STOPPED) {
            try {
                if (worker.doWork() == 0) {
                    worker.idle();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Waits for something, for so many nanoseconds at most; returns whether it came. */
    private interface Wait {
        boolean upTo(long nanos) throws InterruptedException;
    }

    /** What the sink is given. */
    private record Context(EventQueue queue, Ledger ledger, TimeSource time, Diagnostics diagnostics)
            implements SinkContext {
        @Override
        public double random() {
            return ThreadLocalRandom.current().nextDouble();
        }

        @Override
        public void wakeUp() {
            queue.wake();
        }
    }
}
