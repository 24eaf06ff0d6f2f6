package io.fapilog;

import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Ledger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded queue between the application's threads and the one worker of a sink.
 *
 * <p><b>Ownership.</b> Everything is guarded by the lock of the {@link SinkLedger}. Producers hold it for one offer,
 * the worker for one drain of a few hundred references; nobody holds it during I/O or while running foreign code.
 *
 * <p><b>Bounds.</b> The number of waiting events, and the bytes of everything that is unconfirmed: what waits here
 * (estimated) plus what the sink holds (told by the worker).
 *
 * <p><b>Closing</b> is decided here: an offer comes either before the close, and is drained, or after it, and is
 * refused.
 *
 * <p><b>Waking.</b> The worker parks in {@link #park} and says at how many waiting events it wants to be woken. The
 * producer that reaches this number signals once; until the worker parks again nobody signals. A producer that has to
 * wait for room signals too, since the room must come from the worker.
 */
final class EventQueue {
    private static final int IGNORE_EVENTS = Integer.MAX_VALUE;
    private static final int STACK_FRAMES = 16;

    private final QueueOptions options;
    private final SinkLedger ledger;
    private final ReentrantLock lock;
    private final Condition work;
    private final Condition room;
    private final EventRing events = new EventRing();

    private long queuedBytes;
    private long sinkBytes;
    private long sinkOldest = Ledger.NO_EVENT;
    private long added;
    private int waiting;
    private int wakeAt;
    private boolean parked;
    private boolean signalled;
    private boolean closed;

    EventQueue(QueueOptions options, SinkLedger ledger) {
        this.options = options;
        this.ledger = ledger;
        this.lock = ledger.lock;
        this.work = lock.newCondition();
        this.room = lock.newCondition();
    }

    /**
     * Takes {@code event} for the worker. With {@link Overflow#BLOCK} this waits for room up to the block timeout, else
     * it never waits. Should this throw, for lack of memory, the event is not taken and not counted.
     *
     * @return whether the event was taken; if not it has been counted, or the queue is closed
     */
    boolean offer(LogEvent event) {
        int size = event.size();
        long unused = probeStack(STACK_FRAMES, size, size, size, size);
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            boolean room = makeRoom(size);
            if (room) {
                events.ensureRoom();
            }
            ledger.accepted();
            if (room) {
                events.add(event);
                queuedBytes += size;
                added++;
            }
            if (parked && events.size() >= wakeAt) {
                signalWorker();
            }
            return room;
        } finally {
            lock.unlock();
        }
    }

    /** How many events have ever entered; those up to here have left when {@link #hasPassed} says so. */
    long added() {
        lock.lock();
        try {
            return added;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the first {@code count} events that entered have all left, to the worker or as dropped. */
    boolean hasPassed(long count) {
        lock.lock();
        try {
            return added - events.size() >= count;
        } finally {
            lock.unlock();
        }
    }

    /** Whether no event waits. */
    boolean isEmpty() {
        lock.lock();
        try {
            return events.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Moves waiting events into {@code into}, in order, and returns how many. For the worker. */
    int drain(LogEvent[] into) {
        lock.lock();
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
            lock.unlock();
        }
    }

    /**
     * Learns what the sink holds now, and lets those in who wait for room. For the worker.
     *
     * @param oldest the time stamp of the oldest event there, or {@link Ledger#NO_EVENT}. What {@link #drain} takes
     *     out counts until the worker comes back here, so that no event is missing between queue and sink
     * @return how many events the full buffer has cost so far
     */
    long sinkHolds(long bytes, long oldest) {
        lock.lock();
        try {
            sinkBytes = bytes;
            sinkOldest = oldest;
            if (waiting > 0) {
                room.signal();
            }
            return ledger.overflowed();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until {@code events} are waiting, somebody {@linkplain #wake wakes} the worker, or {@code nanos} have
     * passed. For the worker. {@link Integer#MAX_VALUE} for {@code events} stands for a sink that cannot take any more
     * now.
     */
    void park(int events, long nanos) throws InterruptedException {
        lock.lock();
        try {
            if (signalled || nanos <= 0 || hasWork(events)) {
                return;
            }
            wakeAt = events;
            parked = true;
            long left = nanos;
            while (parked && left > 0) {
                left = work.awaitNanos(left);
            }
        } finally {
            parked = false;
            signalled = false;
            lock.unlock();
        }
    }

    /** Makes the worker run soon. For any thread. */
    void wake() {
        lock.lock();
        try {
            signalled = true;
            signalWorker();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses all further offers; those who wait for room give up. For any thread. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            wake();
        } finally {
            lock.unlock();
        }
    }

    /** Gives up everything that waits. For whoever ends the worker. */
    void dropAll(DropReason reason) {
        lock.lock();
        try {
            ledger.droppedInQueue(reason, events.size());
            events.clear();
            queuedBytes = 0;
        } finally {
            lock.unlock();
        }
    }

    /** The account of {@code sink} at this moment. */
    SinkStats stats(String sink) {
        lock.lock();
        try {
            LogEvent head = events.first();
            long oldest = head == null ? sinkOldest : Math.min(sinkOldest, head.timestamp());
            return ledger.snapshot(sink, events.size(), queuedBytes + sinkBytes, options.buffer(), oldest);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Throws {@link StackOverflowError} if there is not the stack that an offer takes. Under the lock that would be too
     * late: not even the call that unlocks could be made, and all threads would wait for ever. The numbers make large
     * frames.
     */
    private static long probeStack(int frames, long a, long b, long c, long d) {
        return frames == 0 ? a : probeStack(frames - 1, b, c, d, a + frames) + a + b + c + d;
    }

    private boolean hasWork(int wanted) {
        return wanted != IGNORE_EVENTS && (events.size() >= wanted || (waiting > 0 && !events.isEmpty()));
    }

    private void signalWorker() {
        if (parked) {
            parked = false;
            ledger.wokenUp();
            work.signal();
        }
    }

    private boolean fits(int size) {
        return events.size() < options.maxEvents() && queuedBytes + sinkBytes + size <= options.buffer();
    }

    /** Makes room for an event as the policy says; if there is none, counts the event as dropped. */
    private boolean makeRoom(int size) {
        if (waiting == 0 && fits(size)) {
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

    private void dropOldestFor(int size) {
        while (!fits(size)) {
            queuedBytes -= events.remove().size();
            ledger.droppedInQueue(DropReason.OVERFLOW, 1);
        }
    }

    /**
     * Waits for room. Callers get in in the order in which they came: the worker signals one, and each that leaves
     * signals the next. An interrupt does not end the wait, which the block timeout bounds: a thread that is being
     * stopped often logs why.
     */
    private boolean awaitRoom(int size) {
        long deadline = System.nanoTime() + options.blockTimeout().toNanos();
        boolean interrupted = false;
        waiting++;
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
            } while (!closed && !fits(size));
        } finally {
            waiting--;
            if (waiting > 0) {
                room.signal();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (closed) {
            ledger.droppedInQueue(DropReason.CLOSED, 1);
        }
        return !closed;
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
