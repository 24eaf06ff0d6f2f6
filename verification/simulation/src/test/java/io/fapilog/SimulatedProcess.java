package io.fapilog;

import io.fapilog.loki.ScriptedLoki;
import io.fapilog.loki.SimulatedSink;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import io.fapilog.spool.MemoryDisk;
import io.fapilog.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The pipeline of one process, as the application's threads and the worker's thread see it, all on one thread. */
final class SimulatedProcess {
    final Configuration configuration;
    final long bufferLimit;
    final Sink sink;
    final List<String> warnings = new ArrayList<>();

    private final EventQueue queue;
    private final QueueWorker worker;
    private final ManualTime clock;
    private final List<CompletableFuture<Void>> flushes = new ArrayList<>();

    SimulatedProcess(
            Configuration configuration,
            ManualTime clock,
            FaultPlan plan,
            ScriptedLoki server,
            MemoryDisk disk,
            long spoolBytes,
            Model model) {
        this.configuration = configuration;
        this.clock = clock;
        SinkLedger ledger = new SinkLedger(clock);
        Diagnostics diagnostics = new FaultyDiagnostics(plan, warnings);
        Context context = new Context(plan, clock, ledger, diagnostics);
        SimulatedSink opened =
                SimulatedSink.open(configuration.uri(), context, plan, server, model, disk.provider(spoolBytes));
        sink = opened.sink();
        queue = new EventQueue(opened.queue(), ledger);
        worker = new QueueWorker("simulated", queue, sink, opened.queue(), ledger, clock, diagnostics);
        bufferLimit = opened.queue().buffer() + 2 * opened.batchBytes();
    }

    boolean offer(LogEvent event) {
        return queue.offer(event);
    }

    int doWork() {
        return worker.doWork();
    }

    void flush() {
        flushes.add(worker.flush());
    }

    /** The time that the worker would sleep, in nanoseconds. */
    long rest() {
        return sink.untilWork(clock.ticks());
    }

    void stop() {
        queue.drain();
        worker.stop();
    }

    SinkStats stats() {
        return queue.stats("simulated");
    }

    /** Whether every requested flush has completed. */
    boolean isFlushed() {
        return flushes.stream().allMatch(CompletableFuture::isDone);
    }

    private record FaultyDiagnostics(FaultPlan plan, List<String> warnings) implements Diagnostics {
        @Override
        public void info(String message) {
            plan.mayThrow("info");
        }

        @Override
        public void warn(String key, String message) {
            warnings.add(key + ": " + message);
            plan.mayThrow("warn");
        }
    }

    private record Context(FaultPlan plan, TimeSource time, Ledger ledger, Diagnostics diagnostics)
            implements Sink.Context {
        @Override
        public double random() {
            plan.mayThrow("random");
            return plan.fraction();
        }

        @Override
        public void wakeUp() {}

        @Override
        public Thread newThread(Runnable task, String name) {
            throw new UnsupportedOperationException("a simulated process has one thread");
        }
    }
}
