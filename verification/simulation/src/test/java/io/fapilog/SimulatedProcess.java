package io.fapilog;

import io.fapilog.config.EventOptions;
import io.fapilog.loki.SimulatedSink;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import io.fapilog.spool.MountedDisk;
import io.fapilog.stage.EventStage;
import io.fapilog.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The pipeline of one process, as the application's threads and the worker's thread see it, all on one thread. */
final class SimulatedProcess {
    /** The longest line of another process that this one may read from the spool. */
    private static final int LONGEST_LINE = 256 << 10;

    private static final int MOST_STEPS = 1_000;

    final Configuration configuration;
    final SimulatedServer destination;
    final MountedDisk disk;
    final long bufferLimit;
    final Sink sink;
    final ProcessHistory history;
    final RoomCheck room;
    final MemoryCheck memory;
    final List<String> warnings = new ArrayList<>();

    private final long spoolBytes;
    private final EventQueue queue;
    private final SinkLedger ledger;
    private final QueueWorker worker;
    private final SimulatedSink opened;
    private final FaultPlan plan;
    private final ManualTime clock;
    private final Traffic traffic;
    private final List<CompletableFuture<Void>> flushes = new ArrayList<>();
    /** Whether nothing was thrown in the last step of the worker. */
    private boolean complete = true;

    private boolean thrown;
    /** The events that the application still logs while the worker waits. */
    private int toLog;

    private boolean woken;
    /** How often the sink has worked in the last step of the worker. */
    int sinkSteps;

    private @Nullable SinkStats stats;

    SimulatedProcess(
            Configuration configuration,
            SimulatedServer destination,
            ManualTime clock,
            FaultPlan plan,
            Traffic traffic,
            MountedDisk disk,
            long spoolBytes) {
        this.configuration = configuration;
        this.destination = destination;
        this.clock = clock;
        this.plan = plan;
        this.traffic = traffic;
        this.disk = disk;
        this.spoolBytes = spoolBytes;
        history = new ProcessHistory(destination.model);
        ledger = new SinkLedger(clock, new SimulatedLock(this::logWhileParked));
        Diagnostics diagnostics = new FaultyDiagnostics(plan, warnings);
        Context context = new Context(plan, clock, ledger, diagnostics);
        opened = SimulatedSink.open(
                configuration.uri(), context, plan, destination.server, history, disk.provider(spoolBytes));
        sink = opened.sink();
        queue = new EventQueue(opened.queue(), ledger);
        Sink watched = new WatchedSink(sink, this);
        worker = new QueueWorker(
                "simulated",
                queue,
                new EventStage("simulated", taken(plan), ledger, diagnostics, () -> plan.below(100) / 100.0),
                watched,
                opened.queue(),
                ledger,
                clock,
                diagnostics);
        room = new RoomCheck(opened.queue(), this, destination.model);
        memory = new MemoryCheck(queue, sink);
        bufferLimit = opened.queue().buffer() + 2 * opened.batchBytes() + (configuration.spooled() ? LONGEST_LINE : 0);
    }

    /** Every fourth process takes a part of its events only. */
    private static EventOptions taken(FaultPlan plan) {
        EventOptions all = EventOptions.DEFAULT;
        if (plan.below(4) > 0) {
            return all;
        }
        Level level = plan.below(2) == 0 ? Level.TRACE : Level.INFO;
        return new EventOptions(level, 0, plan.below(3) / 2.0, all.redact(), all.line());
    }

    /** The application logs {@code events} at once. */
    void burst(int events) {
        for (int i = 0; i < events; i++) {
            offer(false);
            clock.advance(Duration.ofNanos(plan.below(3) * 1_000L));
        }
    }

    private void offer(boolean isPrompt) {
        LogEvent event = traffic.event(destination.model.next());
        destination.model.offered(this, event);
        stats = null;
        room.offered(event, queue.offer(event), isPrompt && complete);
    }

    /** The application logs {@code events} at its rate, and the worker runs as soon as it is woken. */
    void log(int events) {
        toLog = events;
        while (toLog > 0) {
            workUntilIdle();
            park();
        }
    }

    private void workUntilIdle() {
        for (int i = 0; doWork() > 0; i++) {
            destination.server.advanceTo(clock.ticks());
            if (i > MOST_STEPS) {
                throw new AssertionError("the worker does not rest: " + stats());
            }
        }
    }

    private void park() {
        try {
            woken = false;
            worker.idle();
        } catch (InterruptedException e) {
            throw new AssertionError("a simulated wait is not interrupted", e);
        }
    }

    /** Advances to the next event of the application or of the server, and returns what is left of {@code nanos}. */
    private long logWhileParked(long nanos) {
        if (toLog == 0 || woken) {
            return 0;
        }
        long gap = traffic.gap();
        long passed = Math.min(Math.min(gap, nanos), destination.server.untilNext());
        clock.advance(Duration.ofNanos(passed));
        woken = destination.server.advanceTo(clock.ticks());
        if (passed == gap) {
            toLog--;
            offer(true);
        }
        return nanos - passed;
    }

    int doWork() {
        long before = plan.thrown();
        sinkSteps = 0;
        int work = worker.doWork();
        stats = null;
        complete = plan.thrown() == before;
        thrown |= !complete;
        room.worked(queued());
        return work;
    }

    boolean isComplete() {
        return complete;
    }

    void flush() {
        flushes.add(worker.flush());
    }

    /** The time that the worker would sleep, in nanoseconds. */
    long rest() {
        return sink.untilWork(clock.ticks());
    }

    void stop() {
        long before = plan.thrown();
        queue.drain();
        worker.stop();
        stats = null;
        thrown |= plan.thrown() > before;
    }

    /** Whether an error was thrown on the worker, and none was reported. */
    boolean hidesErrors() {
        return thrown && warnings.isEmpty();
    }

    /** The ledger after the last action. */
    SinkStats stats() {
        SinkStats known = stats;
        if (known == null) {
            known = statsNow();
            stats = known;
        }
        return known;
    }

    /** The ledger in the middle of a step. */
    SinkStats statsNow() {
        return queue.stats("simulated");
    }

    long queued() {
        return stats().events().queued();
    }

    /** The number of events that were dropped for lack of room so far. */
    long overflowed() {
        ledger.lock.lock();
        try {
            return ledger.overflowed();
        } finally {
            ledger.lock.unlock();
        }
    }

    /** Whether nothing keeps the sink from sending a push. */
    boolean couldSend() {
        return opened.isIdle();
    }

    /** Whether what the sink has in memory, a few small events, is on disk as well, and more can be written there. */
    boolean hasRoomOnDisk() {
        return configuration.spooled()
                && !plan.hasDiskFaults()
                && !plan.hasThrowables()
                && traffic.mostBytes() <= opened.queue().buffer() / 16
                && stats().spool().bytes() < spoolBytes / 2;
    }

    /** Whether every requested flush has completed. */
    boolean isFlushed() {
        return flushes.stream().allMatch(CompletableFuture::isDone);
    }

    @Override
    public String toString() {
        return configuration + ", last warnings " + warnings.subList(Math.max(0, warnings.size() - 5), warnings.size());
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
