package io.fapilog;

import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.TimeSource;
import io.fapilog.verification.benchmarks.Orders;
import io.fapilog.verification.benchmarks.StepBenchmark;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** The hand-over of events from one to eight producers to a worker that takes them and does nothing else. */
@State(Scope.Benchmark)
public class HandOverBenchmark extends StepBenchmark {
    private static final int TAKEN_AT_ONCE = 256;
    private static final int WAKE_AT = 4_096;

    private final EventQueue queue = new EventQueue(
            new QueueOptions(1 << 16, 1L << 30, Overflow.DROP_OLDEST, Duration.ZERO),
            new SinkLedger(TimeSource.system()));

    private final LogEvent event = Orders.event(1);
    private final Thread worker = new Thread(this::takeAll, "worker");

    /** Starts the worker. */
    @Setup
    public void start() {
        worker.start();
    }

    /** Ends the worker. */
    @TearDown
    public void stop() throws InterruptedException {
        queue.stop();
        worker.join();
        queue.dropAll();
    }

    /** One producer. */
    @Benchmark
    @Threads(1)
    public boolean offer1() {
        return queue.offer(event);
    }

    /** Two producers. */
    @Benchmark
    @Threads(2)
    public boolean offer2() {
        return queue.offer(event);
    }

    /** Four producers. */
    @Benchmark
    @Threads(4)
    public boolean offer4() {
        return queue.offer(event);
    }

    /** Eight producers. */
    @Benchmark
    @Threads(8)
    public boolean offer8() {
        return queue.offer(event);
    }

    private void takeAll() {
        LogEvent[] taken = new LogEvent[TAKEN_AT_ONCE];
        try {
            while (queue.state() == PipelineState.RUNNING) {
                int count = queue.take(taken, Long.MAX_VALUE);
                queue.sinkHolds(0, Ledger.NO_EVENT);
                if (count == 0) {
                    queue.park(WAKE_AT, TimeSource.NEVER);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
