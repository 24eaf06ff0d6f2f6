package io.fapilog;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growable FIFO queue of events, each with a number. Grows before it adds, so that an {@code OutOfMemoryError} leaves
 * it unchanged; an {@link java.util.ArrayDeque} would lose its content. Knows the memory of its events. Not
 * thread-safe.
 */
final class EventRing {
    private @Nullable LogEvent[] events = new @Nullable LogEvent[16];
    private int[] numbers = new int[16];
    private int head;
    private int size;
    private long bytes;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The memory of the events in bytes. */
    long bytes() {
        return bytes;
    }

    /** Makes room for one {@link #add}. If this throws, nothing has changed. */
    void ensureRoom() {
        if (size == events.length) {
            @Nullable LogEvent[] larger = Arrays.copyOf(events, 2 * size);
            int[] largerNumbers = Arrays.copyOf(numbers, 2 * size);
            // The events before the head are moved behind the others.
            System.arraycopy(events, 0, larger, size, head);
            System.arraycopy(numbers, 0, largerNumbers, size, head);
            Arrays.fill(larger, 0, head, null);
            events = larger;
            numbers = largerNumbers;
        }
    }

    /** Adds {@code event}; {@link #ensureRoom} must have been called. */
    void add(LogEvent event, int number) {
        int tail = (head + size) & (events.length - 1);
        events[tail] = event;
        numbers[tail] = number;
        size++;
        bytes += event.size();
    }

    /** The oldest event, or null. */
    @Nullable
    LogEvent first() {
        return events[head];
    }

    /** Whether the oldest event was added before that of {@code other}. The numbers of queued events may overflow. */
    boolean isBefore(EventRing other) {
        return size > 0 && (other.size == 0 || numbers[head] - other.numbers[other.head] < 0);
    }

    /** Removes the oldest event; there must be one. */
    @SuppressWarnings("NullAway") // there is one
    LogEvent remove() {
        LogEvent event = events[head];
        events[head] = null;
        head = (head + 1) & (events.length - 1);
        size--;
        bytes -= event.size();
        return event;
    }

    void clear() {
        Arrays.fill(events, null);
        head = 0;
        size = 0;
        bytes = 0;
    }
}
