package io.fapilog;

import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Moves the events of one queue to one sink, in steps: {@link #doWork} does what can be done now and returns. A thread
 * calls it in production, a test calls it by hand.
 *
 * <p><b>Ownership.</b> One thread calls {@link #doWork}, {@link #idle} and {@link #stop}; it owns the sink and all
 * fields but the queue of flush requests, which any thread fills.
 *
 * <p><b>Memory.</b> The sink may hold seven eighths of the buffer; the rest is reserved for the queue, so that offers
 * are not refused while the sink is full. At this bound {@link Overflow#DROP_OLDEST} drops the oldest batch of the
 * sink, the other policies leave the events in the queue.
 *
 * <p><b>Faults.</b> An exception of the sink costs the event that was being appended, or the step, and is reported; the
 * worker continues. What cannot be reported, for lack of memory, is reported by a later step.
 */
final class QueueWorker {
    private static final int TAKEN_AT_ONCE = 256;
    private static final int MOST_TAKEN_PER_STEP = 4_096;
    private static final long PAUSE_AFTER_FAULT_NANOS = 100_000_000;
    private static final String IN_A_STEP = "the worker failed in a step and continues";

    private final String name;
    private final String key;
    private final EventQueue queue;
    private final Sink sink;
    private final Ledger ledger;
    private final TimeSource time;
    private final Diagnostics diagnostics;
    private final boolean dropOldest;
    private final long sinkLimit;
    private final HeldAges ages = new HeldAges();
    private final LogEvent[] taken = new LogEvent[TAKEN_AT_ONCE];
    private final Queue<Flush> requests = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Flush> flushes = new ArrayDeque<>();

    /** The number of events in {@link #taken}. */
    private int drained;
    /** The number of these that have been appended to the sink. */
    private int next;

    private boolean drainAnnounced;
    private long appended;
    private long overflowReported;
    private String unreportedWhat = IN_A_STEP;
    private @Nullable Throwable unreported;
    private boolean full;
    private boolean faulty;

    QueueWorker(
            String name,
            EventQueue queue,
            Sink sink,
            QueueOptions options,
            Ledger ledger,
            TimeSource time,
            Diagnostics diagnostics) {
        this.name = name;
        this.key = "worker " + name;
        this.queue = queue;
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
     * @return completes when they are settled
     */
    CompletableFuture<Void> flush() {
        Flush flush = new Flush(queue.added());
        requests.add(flush);
        queue.wake();
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
            work += sink.doWork(time.ticks());
            work += answerFlushes();
            reportOverflow(queue.sinkHolds(sink.pendingBytes(), ages.oldest(sink.settledThrough())));
        } catch (Throwable e) {
            fault(IN_A_STEP, e);
        }
        return work;
    }

    /** Waits until there is something to do, for a fault to pass, or for a wake-up. */
    void idle() throws InterruptedException {
        long nanos = PAUSE_AFTER_FAULT_NANOS;
        int events = Integer.MAX_VALUE;
        if (!faulty) {
            try {
                long ticks = time.ticks();
                nanos = Math.min(sink.untilWork(ticks), TimeSource.NEVER);
                events = full ? Integer.MAX_VALUE : Math.max(1, sink.wakeAt());
            } catch (Throwable e) {
                fault(IN_A_STEP, e);
                nanos = PAUSE_AFTER_FAULT_NANOS;
            }
        }
        queue.park(events, nanos);
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
        queue.dropAll(DropReason.CLOSED);
        queue.sinkHolds(0, Ledger.NO_EVENT);
        completeAll();
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
            next = 0;
            drained = queue.take(taken);
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
        if (queue.isEmpty()) {
            // No room is needed for an empty queue; dropping replayed events would only have them read back again.
            full = false;
            return false;
        }
        while (sink.pendingBytes() >= sinkLimit) {
            if (!dropOldest || sink.dropOldest() == 0) {
                full = true;
                return false;
            }
        }
        full = false;
        return true;
    }

    private void append(LogEvent event) {
        try {
            sink.append(event);
        } catch (Throwable e) {
            ledger.dropped(DropReason.ENCODING_FAILED, 1);
            report("encoding", "an event could not be encoded and is dropped", e);
            return;
        }
        appended++;
        ages.appended(appended, event.timestamp());
    }

    /** Passes each flush from the queue to the sink, and completes it when its events are settled. */
    private int answerFlushes() {
        for (Flush flush = requests.poll(); flush != null; flush = requests.poll()) {
            flushes.add(flush);
        }
        int work = 0;
        for (Flush flush : flushes) {
            if (flush.appended < 0 && next == drained && queue.hasPassed(flush.queued)) {
                sink.flush();
                flush.appended = appended;
                work++;
            }
        }
        while (!flushes.isEmpty() && isSettled(flushes.peek())) {
            flushes.remove().done.complete(null);
            work++;
        }
        return work;
    }

    private boolean isSettled(Flush flush) {
        return flush.appended >= 0 && sink.settledThrough() >= flush.appended;
    }

    private void completeAll() {
        answerRequests(requests);
        answerRequests(flushes);
    }

    private static void answerRequests(Queue<Flush> queue) {
        for (Flush flush = queue.poll(); flush != null; flush = queue.poll()) {
            flush.done.complete(null);
        }
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
}
