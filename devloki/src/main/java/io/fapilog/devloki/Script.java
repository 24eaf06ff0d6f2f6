package io.fapilog.devloki;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DevLoki} answers to pushes instead of its own verdict. The answers of {@link #next} come first, each
 * once and in their order; then the first {@link #when} that applies. Thread-safe; does not block.
 */
public final class Script {
    private final Deque<Reply> queue = new ArrayDeque<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();

    private record Rule(Predicate<ReceivedPush> condition, Reply answer) {}

    Script() {}

    /** Answers the next pushes with these, each once. */
    public synchronized Script next(Reply... answers) {
        queue.addAll(List.of(answers));
        return this;
    }

    /** Answers the next {@code count} pushes with {@code answer}. */
    public synchronized Script next(int count, Reply answer) {
        for (int i = 0; i < count; i++) {
            queue.add(answer);
        }
        return this;
    }

    /** Answers every push with {@code answer} until {@link #clear()}. */
    public Script always(Reply answer) {
        return when(push -> true, answer);
    }

    /**
     * Answers every push that {@code condition} accepts with {@code answer} until {@link #clear()}. The condition is
     * called on a server thread with a push whose status is still 0.
     */
    public synchronized Script when(Predicate<ReceivedPush> condition, Reply answer) {
        rules.add(new Rule(condition, answer));
        return this;
    }

    /** The answers of {@link #next} that have not been given yet. */
    public synchronized int waiting() {
        return queue.size();
    }

    /** The pushes that are stalled now. */
    public synchronized int stalled() {
        return held.size();
    }

    /** Goes on with all stalled pushes. */
    public void release() {
        takeHeld().forEach(Runnable::run);
    }

    /** Forgets all answers and goes on with all stalled pushes. */
    public void clear() {
        forget();
        release();
    }

    private synchronized void forget() {
        queue.clear();
        rules.clear();
    }

    /** Drops the stalled pushes; their connections are gone. */
    void abandon() {
        takeHeld();
    }

    private synchronized List<Runnable> takeHeld() {
        List<Runnable> taken = List.copyOf(held);
        held.clear();
        return taken;
    }

    synchronized void hold(Runnable rest) {
        held.add(rest);
    }

    /** The answer that is due before the body of {@code push} is read, null when there is none. */
    synchronized @Nullable Reply takeEarly(ReceivedPush push) {
        Reply first = queue.peek();
        if (first != null) {
            return first.early() ? queue.poll() : null;
        }
        for (Rule rule : rules) {
            if (rule.answer.early() && rule.condition.test(push)) {
                return rule.answer;
            }
        }
        return null;
    }

    /** The answer to {@code push}, null when it is not scripted. */
    synchronized @Nullable Reply take(ReceivedPush push) {
        Reply first = queue.poll();
        return first != null ? first : ruled(push);
    }

    private @Nullable Reply ruled(ReceivedPush push) {
        for (Rule rule : rules) {
            if (!rule.answer.early() && rule.condition.test(push)) {
                return rule.answer;
            }
        }
        return null;
    }
}
