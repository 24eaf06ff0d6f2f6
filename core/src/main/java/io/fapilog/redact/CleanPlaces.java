package io.fapilog.redact;

import org.jspecify.annotations.Nullable;

/**
 * The threads and contexts in which nothing was found to mask, each thread with its last context: events that a thread logs
 * one after the other have the same context. They are known as the same objects. Bounded, for one thread.
 */
@SuppressWarnings("ReferenceEquality") // only the same objects are known without a comparison
final class CleanPlaces {
    /** The most threads that are kept, a power of two. */
    private static final int MOST_KEPT = 128;

    private final @Nullable String[] threads = new @Nullable String[MOST_KEPT];
    private final @Nullable Object[] contexts = new @Nullable Object[MOST_KEPT];

    boolean contains(String thread, Object context) {
        int slot = slot(thread);
        return contexts[slot] == context && threads[slot] == thread;
    }

    void add(String thread, Object context) {
        int slot = slot(thread);
        threads[slot] = thread;
        contexts[slot] = context;
    }

    private static int slot(String thread) {
        int hash = thread.hashCode();
        return (hash ^ hash >>> 16) & MOST_KEPT - 1;
    }
}
