package io.fapilog;

import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import io.fapilog.stage.EventStage;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Moves the events of one queue to one sink, in steps: {@link #doWork} does what can be done now and returns. A thread
 * calls it in production, a test calls it by hand.
 *
 * <p><b>Ownership.</b> One thread calls {@link #doWork}, {@link #idle} and {@link #stop}; it owns the sink and all
 * fields but the queue of flush requests, which any thread fills. Who gives up a flush cancels it.
 *
 * <p><b>Memory.</b> The sink may hold seven eighths of the buffer; the rest is reserved for the queue, so that offers
 * are not refused while the sink is full. At this bound the sink first sends or writes what it can, and then events
 * stay in the queue. When offers would soon find no room, the sink releases from memory what is on disk. If nothing is
 * and the queue is half full, {@link Overflow#DROP_OLDEST} drops the oldest events of the sink, those below WARN first
 * and those of ERROR last. A step takes few events at a time if they are large, so that the sink sends or writes them
 * before it is full.
 *
 * <p><b>Faults.</b> An exception of the sink costs the event that was being appended, or the step, and is reported; the
 * worker continues. What cannot be reported, for lack of memory, is reported by a later step.
 */
final class QueueWorker {
    private static final int TAKEN_AT_ONCE = 256;
    private static final int BYTES_TAKEN_AT_ONCE = 256 << 10;
    private static final int MOST_TAKEN_PER_STEP = 4_096;
    private static final long PAUSE_AFTER_FAULT_NANOS = 100_000_000;
    private static final Level[] BY_SEVERITY = {Level.WARN, Level.ERROR};
    private static final String IN_A_STEP = "the worker failed in a step and continues";

    private final String name;
    private final String key;
    private final EventQueue queue;
    private final EventStage stage;
    private final Sink sink;
    private final Ledger ledger;
    private final TimeSource time;
    private final Diagnostics diagnostics;
    private final boolean dropOldest;
    private final long sinkLimit;
    private final HeldAges ages = new HeldAges();
    private final LogEvent[] taken = new LogEvent[TAKEN_AT_ONCE];
    private final Queue<Flush> flushes = new ConcurrentLinkedQueue<>();

    /** The number of events in {@link #taken}. */
    private int drained;
    /** The number of these that have been appended to the sink, or are being appended. */
    private int next;

    private Room room = Room.FREE;
    private volatile boolean stopped;

    private boolean drainAnnounced;
    private long appended;
    private long overflowReported;
    private String unreportedWhat = IN_A_STEP;
    private @Nullable Throwable unreported;
    private boolean faulty;

    QueueWorker(
            String name,
            EventQueue queue,
            EventStage stage,
            Sink sink,
            QueueOptions options,
            Ledger ledger,
            TimeSource time,
            Diagnostics diagnostics) {
        this.name = name;
        this.key = "worker " + name;
        this.queue = queue;
        this.stage = stage;
        this.sink = sink;
        this.ledger = ledger;
        this.time = time;
        this.diagnostics = diagnostics;
        this.dropOldest = options.overflow() == Overflow.DROP_OLDEST;
        this.sinkLimit = options.buffer() - options.buffer() / 8;
    }

    /**
     * Requests that all events accepted so far are settled soon. For any thread.
     *
     * @return completes when they are settled, or the worker has stopped; to be cancelled by who no longer waits
     */
    CompletableFuture<Void> flush() {
        Flush flush = new Flush(queue.added());
        flushes.add(flush);
        queue.wake();
        if (stopped) {
            flush.done.complete(null);
        }
        return flush.done;
    }

    /** Does what can be done now. Returns the number of things done. */
    int doWork() {
        int work = 0;
        try {
            faulty = false;
            reportUnreported();
            work = take();
            announceDrain();
            work += reportHeldBack();
            work += sink.doWork(time.ticks());
            work += answerFlushes();
            reportOverflow(tellWhatSinkHolds());
        } catch (Throwable e) {
            fault(IN_A_STEP, e);
        }
        return work;
    }

    /** Waits until there is something to do, for a fault to pass, or for a wake-up. */
    void idle() throws InterruptedException {
        if (faulty) {
            queue.parkFull(PAUSE_AFTER_FAULT_NANOS);
            return;
        }
        long nanos;
        int events;
        try {
            long ticks = time.ticks();
            nanos = Math.min(Math.min(sink.untilWork(ticks), stage.untilReport(ticks)), TimeSource.NEVER);
            events = room == Room.FREE ? Math.max(1, sink.wakeAt()) : Integer.MAX_VALUE;
        } catch (Throwable e) {
            fault(IN_A_STEP, e);
            queue.parkFull(PAUSE_AFTER_FAULT_NANOS);
            return;
        }
        if (room == Room.NONE) {
            queue.parkFull(nanos);
        } else {
            queue.park(events, nanos);
        }
    }

    /** Closes the sink. Pending events, in the sink and in the queue, are settled as {@link DropReason#CLOSED}. */
    void stop() {
        try {
            sink.close();
        } catch (Throwable e) {
            fault("the sink failed while closing", e);
        }
        ledger.dropped(DropReason.CLOSED, drained - next);
        next = drained;
        queue.dropAll();
        queue.sinkHolds(0, Ledger.NO_EVENT);
        // Set first: a flush that is requested meanwhile is answered here or by its own thread.
        stopped = true;
        for (Flush flush = flushes.poll(); flush != null; flush = flushes.poll()) {
            flush.done.complete(null);
        }
    }

    private void announceDrain() {
        if (!drainAnnounced && queue.state() != PipelineState.RUNNING) {
            drainAnnounced = true;
            sink.drain();
        }
    }

    private void fault(String what, Throwable thrown) {
        faulty = true;
        report(key, what, thrown);
    }

    private void reportUnreported() {
        Throwable thrown = unreported;
        if (thrown != null) {
            report(key, unreportedWhat, thrown);
        }
    }

    /** Reports {@code thrown}. If that fails, as for lack of memory, a later step reports it. */
    private void report(String key, String what, Throwable thrown) {
        unreportedWhat = what;
        unreported = thrown;
        try {
            diagnostics.warn(key, name + ": " + what + ": " + Values.text(thrown));
            unreported = null;
        } catch (Throwable e) {
            faulty = true;
        }
    }

    private void reportOverflow(long overflowed) {
        if (overflowed > overflowReported) {
            overflowReported = overflowed;
            diagnostics.warn(
                    "overflow " + name,
                    name + ": the buffer is full; " + overflowed
                            + " events have been dropped so far (buffer, overflow)");
        }
    }

    /** If this throws, the next call continues with the following event. */
    private int take() {
        int total = appendTaken();
        while (total < MOST_TAKEN_PER_STEP && hasRoom()) {
            // Both at once, so that nothing is appended twice if the call throws.
            next = 0;
            drained = 0;
            drained = queue.take(taken, Math.min(BYTES_TAKEN_AT_ONCE, sinkLimit - sink.pendingBytes()));
            int count = appendTaken();
            total += count;
            if (count < taken.length) {
                break;
            }
        }
        return total;
    }

    /** Appends the taken events to the sink; what a fault leaves is appended by the next step. */
    private int appendTaken() {
        int count = 0;
        while (next < drained) {
            append(taken[next++]);
            count++;
        }
        return count;
    }

    private boolean hasRoom() {
        room = Room.FREE;
        if (isSinkFull()) {
            sink.flush();
            sink.doWork(time.ticks());
        }
        tellWhatSinkHolds();
        while (isSinkFull() && room == Room.FREE) {
            room = makeRoom();
            tellWhatSinkHolds();
        }
        return room == Room.FREE;
    }

    /** If the queue needs the room, the full sink releases what is on disk, or drops its oldest batch by the policy. */
    private Room makeRoom() {
        if (!queue.needsRoom()) {
            return Room.RESERVE;
        }
        if (sink.releaseStored() > 0) {
            return Room.FREE;
        }
        if (dropOldest && !queue.isHalfFull()) {
            return Room.RESERVE;
        }
        return dropOldest && dropLeastSevere() > 0 ? Room.FREE : Room.NONE;
    }

    /**
     * Drops the oldest events of the sink that are least severe, unless less severe ones are queued: then the queue
     * drops these when it needs room. Returns how many.
     */
    private long dropLeastSevere() {
        for (Level level : BY_SEVERITY) {
            long dropped = sink.dropOldestBelow(level);
            if (dropped > 0 || queue.hasBelow(level)) {
                return dropped;
            }
        }
        return sink.dropOldest();
    }

    private boolean isSinkFull() {
        return sink.pendingBytes() >= sinkLimit;
    }

    private long tellWhatSinkHolds() {
        return queue.sinkHolds(sink.pendingBytes(), ages.oldest(sink.settledThrough()));
    }

    private void append(LogEvent event) {
        LogEvent passed;
        try {
            passed = stage.pass(event);
            if (passed != null) {
                sink.append(passed);
            }
        } catch (Throwable e) {
            notAppended(e);
            return;
        }
        if (passed != null) {
            appended(passed);
        }
    }

    private void notAppended(Throwable thrown) {
        ledger.dropped(DropReason.ENCODING_FAILED, 1);
        report("encoding", "an event could not be encoded and is dropped", thrown);
    }

    private void appended(LogEvent event) {
        appended++;
        ages.appended(appended, event.timestamp());
    }

    /** Appends an event about what the rate limit has held back, once a minute, and at the end. */
    private int reportHeldBack() {
        boolean isLast = drainAnnounced && next == drained && queue.hasPassed(queue.added());
        if (stage.untilReport(time.ticks()) > 0 && !isLast) {
            return 0;
        }
        LogEvent report = stage.report();
        if (report == null) {
            return 0;
        }
        queue.countOwn();
        try {
            sink.append(report);
        } catch (Throwable e) {
            notAppended(e);
            return 1;
        }
        appended(report);
        return 1;
    }

    /**
     * Passes each flush from the queue to the sink, completes it when its events are settled, and forgets it when it is
     * completed or cancelled.
     */
    private int answerFlushes() {
        int work = 0;
        if (!flushes.isEmpty()) {
            for (Iterator<Flush> all = flushes.iterator(); all.hasNext(); ) {
                Flush flush = all.next();
                work += flush.done.isDone() ? 0 : answer(flush);
                if (flush.done.isDone()) {
                    all.remove();
                }
            }
        }
        return work;
    }

    private int answer(Flush flush) {
        int work = 0;
        if (flush.appended < 0 && next == drained && queue.hasPassed(flush.queued)) {
            sink.flush();
            flush.appended = appended;
            work++;
        }
        if (flush.appended >= 0 && sink.settledThrough() >= flush.appended) {
            flush.done.complete(null);
            work++;
        }
        return work;
    }

    /**
     * A request to settle the first {@code queued} events of the queue, which are the first {@code appended} ones of
     * the sink.
     */
    private static final class Flush {
        final long queued;
        final CompletableFuture<Void> done = new CompletableFuture<>();
        long appended = -1;

        Flush(long queued) {
            this.queued = queued;
        }
    }

    /** The room that the sink has for events. */
    private enum Room {
        /** It takes events. */
        FREE,
        /** It is full, and events stay in the queue until that is half full. */
        RESERVE,
        /** It is full, and only what it does itself can change that. */
        NONE
    }
}
