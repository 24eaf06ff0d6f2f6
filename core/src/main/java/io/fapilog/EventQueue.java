package io.fapilog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Ledger;
import java.util.concurrent.locks.Condition;

/**
 * The bounded queue between the application's threads and the one worker of a sink.
 *
 * <p><b>Ownership.</b> The lock of the {@link SinkLedger} guards everything. A producer holds it for one offer, the
 * worker for one {@link #take} of a few hundred references; nobody holds it during I/O or while foreign code runs.
 *
 * <p><b>Bounds.</b> The number of queued events, and the bytes of everything that is unconfirmed: the queued events
 * (estimated) and what the sink holds (reported by the worker).
 *
 * <p><b>Life cycle.</b> The queue owns the {@link PipelineState} of its pipeline, since it decides about offers: an
 * offer comes either before {@link #drain}, and is delivered, or after it, and is refused.
 *
 * <p><b>Waking.</b> The worker parks in {@link #park} until a number of events is queued. The producer that reaches
 * this number signals once; until the worker parks again nobody signals. A producer that is blocked signals too, since
 * only the worker can make room.
 */
final class EventQueue {
    private static final int IGNORE_EVENTS = Integer.MAX_VALUE;
    private static final int STACK_FRAMES = 16;

    private final QueueOptions options;
    private final SinkLedger ledger;
    private final Condition work;
    private final Condition room;

    @GuardedBy("ledger.lock")
    private final EventRing events = new EventRing();

    /** Written under the lock. The worker reads it without the lock, for which there may be no memory. */
    private volatile PipelineState state = PipelineState.RUNNING;

    @GuardedBy("ledger.lock")
    private long queuedBytes;

    @GuardedBy("ledger.lock")
    private long sinkBytes;

    @GuardedBy("ledger.lock")
    private long sinkOldest = Ledger.NO_EVENT;

    @GuardedBy("ledger.lock")
    private long added;

    @GuardedBy("ledger.lock")
    private long late;

    @GuardedBy("ledger.lock")
    private int blockedProducers;

    @GuardedBy("ledger.lock")
    private int wakeAt;

    @GuardedBy("ledger.lock")
    private boolean parked;

    @GuardedBy("ledger.lock")
    private boolean signalled;

    EventQueue(QueueOptions options, SinkLedger ledger) {
        this.options = options;
        this.ledger = ledger;
        this.work = ledger.lock.newCondition();
        this.room = ledger.lock.newCondition();
    }

    /**
     * Adds {@code event}. With {@link Overflow#BLOCK} this waits for room up to the block timeout, otherwise it never
     * waits. If this throws, for lack of memory, the event is not added and not counted.
     *
     * @return whether the event was added; if not, it has been counted
     */
    boolean offer(LogEvent event) {
        int size = event.size();
        long unused = probeStack(STACK_FRAMES, size, size, size, size);
        ledger.lock.lock();
        try {
            if (state != PipelineState.RUNNING) {
                refuseLate();
                return false;
            }
            boolean hasRoom = makeRoom(size);
            if (hasRoom) {
                events.ensureRoom();
            }
            ledger.accepted();
            if (hasRoom) {
                events.add(event);
                queuedBytes += size;
                added++;
            }
            if (parked && events.size() >= wakeAt) {
                signalWorker();
            }
            return hasRoom;
        } finally {
            ledger.lock.unlock();
        }
    }

    PipelineState state() {
        return state;
    }

    /** The number of events that were ever added; {@link #hasPassed} shows when they have left. */
    long added() {
        ledger.lock.lock();
        try {
            return added;
        } finally {
            ledger.lock.unlock();
        }
    }

    /** The number of events that were offered after {@link #drain}; they count as {@link DropReason#CLOSED}. */
    long late() {
        ledger.lock.lock();
        try {
            return late;
        } finally {
            ledger.lock.unlock();
        }
    }

    /** Whether the first {@code count} events that were added have left, to the worker or dropped. */
    boolean hasPassed(long count) {
        ledger.lock.lock();
        try {
            return added - events.size() >= count;
        } finally {
            ledger.lock.unlock();
        }
    }

    boolean isEmpty() {
        ledger.lock.lock();
        try {
            return events.isEmpty();
        } finally {
            ledger.lock.unlock();
        }
    }

    /** Moves queued events into {@code into}, in order. Returns how many. For the worker. */
    int take(LogEvent[] into) {
        ledger.lock.lock();
        try {
            int count = Math.min(into.length, events.size());
            for (int i = 0; i < count; i++) {
                LogEvent event = events.remove();
                into[i] = event;
                queuedBytes -= event.size();
                sinkBytes += event.size();
                sinkOldest = Math.min(sinkOldest, event.timestamp());
            }
            ledger.taken(count);
            return count;
        } finally {
            ledger.lock.unlock();
        }
    }

    /**
     * Sets what the sink holds, and wakes a blocked producer. For the worker. Until then, what {@link #take} has
     * removed counts as held, so that no event is missing between queue and sink.
     *
     * @param oldest the time stamp of the oldest event in the sink, or {@link Ledger#NO_EVENT}
     * @return the number of events that were dropped because of the full buffer so far
     */
    long sinkHolds(long bytes, long oldest) {
        ledger.lock.lock();
        try {
            sinkBytes = bytes;
            sinkOldest = oldest;
            if (blockedProducers > 0) {
                room.signal();
            }
            return ledger.overflowed();
        } finally {
            ledger.lock.unlock();
        }
    }

