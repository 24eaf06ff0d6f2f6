package io.fapilog.devloki;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The replies that a {@link DevLoki} gives to pushes instead of its own. The replies of {@link #next} are given first,
 * each once and in order; then the first {@link #when} whose condition is true. Without a matching reply the server
 * responds as Loki does. Thread-safe; does not block.
 */
public final class Script {
    private final Deque<Reply> queue = new ArrayDeque<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Runnable> stalled = new ArrayList<>();

    private record Rule(Predicate<ReceivedPush> condition, Reply reply) {}

    Script() {}

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

    /** Removes all replies and continues all stalled pushes. */
    public void clear() {
        removeReplies();
        release();
    }

    private synchronized void removeReplies() {
        queue.clear();
        rules.clear();
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
    synchronized @Nullable Reply takeEarly(ReceivedPush push) {
        Reply first = queue.peek();
        if (first != null) {
            return first.early() ? queue.poll() : null;
        }
        return ruled(push, true);
    }

    /** The reply to {@code push}, null if none is scripted. */
    synchronized @Nullable Reply take(ReceivedPush push) {
        Reply first = queue.poll();
        return first != null ? first : ruled(push, false);
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
