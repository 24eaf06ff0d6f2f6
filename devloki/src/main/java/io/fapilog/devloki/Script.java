package io.fapilog.devloki;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The replies that a {@link DevLoki} gives to pushes instead of its own. The replies of {@link #next} are given first,
 * each once and in order; then the first {@link #fault} that lasts; then the first {@link #when} whose condition is
 * true. Without a matching reply the server responds as Loki does. Thread-safe; does not block.
 */
public final class Script {
    private final Deque<Reply> queue = new ArrayDeque<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<RunningFault> faults = new ArrayList<>();
    private final List<Runnable> stalled = new ArrayList<>();
    private final InstantSource clock;
    private long lastFault;

    private record Rule(Predicate<ReceivedPush> condition, Reply reply) {}

    Script(InstantSource clock) {
        this.clock = clock;
    }

    /** Gives these replies to the next pushes, each once. */
    public synchronized Script next(Reply... replies) {
        queue.addAll(List.of(replies));
        return this;
    }

    /** Gives {@code reply} to the next {@code count} pushes. */
    public synchronized Script next(int count, Reply reply) {
        for (int i = 0; i < count; i++) {
            queue.add(reply);
        }
        return this;
    }

    /** Gives {@code reply} to every push until {@link #clear()}. */
    public Script always(Reply reply) {
        return when(push -> true, reply);
    }

    /**
     * Gives {@code reply} to every push that {@code condition} accepts, until {@link #clear()}. A server thread calls
     * the condition, with a push whose status is still 0, while it holds the lock of this script.
     */
    public synchronized Script when(Predicate<ReceivedPush> condition, Reply reply) {
        rules.add(new Rule(condition, reply));
        return this;
    }

    /**
     * Adds a fault, which is written as text:
     *
     * <pre>
     * fault  = [ "after" DURATION ":" ] answer { bound }
     * answer = STATUS | "slow" DURATION | "hang" | "away"
     * bound  = "for" DURATION | "next" COUNT | "retry-after" DURATION
     * </pre>
     *
     * <p>For example {@code 429 for 30s}, {@code 500 next 5}, {@code slow 2s for 1m}, {@code hang for 30s}, {@code 401}
     * or {@code after 10s: 503 retry-after 5s for 20s}. STATUS is a response from 200 to 599. With {@code slow} the push
     * is stored and answered late; with {@code hang} it is kept in memory, and stored and answered when the time of the
     * fault is over, which continues all stalled pushes, or at {@link #release()}; with {@code away} the connection is
     * reset. DURATION is a whole number with the unit ms, s, m, h or d, at most 365d; {@code retry-after} belongs to a
     * STATUS and is in whole seconds. COUNT is from 1 to 1 000 000.
     *
     * <p>A fault begins now, or after the DURATION of {@code after}. It ends with its time or its count, whichever is
     * first, or else at {@link #clear()}. Of several faults the first one that lasts gives the reply, so that {@code 429
     * for 30s} and {@code 503 for 1m} are 30 seconds of 429 and then 30 of 503. The clock is that of
     * {@link DevLokiBuilder#clock}; only {@code slow} is in real time.
     *
     * @throws IllegalArgumentException if {@code text} is no fault; the message says what is allowed
     */
    public Script fault(String text) {
        addFault(text);
        return this;
    }

    /** The same as {@link #fault}. Returns its state. */
    RunningFault.State addFault(String text) {
        Fault fault = Fault.parse(text);
        synchronized (this) {
            Instant now = clock.instant();
            RunningFault running = new RunningFault(Long.toString(++lastFault), fault, now);
            faults.add(running);
            return running.state(now);
        }
    }

    /** The faults that are not over, in the order they were added. */
    List<RunningFault.State> faults() {
        endFaults();
        synchronized (this) {
            Instant now = clock.instant();
            return faults.stream().map(fault -> fault.state(now)).toList();
        }
    }

    /** Ends the fault {@code id} and, if it is a hang, continues all stalled pushes. Returns whether there was one. */
    boolean removeFault(String id) {
        List<RunningFault> removed;
        synchronized (this) {
            removed = faults.stream().filter(fault -> fault.id().equals(id)).toList();
            faults.removeAll(removed);
        }
        if (removed.stream().anyMatch(RunningFault::hangs)) {
            release();
        }
        return !removed.isEmpty();
    }

    /** Ends all faults and continues all stalled pushes. */
    void removeFaults() {
        synchronized (this) {
            faults.clear();
        }
        release();
    }

    /** Forgets the faults that are over, and continues all stalled pushes if the time of a hang is over. */
    void endFaults() {
        boolean released;
        synchronized (this) {
            Instant now = clock.instant();
            released = faults.stream().anyMatch(fault -> fault.hangs() && fault.timeIsOver(now));
            faults.removeIf(fault -> fault.over(now));
        }
        if (released) {
            release();
        }
    }

    /** The time to the end of the next hang that ends, null if there is none. */
    synchronized @Nullable Duration untilRelease() {
        Instant now = clock.instant();
        return faults.stream()
                .filter(RunningFault::hangs)
                .map(fault -> fault.remaining(now))
                .filter(Objects::nonNull)
                .min(Duration::compareTo)
                .orElse(null);
    }

    /** The number of replies of {@link #next} that are still to be given. */
    public synchronized int remaining() {
        return queue.size();
    }

    /** The number of pushes that are stalled. */
    public synchronized int stalled() {
        return stalled.size();
    }

    /** Continues all stalled pushes. */
    public void release() {
        takeStalled().forEach(Runnable::run);
    }

    /** Removes all replies and faults, and continues all stalled pushes. */
    public void clear() {
        removeReplies();
        release();
    }

    private synchronized void removeReplies() {
        queue.clear();
        rules.clear();
        faults.clear();
    }

    /** Drops the stalled pushes. The caller closes their connections. */
    void abandon() {
        takeStalled();
    }

    private synchronized List<Runnable> takeStalled() {
        List<Runnable> taken = List.copyOf(stalled);
        stalled.clear();
        return taken;
    }

    /** Runs {@code rest} at the next {@link #release()}. */
    synchronized void stall(Runnable rest) {
        stalled.add(rest);
    }

    /** The reply to give before the body of {@code push} is read, null if there is none. */
    @Nullable
    Reply takeEarly(ReceivedPush push) {
        endFaults();
        synchronized (this) {
            Reply first = queue.peek();
            if (first != null) {
                return first.early() ? queue.poll() : null;
            }
            RunningFault fault = currentFault();
            if (fault != null) {
                return fault.reply().early() ? fault.hit() : null;
            }
            return ruled(push, true);
        }
    }

    /** The reply to {@code push}, null if none is scripted. */
    synchronized @Nullable Reply take(ReceivedPush push) {
        Reply first = queue.poll();
        if (first != null) {
            return first;
        }
        RunningFault fault = currentFault();
        return fault != null ? fault.hit() : ruled(push, false);
    }

    private @Nullable RunningFault currentFault() {
        Instant now = clock.instant();
        return faults.stream().filter(fault -> fault.answers(now)).findFirst().orElse(null);
    }

    private @Nullable Reply ruled(ReceivedPush push, boolean early) {
        for (Rule rule : rules) {
            if (rule.reply.early() == early && rule.condition.test(push)) {
                return rule.reply;
            }
        }
        return null;
    }
}
