package io.fapilog;

import io.fapilog.spi.Ledger;
import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The account of one sink.
 *
 * <p>One lock guards the account and the queue, so that an event is at no moment counted twice or not at all: the queue
 * counts an event as accepted, as dropped or as taken in the same critical section in which it adds or removes it, and
 * the worker counts what it settles. The lock is held for a few instructions and never during I/O. Nothing is allocated
 * to count, so that the account holds when the heap is full.
 */
final class SinkLedger implements Ledger {
    final ReentrantLock lock = new ReentrantLock();

    private final TimeSource time;
    /** By reason. Plain numbers, as all that must be counted: where memory is short, counting must not fail. */
    private final long[] dropped = new long[DropReason.values().length];

    /** By status. */
    private final long[] pushes = new long[1_000];

    private long accepted;
    private long taken;
    private long settled;
    private long delivered;
    private long rejected;
    private long uncertain;
    private long truncated;
    private long retries;
    private long wireBytes;
    private long wakeUps;
    private long pushNanos;
    private long recovered;
    private long spooled;
    private long spoolBytes;
    private long spoolOldest = NO_EVENT;
    private boolean succeeded;
    private long successTicks;

    SinkLedger(TimeSource time) {
        this.time = time;
    }

    /** The queue was offered an event. Under the lock. */
    void accepted() {
        accepted++;
    }

    /** The queue gave up an event that it holds or was just offered. Under the lock. */
    void droppedInQueue(DropReason reason, long events) {
        count(reason, events);
    }

    /** The worker took events from the queue. Under the lock. */
    void taken(long events) {
        taken += events;
    }

    /** Somebody woke the worker. Under the lock. */
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
                succeeded = true;
                successTicks = time.ticks();
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
    public void retried() {
        lock();
        try {
            retries++;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pushed(int status, long bytes, long nanos) {
        lock();
        try {
            pushes[Math.min(status, pushes.length - 1)]++;
            wireBytes += bytes;
            pushNanos += nanos;
        } finally {
            lock.unlock();
        }
    }

    /** How many events the full buffer has cost. Under the lock. */
    long overflowed() {
        return dropped[index(DropReason.OVERFLOW)];
    }

    /**
     * The account, together with what the queue holds now. Under the lock.
     *
     * @param oldest the time stamp of the oldest event that is not settled, or {@link #NO_EVENT}
     */
    SinkStats snapshot(String sink, long queued, long bufferBytes, long bufferLimit, long oldest) {
        SinkStats.Events events = new SinkStats.Events(
                accepted, delivered, rejected, uncertain, droppedByReason(), queued, taken - settled, truncated);
        SinkStats.Pushes all =
                new SinkStats.Pushes(pushesByStatus(), retries, wireBytes, Duration.ofNanos(pushNanos), sinceSuccess());
        return new SinkStats(
                sink,
                events,
                new SinkStats.Buffer(bufferBytes, bufferLimit),
                all,
                new SinkStats.Spool(recovered, spooled, spoolBytes),
                age(Math.min(spoolOldest, queued + taken == settled ? NO_EVENT : oldest)),
                wakeUps);
    }

    /** The age of an event; zero for one of the future, as after a step back of the clock. */
    private Duration age(long timestamp) {
        return timestamp == NO_EVENT ? Duration.ZERO : Duration.ofNanos(Math.max(0, time.epochNanos() - timestamp));
    }

    private @Nullable Duration sinceSuccess() {
        return succeeded ? Duration.ofNanos(time.ticks() - successTicks) : null;
    }

    private Map<DropReason, Long> droppedByReason() {
        Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            byReason.put(reason, dropped[index(reason)]);
        }
        return Collections.unmodifiableMap(byReason);
    }

    private Map<Integer, Long> pushesByStatus() {
        Map<Integer, Long> map = new TreeMap<>();
        for (int status = 0; status < pushes.length; status++) {
            if (pushes[status] > 0) {
                map.put(status, pushes[status]);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    /**
     * JDKs before 21 need memory to wait for a lock, and throw where there is none; but nobody holds this one for long.
     */
    private void lock() {
        while (true) {
            try {
                lock.lock();
                return;
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait();
            }
        }
    }

    private void count(DropReason reason, long events) {
        dropped[index(reason)] += events;
    }

    @SuppressWarnings("EnumOrdinal") // of this process alone
    private static int index(DropReason reason) {
        return reason.ordinal();
    }
}
