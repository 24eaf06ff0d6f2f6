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
 * Brings the events of one queue to one sink, in steps: {@link #doWork} does what can be done now and returns. A thread
 * drives it in production, a test by hand.
 *
 * <p><b>Ownership.</b> One thread calls {@link #doWork}, {@link #idle} and {@link #stop}; it owns the sink and all
 * fields but the queue of flush requests, which any thread fills, and the word that it is to drain.
 *
 * <p><b>Memory.</b> The sink may hold seven eighths of the buffer; the rest is left to the queue, so that producers are
 * not turned away while the sink is full. At this bound {@link Overflow#DROP_OLDEST} gives up the sink's oldest batch,
 * the other policies leave the events in the queue.
 *
 * <p><b>Faults.</b> What a sink throws costs the event it was appending, or the step, and is told; the worker goes on.
 * What cannot be told, for lack of memory, is told later.
 */
final class QueueWorker {
    private static final int TAKEN_AT_ONCE = 256;
    private static final int MOST_TAKEN_PER_STEP = 4_096;
    private static final long PAUSE_AFTER_FAULT_NANOS = 100_000_000;
    private static final String IN_A_STEP = "the worker failed in a step and goes on";

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

    /** How many are in {@link #taken}. */
    private int drained;
    /** How many of these have been brought on. */
    private int next;

    private volatile boolean draining;
    private boolean drainTold;
    private long appended;
    private long overflowTold;
    private String untoldWhat = IN_A_STEP;
    private @Nullable Throwable untold;
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
     * Asks that all events accepted so far be settled soon. For any thread.
     *
     * @return completes when they are
     */
    CompletableFuture<Void> flush() {
        Flush flush = new Flush(queue.added());
        requests.add(flush);
        queue.wake();
        return flush.done;
    }

    /** Tells the sink, at the next step, that no more events are accepted. For any thread. */
    void drain() {
        draining = true;
    }

    /** Does what can be done now, and returns how much that was. */
    int doWork() {
        int work = 0;
        try {
            faulty = false;
            tellFault();
            work = take();
            if (draining && !drainTold) {
                drainTold = true;
                sink.drain();
            }
            work += sink.doWork(time.ticks());
            work += answerFlushes();
            tellOverflow(queue.sinkHolds(sink.pendingBytes(), ages.oldest(sink.settledThrough())));
        } catch (Throwable e) {
            fault(IN_A_STEP, e);
        }
        return work;
    }

    /** Waits until there is something to do. */
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

    /** Ends the sink; what it still holds, and what waits in the queue, is settled as {@link DropReason#CLOSED}. */
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

    private void fault(String what, Throwable thrown) {
        faulty = true;
        tell(key, what, thrown);
    }

    private void tellFault() {
        Throwable thrown = untold;
        if (thrown != null) {
            tell(key, untoldWhat, thrown);
        }
    }

    /** Tells of {@code thrown}; what cannot be told, as when memory is short, is told by a later step. */
    private void tell(String key, String what, Throwable thrown) {
        untoldWhat = what;
        untold = thrown;
        try {
            diagnostics.warn(key, name + ": " + what + ": " + Values.text(thrown));
            untold = null;
        } catch (Throwable e) {
            faulty = true;
        }
    }

    private void tellOverflow(long overflowed) {
        if (overflowed > overflowTold) {
            overflowTold = overflowed;
            diagnostics.warn(
                    "overflow " + name,
                    name + ": the buffer is full; " + overflowed
                            + " events have been dropped so far (buffer, overflow)");
        }
    }

    /** Should this throw, the next call goes on with the event after. */
    private int take() {
        int total = appendTaken();
        while (total < MOST_TAKEN_PER_STEP && hasRoom()) {
            next = 0;
            drained = queue.drain(taken);
            int count = appendTaken();
            total += count;
            if (count < taken.length) {
                break;
            }
        }
        return total;
    }

    /** Brings on what was taken; what a fault leaves is for the next step. */
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
            // Nothing needs to be given up for nothing: what a spool gets back it would read again, on and on.
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
            tell("encoding", "an event could not be encoded and is dropped", e);
            return;
        }
        appended++;
        ages.appended(appended, event.timestamp());
    }

    /** Follows each flush from the queue through the sink. */
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

    /** A request to settle the first {@code queued} events of the queue; {@code appended} is their end in the sink. */
    private static final class Flush {
        final long queued;
        final CompletableFuture<Void> done = new CompletableFuture<>();
        long appended = -1;

        Flush(long queued) {
            this.queued = queued;
        }
    }
}
