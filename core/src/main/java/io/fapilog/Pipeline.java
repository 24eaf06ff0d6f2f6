package io.fapilog;

import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import io.fapilog.stage.EventStage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A sink with its queue, its worker and the thread of the worker. The queue owns the {@link PipelineState}. */
final class Pipeline {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Sink.Plan plan;
    private final EventQueue queue;
    private final SinkLedger ledger;
    private final QueueWorker worker;
    private final FapilogThread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Whether the thread of the worker was interrupted. For this thread only. */
    private boolean interrupted;

    private Pipeline(
            Sink.Plan plan, @Nullable Consumer<SinkPreview> preview, TimeSource time, Diagnostics diagnostics) {
        this.plan = plan;
        ledger = new SinkLedger(time);
        queue = new EventQueue(plan.queue(), ledger);
        Sink.Context context = new Context(queue, ledger, time, diagnostics);
        Sink sink = preview == null
                ? plan.factory().apply(context)
                : new PreviewSink(plan.preview().apply(context), preview, context);
        EventStage stage = new EventStage(plan.name(), plan.events(), ledger, diagnostics, context::random);
        worker = new QueueWorker(plan.name(), queue, stage, sink, plan.queue(), ledger, time, diagnostics);
        thread = new FapilogThread(this::run, plan.name());
    }

    /**
     * Creates the sink and starts its worker.
     *
     * @param preview gets what the sink would send, instead of the sink; null to send it
     */
    static Pipeline start(
            Sink.Plan plan, @Nullable Consumer<SinkPreview> preview, TimeSource time, Diagnostics diagnostics) {
        Pipeline pipeline = new Pipeline(plan, preview, time, diagnostics);
        pipeline.thread.start();
        return pipeline;
    }

    String name() {
        return plan.name();
    }

    EventQueue queue() {
        return queue;
    }

    CompletableFuture<Void> flush() {
        return worker.flush();
    }

    /**
     * Waits until the worker has ended, until {@code deadline} (of {@link System#nanoTime}) at the latest.
     *
     * @return the number of events that were accepted and have been dropped for the close or are still pending
     */
    long awaitEnd(long deadline) {
        BoundedWait end = nanos -> ended.await(nanos, TimeUnit.NANOSECONDS);
        if (!end.through(deadline)) {
            // The sink is blocked in a write. The thread is a daemon, and its events still count as pending.
            thread.interrupt();
        }
        SinkStats stats = stats();
        return stats.events().dropped().getOrDefault(DropReason.CLOSED, 0L)
                - queue.late()
                + stats.events().pending();
    }

    SinkStats stats() {
        return queue.stats(plan.name());
    }

    /** Checks the sink beside its work, see {@link Fapilog#check(boolean, Consumer)}. */
    void check(boolean offline, Consumer<Finding> findings) {
        new BoundedCheck(plan, BoundedCheck.LONGEST).run(offline, findings);
    }

    SinkView view() {
        return new SinkView(plan.settings(), stats());
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
