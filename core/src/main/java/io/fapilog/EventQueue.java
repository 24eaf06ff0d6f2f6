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
 * (estimated) and what the sink holds (reported by the worker); {@link BufferUse} compares both with the options. An
 * event is dropped as {@link DropReason#OVERFLOW} in two cases only: the queue drops when an offer finds {@code
 * queue_maxsize} events queued, or when all these bytes and those of the offered event are more than the buffer; the
 * {@link QueueWorker} drops what the sink holds when that is seven eighths of the buffer or more and the queue
 * {@linkplain #isHalfFull is half full} as well. With {@link Overflow#DROP_OLDEST} both drop events below WARN first,
 * and those of ERROR last; the offered event is dropped itself if all others are more severe.
 *
 * <p><b>Life cycle.</b> The queue owns the {@link PipelineState} of its pipeline, since it decides about offers: an
 * offer comes either before {@link #drain}, and is delivered, or after it, and is refused.
 *
 * <p><b>Waking.</b> The worker parks in {@link #park} until a number of events is queued or the queue is half full. The
 * producer that reaches this signals once; until the worker parks again nobody signals. So the worker is awake while
 * the other half fills, before an event is dropped. A producer that finds no room for a large event signals too.
 */
final class EventQueue {
    private final QueueOptions options;
    private final SinkLedger ledger;
    private final Condition work;
    private final Condition room;

    @GuardedBy("ledger.lock")
    private final QueuedEvents events = new QueuedEvents();

    /** Written under the lock. The worker reads it without the lock, for which there may be no memory. */
    private volatile PipelineState state = PipelineState.RUNNING;

    @GuardedBy("ledger.lock")
    private final BufferUse buffer;

    @GuardedBy("ledger.lock")
    private long sinkOldest = Ledger.NO_EVENT;

    @GuardedBy("ledger.lock")
    private long added;

    @GuardedBy("ledger.lock")
    private long late;

    @GuardedBy("ledger.lock")
    private final Admission admission;

    /** The number of events that wakes a parked worker; a half-full queue wakes it anyway. */
    @GuardedBy("ledger.lock")
    private int wakeAt;

    /** Whether the worker waits for a signal. */
    @GuardedBy("ledger.lock")
    private boolean parked;

    /** Whether events wake the parked worker. */
    @GuardedBy("ledger.lock")
    private boolean wokenByEvents;

    @GuardedBy("ledger.lock")
    private boolean signalled;

    EventQueue(QueueOptions options, SinkLedger ledger) {
        this.options = options;
        this.ledger = ledger;
        this.buffer = new BufferUse(options, events);
        this.admission = new Admission(buffer);
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
        // Under the lock it would be too late: the call that unlocks would fail too, and all threads would wait for
        // ever.
        StackProbe.check(size);
        ledger.lock();
        try {
            if (state != PipelineState.RUNNING) {
                ledger.accepted();
                ledger.droppedInQueue(DropReason.CLOSED, 1);
                late++;
                return false;
            }
            boolean hasRoom = makeRoom(event);
            if (hasRoom) {
                events.ensureRoom(event.level());
            }
            ledger.accepted();
            if (hasRoom) {
                events.add(event);
                added++;
            }
            if (parked && wokenByEvents && hasWork()) {
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

    /** The number of events ever added; {@link #hasPassed} shows when they have left. */
    long added() {
        ledger.lock();
        try {
            return added;
        } finally {
            ledger.lock.unlock();
        }
    }

    /** The number of events that were offered after {@link #drain}; they count as {@link DropReason#CLOSED}. */
    long late() {
        ledger.lock();
        try {
            return late;
        } finally {
            ledger.lock.unlock();
        }
    }

    /** Whether the first {@code count} events that were added have left, to the worker or dropped. */
    boolean hasPassed(long count) {
        ledger.lock();
        try {
            return added - events.size() >= count;
        } finally {
            ledger.lock.unlock();
        }
    }

    /** As {@link BufferUse#isHalfFull}. For the worker, which is woken at this point at the latest. */
    boolean isHalfFull() {
        ledger.lock();
        try {
            return buffer.isHalfFull();
        } finally {
            ledger.lock.unlock();
        }
    }

    /** Whether an offer soon finds no room: the buffer is nearly full, or a producer waits. For the worker. */
    boolean needsRoom() {
        ledger.lock();
        try {
            return admission.isAwaited() || buffer.isNearlyFull();
        } finally {
            ledger.lock.unlock();
        }
    }

    /** Whether an event below {@code level}, WARN or ERROR, is queued. For the worker. */
    boolean hasBelow(Level level) {
        ledger.lock();
        try {
            return events.hasBelow(level);
        } finally {
            ledger.lock.unlock();
        }
    }

    /**
     * Moves queued events into {@code into}, in order: as many as it holds and as {@code mostBytes} allow, but at least
     * one if there is one. Returns how many. For the worker.
     */
    int take(LogEvent[] into, long mostBytes) {
        ledger.lock();
        try {
            int count = 0;
            long bytes = 0;
            LogEvent next = events.first();
            while (next != null && count < into.length && (count == 0 || bytes + next.size() <= mostBytes)) {
                into[count++] = events.remove();
                bytes += next.size();
                sinkOldest = Math.min(sinkOldest, next.timestamp());
                next = events.first();
            }
            buffer.passedToSink(bytes);
            ledger.taken(count);
            return count;
        } finally {
            ledger.lock.unlock();
        }
    }

    /**
     * Sets what the sink holds, and wakes blocked producers if there is room for them. For the worker. Until then, what
     * {@link #take} has removed counts as held, so that no event is missing between queue and sink.
     *
     * @param oldest the time stamp of the oldest event in the sink, or {@link Ledger#NO_EVENT}
     * @return the number of events that were dropped because of the full buffer so far
     */
    long sinkHolds(long bytes, long oldest) {
        ledger.lock();
        try {
            buffer.sinkHolds(bytes);
            sinkOldest = oldest;
            if (admission.open()) {
                room.signalAll();
            }
            return ledger.overflowed();
        } finally {
            ledger.lock.unlock();
        }
    }

    /** Waits for {@code count} events, a half-full queue or a {@link #wake}, at most {@code nanos}. For the worker. */
    void park(int count, long nanos) throws InterruptedException {
        park(count, true, nanos);
    }

    /** Waits for a {@link #wake}, for {@code nanos} at most. For the worker of a sink that cannot take events. */
    void parkFull(long nanos) throws InterruptedException {
        park(Integer.MAX_VALUE, false, nanos);
    }

    /** Makes the worker run soon. For any thread. */
    void wake() {
        ledger.lock();
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

    /** Counts an event of the worker itself as accepted, and as taken from the queue. */
    void countOwn() {
        ledger.lock();
        try {
            ledger.accepted();
            ledger.taken(1);
        } finally {
            ledger.lock.unlock();
        }
    }

    /** Drops all queued events as {@link DropReason#CLOSED}. For the thread that ends the worker. */
    void dropAll() {
        ledger.lock();
        try {
            ledger.droppedInQueue(DropReason.CLOSED, events.size());
            events.clear();
        } finally {
            ledger.lock.unlock();
        }
    }

    /** The ledger of {@code sink} at this moment. */
    SinkStats stats(String sink) {
        ledger.lock();
        try {
            LogEvent head = events.first();
            long oldest = head == null ? sinkOldest : Math.min(sinkOldest, head.timestamp());
            return ledger.snapshot(sink, events.size(), buffer.bytes(), options.buffer(), oldest);
        } finally {
            ledger.lock.unlock();
        }
    }

    private void advance(PipelineState next) {
        ledger.lock();
        try {
            state = state.compareTo(next) < 0 ? next : state;
            room.signalAll();
            signalled = true;
            signalWorker();
        } finally {
            ledger.lock.unlock();
        }
    }

    private void park(int count, boolean forEvents, long nanos) throws InterruptedException {
        ledger.lock();
        try {
            wakeAt = count;
            wokenByEvents = forEvents;
            awaitWork(nanos);
        } finally {
            ledger.lock.unlock();
        }
    }

    @GuardedBy("ledger.lock")
    private void awaitWork(long nanos) throws InterruptedException {
        try {
            parked = !signalled && !(wokenByEvents && hasWork());
            long left = nanos;
            while (parked && left > 0) {
                left = ledger.await(work, left);
            }
        } finally {
            parked = false;
            signalled = false;
        }
    }

    @GuardedBy("ledger.lock")
    private boolean hasWork() {
        return events.size() >= wakeAt || buffer.isHalfFull() || (admission.isAwaited() && !events.isEmpty());
    }

    @GuardedBy("ledger.lock")
    private void signalWorker() {
        if (parked) {
            parked = false;
            ledger.wokenUp();
            work.signal();
        }
    }

    /** Makes room for an event by the overflow policy. If there is none, counts the event as dropped. */
    @GuardedBy("ledger.lock")
    private boolean makeRoom(LogEvent event) {
        int size = event.size();
        if (admission.admits(size)) {
            return true;
        }
        if (wokenByEvents) {
            signalWorker();
        }
        if (options.overflow() == Overflow.BLOCK && size <= options.buffer()) {
            return awaitRoom(size);
        }
        if (options.overflow() == Overflow.DROP_OLDEST && buffer.fitsInPlaceOfLess(event)) {
            while (!buffer.fits(size, 1)) {
                LogEvent unused = events.removeLeastSevere();
                ledger.droppedInQueue(DropReason.OVERFLOW, 1);
            }
            return true;
        }
        ledger.droppedInQueue(DropReason.OVERFLOW, 1);
        return false;
    }

    /**
     * Waits for room. An interrupt does not end the wait, which the block timeout bounds: a thread that is being
     * stopped often logs why.
     */
    @GuardedBy("ledger.lock")
    private boolean awaitRoom(int size) {
        long deadline = System.nanoTime() + options.blockTimeout().toNanos();
        boolean interrupted = false;
        admission.await(size);
        try {
            do {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    ledger.droppedInQueue(DropReason.OVERFLOW, 1);
                    return false;
                }
                interrupted |= ledger.awaitThroughInterrupt(room, left);
            } while (state == PipelineState.RUNNING && !buffer.fits(size, 1));
        } finally {
            admission.leave();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (state != PipelineState.RUNNING) {
            ledger.droppedInQueue(DropReason.CLOSED, 1);
            return false;
        }
        return true;
    }
}
