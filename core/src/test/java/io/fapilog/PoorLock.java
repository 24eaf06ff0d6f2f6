package io.fapilog;

import java.util.concurrent.locks.ReentrantLock;

/** A lock for which there is no memory at times, as may happen before JDK 21. */
final class PoorLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    /** How many of the next calls of {@link #lock} throw. */
    int failures;

    @Override
    public void lock() {
        if (failures > 0) {
            failures--;
            throw new OutOfMemoryError("simulated");
        }
        super.lock();
    }
}
