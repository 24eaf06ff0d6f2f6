package io.fapilog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The ledger of one sink.
 *
 * <p>One lock guards the ledger and the queue, so that every event is counted exactly once at any moment: the queue
 * counts an event as accepted, dropped or taken in the critical section in which it adds or removes it, and the worker
 * counts what it settles. The lock is held for a few instructions and never during I/O. Counting allocates nothing, so
 * that the ledger balances when the heap is full.
 */
final class SinkLedger implements Ledger {
    /** Taken by {@link #lock()}. */
    final ReentrantLock lock;

    private final TimeSource time;
    /** By reason. */
    @GuardedBy("lock")
    private final long[] dropped = new long[DropReason.values().length];

    @GuardedBy("lock")
    private final PushFigures pushes = new PushFigures();

    @GuardedBy("lock")
    private long accepted;

    @GuardedBy("lock")
    private long taken;

    @GuardedBy("lock")
    private long settled;

    @GuardedBy("lock")
    private long delivered;

    @GuardedBy("lock")
    private long rejected;

    @GuardedBy("lock")
    private long uncertain;

    @GuardedBy("lock")
    private long truncated;

    @GuardedBy("lock")
    private long unredacted;

    @GuardedBy("lock")
    private long wakeUps;

    @GuardedBy("lock")
    private long recovered;

    @GuardedBy("lock")
    private long spooled;

    @GuardedBy("lock")
    private long spoolBytes;

    @GuardedBy("lock")
    private long spoolOldest = NO_EVENT;

    SinkLedger(TimeSource time) {
        this(time, new ReentrantLock());
    }

    /** A ledger that is guarded by {@code lock}. */
    SinkLedger(TimeSource time, ReentrantLock lock) {
        this.time = time;
        this.lock = lock;
    }

    /**
     * Takes the lock, also without memory. Before JDK 21, waiting for a lock needs memory and may throw; but nobody
     * holds this lock for long.
     */
    void lock() {
        while (true) {
            try {
                lock.lock();
                return;
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait();
            }
        }
    }

    /**
     * Waits for a signal, like {@link Condition#awaitNanos}. If this throws, the lock is held as before; on JDK 17 an
     * {@code OutOfMemoryError} of the condition may come when it has been released.
     */
    @GuardedBy("lock")
    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    long await(Condition condition, long nanos) throws InterruptedException {
        try {
            return condition.awaitNanos(nanos);
        } catch (OutOfMemoryError e) {
            if (!lock.isHeldByCurrentThread()) {
                lock();
            }
            throw e;
        }
    }

    /** Waits like {@link #await}, but an interrupt only ends the wait. Returns whether there was one. */
    @GuardedBy("lock")
    boolean awaitThroughInterrupt(Condition condition, long nanos) {
        try {
            long unused = await(condition, nanos);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Counts an event that was offered to the queue. */
    @GuardedBy("lock")
    void accepted() {
        accepted++;
    }

    /** Counts events that were dropped from the queue or instead of being added to it. */
    @GuardedBy("lock")
    void droppedInQueue(DropReason reason, long events) {
        count(reason, events);
    }

    /** Counts events that the worker has taken from the queue. */
    @GuardedBy("lock")
    void taken(long events) {
        taken += events;
    }

    /** Counts a wake-up of the worker. */
    @GuardedBy("lock")
    void wokenUp() {
        wakeUps++;
    }

    @Override
    public void delivered(long events) {
        lock();
        try {
            delivered += events;
            settled += events;
            if (events > 0) {
                pushes.succeeded(time.ticks());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void rejected(long events) {
        lock();
        try {
            rejected += events;
            settled += events;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void uncertain(long events) {
        lock();
        try {
            uncertain += events;
            rejected(events);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void dropped(DropReason reason, long events) {
        lock();
        try {
            count(reason, events);
            settled += events;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void recovered(long events) {
        lock();
        try {
            recovered += events;
            spooled += events;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void spooled(long events) {
        lock();
        try {
            spooled += events;
            settled += events;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void unspooled(long events) {
        lock();
        try {
            spooled -= events;
            taken += events;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void droppedFromSpool(DropReason reason, long events) {
        lock();
        try {
            spooled -= events;
            count(reason, events);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void spool(long bytes, long oldest) {
        lock();
        try {
            spoolBytes = bytes;
            spoolOldest = oldest;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void truncated() {
        lock();
        try {
            truncated++;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void redactionFailed() {
        lock();
        try {
            unredacted++;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void retried() {
        lock();
        try {
            pushes.retried();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pushed(int status, long bytes, long nanos) {
        lock();
        try {
            pushes.ended(status, bytes, nanos, time.ticks());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void explained(String words) {
        lock();
        try {
            pushes.explained(words);
        } finally {
            lock.unlock();
        }
    }

    /** The number of events that were dropped because of the full buffer. */
    @GuardedBy("lock")
    long overflowed() {
        return dropped[index(DropReason.OVERFLOW)];
    }

    /**
     * The ledger, together with what the queue holds now.
     *
     * @param oldest the time stamp of the oldest event that is not settled, or {@link #NO_EVENT}
     */
    @GuardedBy("lock")
    SinkStats snapshot(String sink, long queued, long bufferBytes, long bufferLimit, long oldest) {
        SinkStats.Events events = new SinkStats.Events(
                accepted,
                delivered,
                rejected,
                uncertain,
                droppedByReason(),
                queued,
                taken - settled,
                truncated,
                unredacted);
        return new SinkStats(
                sink,
                events,
                new SinkStats.Buffer(bufferBytes, bufferLimit),
                pushes.at(time.ticks()),
                new SinkStats.Spool(recovered, spooled, spoolBytes),
                age(Math.min(spoolOldest, queued + taken == settled ? NO_EVENT : oldest)),
                wakeUps);
    }

    /** The age of an event; zero if its time stamp is in the future, as after the clock was set back. */
    private Duration age(long timestamp) {
        return timestamp == NO_EVENT ? Duration.ZERO : Duration.ofNanos(Math.max(0, time.epochNanos() - timestamp));
    }

    @GuardedBy("lock")
    private Map<DropReason, Long> droppedByReason() {
        Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            byReason.put(reason, dropped[index(reason)]);
        }
        return Collections.unmodifiableMap(byReason);
    }

    @GuardedBy("lock")
    private void count(DropReason reason, long events) {
        dropped[index(reason)] += events;
    }

    @SuppressWarnings("EnumOrdinal") // of this process alone
    private static int index(DropReason reason) {
        return reason.ordinal();
    }
}