    /**
     * Waits until {@code count} events are queued, somebody {@linkplain #wake wakes} the worker, or {@code nanos} have
     * passed. For the worker. {@link Integer#MAX_VALUE} for {@code count} stands for a sink that cannot take any more.
     */
    void park(int count, long nanos) throws InterruptedException {
        ledger.lock.lock();
        try {
            awaitWork(count, nanos);
        } finally {
            ledger.lock.unlock();
        }
    }

    /** Makes the worker run soon. For any thread. */
    void wake() {
        ledger.lock.lock();
        try {
            signalled = true;
            signalWorker();
        } finally {
            ledger.lock.unlock();
        }
    }

    /** Refuses all further offers, also those of blocked producers, and wakes the worker. For any thread. */
    void drain() {
        advance(PipelineState.DRAINING);
    }

    /** Ends the worker after its current step. For any thread. */
    void stop() {
        advance(PipelineState.STOPPED);
    }

    /** Drops all queued events. For the thread that ends the worker. */
    void dropAll(DropReason reason) {
        ledger.lock.lock();
        try {
            ledger.droppedInQueue(reason, events.size());
            events.clear();
            queuedBytes = 0;
        } finally {
            ledger.lock.unlock();
        }
    }

    /** The ledger of {@code sink} at this moment. */
    SinkStats stats(String sink) {
        ledger.lock.lock();
        try {
            LogEvent head = events.first();
            long oldest = head == null ? sinkOldest : Math.min(sinkOldest, head.timestamp());
            return ledger.snapshot(sink, events.size(), queuedBytes + sinkBytes, options.buffer(), oldest);
        } finally {
            ledger.lock.unlock();
        }
    }

    /**
     * Throws {@link StackOverflowError} if there is not enough stack for an offer. Under the lock that would be too
     * late: the call that unlocks would fail as well, and all threads would wait for ever. The parameters make large
     * frames.
     */
    private static long probeStack(int frames, long a, long b, long c, long d) {
        return frames == 0 ? a : probeStack(frames - 1, b, c, d, a + frames) + a + b + c + d;
    }

    private void advance(PipelineState next) {
        ledger.lock.lock();
        try {
            state = state.compareTo(next) < 0 ? next : state;
            room.signalAll();
            signalled = true;
            signalWorker();
        } finally {
            ledger.lock.unlock();
        }
    }

    @GuardedBy("ledger.lock")
    private void refuseLate() {
        ledger.accepted();
        ledger.droppedInQueue(DropReason.CLOSED, 1);
        late++;
    }

    @GuardedBy("ledger.lock")
    private void awaitWork(int count, long nanos) throws InterruptedException {
        try {
            parked = !signalled && !hasWork(count);
            wakeAt = count;
            long left = nanos;
            while (parked && left > 0) {
                left = work.awaitNanos(left);
            }
        } finally {
            parked = false;
            signalled = false;
        }
    }

    @GuardedBy("ledger.lock")
    private boolean hasWork(int wanted) {
        return wanted != IGNORE_EVENTS && (events.size() >= wanted || (blockedProducers > 0 && !events.isEmpty()));
    }

    @GuardedBy("ledger.lock")
    private void signalWorker() {
        if (parked) {
            parked = false;
            ledger.wokenUp();
            work.signal();
        }
    }

    @GuardedBy("ledger.lock")
    private boolean fits(int size) {
        return events.size() < options.maxEvents() && queuedBytes + sinkBytes + size <= options.buffer();
    }

    /** Makes room for an event by the overflow policy. If there is none, counts the event as dropped. */
    @GuardedBy("ledger.lock")
    private boolean makeRoom(int size) {
        if (blockedProducers == 0 && fits(size)) {
            return true;
        }
        if (options.overflow() == Overflow.BLOCK && size <= options.buffer()) {
            return awaitRoom(size);
        }
        if (options.overflow() == Overflow.DROP_OLDEST && size <= options.buffer() - sinkBytes) {
            dropOldestFor(size);
            return true;
        }
        ledger.droppedInQueue(DropReason.OVERFLOW, 1);
        return false;
    }

    @GuardedBy("ledger.lock")
    private void dropOldestFor(int size) {
        while (!fits(size)) {
            queuedBytes -= events.remove().size();
            ledger.droppedInQueue(DropReason.OVERFLOW, 1);
        }
    }

    /**
     * Waits for room. Blocked producers are admitted in FIFO order: the worker signals one, and each that leaves
     * signals the next. An interrupt does not end the wait, which the block timeout bounds: a thread that is being
     * stopped often logs why.
     */
    @GuardedBy("ledger.lock")
    private boolean awaitRoom(int size) {
        long deadline = System.nanoTime() + options.blockTimeout().toNanos();
        boolean interrupted = false;
        blockedProducers++;
        try {
            if (parked && wakeAt != IGNORE_EVENTS) {
                signalWorker();
            }
            do {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    ledger.droppedInQueue(DropReason.OVERFLOW, 1);
                    return false;
                }
                interrupted |= awaitSignal(left);
            } while (state == PipelineState.RUNNING && !fits(size));
        } finally {
            leaveBlocked(interrupted);
        }
        if (state != PipelineState.RUNNING) {
            ledger.droppedInQueue(DropReason.CLOSED, 1);
            return false;
        }
        return true;
    }

    @GuardedBy("ledger.lock")
    private void leaveBlocked(boolean interrupted) {
        blockedProducers--;
        if (blockedProducers > 0) {
            room.signal();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether an interrupt ended the wait. */
    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    private boolean awaitSignal(long nanos) {
        try {
            long unused = room.awaitNanos(nanos);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
