package io.fapilog;

/**
 * The rule by which offers enter a queue while producers wait for room in it. Not thread-safe.
 *
 * <p>A producer that finds no room closes the admission, and the offers after it wait as well. Once there is room for
 * many events, the worker opens the admission and wakes all that wait. So a producer waits once for many events; if each
 * waited for the room of its own event, every event would cost a change of threads. While the admission is open, an
 * offer leaves free what the largest waiting event needs, so that small events do not keep a large one waiting.
 */
final class Admission {
    private final BufferUse buffer;
    private int waiting;
    /** The size of the largest event that waits, or that has waited since an event waits without a break. */
    private int largest;

    private boolean open;

    /** An admission to {@code buffer} for which no producer waits. */
    Admission(BufferUse buffer) {
        this.buffer = buffer;
    }

    /** Whether an offered event of {@code size} bytes enters at once. */
    boolean admits(int size) {
        return waiting == 0 ? buffer.fits(size, 1) : open && buffer.fits((long) size + largest, 2);
    }

    /** Whether a producer waits. */
    boolean isAwaited() {
        return waiting > 0;
    }

    /** Begins the wait of a producer. */
    void await(int size) {
        open = false;
        waiting++;
        largest = Math.max(largest, size);
    }

    /** Ends the wait of a producer. */
    void leave() {
        waiting--;
        if (waiting == 0) {
            largest = 0;
        }
    }

    /** Opens if producers wait and there is room for many events. Returns whether to wake them. */
    boolean open() {
        open = waiting > 0 && (open || buffer.isRoomy(largest));
        return open;
    }
}
