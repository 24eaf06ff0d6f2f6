package io.fapilog;

import org.jspecify.annotations.Nullable;

/** The name that an event shows for a thread. */
final class ThreadName {
    private static final String NAMELESS = "virtual";

    private ThreadName() {}

    /**
     * {@code given}, or the name of the calling thread if there is none. Virtual threads have no name unless the
     * application gives one; a nameless thread is called by its number, which is known for the calling thread only.
     */
    static String of(@Nullable String given) {
        if (given != null && !given.isEmpty()) {
            return given;
        }
        Thread caller = Thread.currentThread();
        String name = caller.getName();
        if (name.isEmpty()) {
            return NAMELESS + "-" + caller.getId();
        }
        return given == null ? name : NAMELESS;
    }
}
