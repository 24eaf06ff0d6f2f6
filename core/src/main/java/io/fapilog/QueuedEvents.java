package io.fapilog;

import org.jspecify.annotations.Nullable;

/**
 * The events in a queue, in the order in which they were added, and by severity: below WARN, WARN, and ERROR. So the
 * oldest event of the least severity is found at once when one has to give way. Knows the memory of its events. An
 * {@code OutOfMemoryError} leaves it unchanged. Not thread-safe.
 */
final class QueuedEvents {
    private final EventRing[] bySeverity = {new EventRing(), new EventRing(), new EventRing()};
    private int added;
    /** Of all events. */
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

    /** The number of the events that are not more severe than {@code level}; those below WARN are equally severe. */
    int sizeUpTo(Level level) {
        int size = 0;
        for (int i = severity(level); i >= 0; i--) {
            size += bySeverity[i].size();
        }
        return size;
    }

    /** Whether there is an event below {@code level}, WARN or ERROR. */
    boolean hasBelow(Level level) {
        return sizeUpTo(level == Level.ERROR ? Level.WARN : Level.INFO) > 0;
    }

    /** The memory of the events that are not more severe than {@code level}, in bytes. */
    long bytesUpTo(Level level) {
        long bytes = 0;
        for (int i = severity(level); i >= 0; i--) {
            bytes += bySeverity[i].bytes();
        }
        return bytes;
    }

    /** Makes room for one {@link #add} of an event of {@code level}. If this throws, nothing has changed. */
    void ensureRoom(Level level) {
        bySeverity[severity(level)].ensureRoom();
    }

    /** Adds {@code event}; {@link #ensureRoom} must have been called. */
    void add(LogEvent event) {
        bySeverity[severity(event.level())].add(event, added++);
        size++;
        bytes += event.size();
    }

    /** The oldest event, or null. */
    @Nullable
    LogEvent first() {
        return oldest().first();
    }

    /** Removes the oldest event; there must be one. */
    LogEvent remove() {
        return removeFrom(oldest());
    }

    /** Removes the oldest of the events that are least severe; there must be one. */
    LogEvent removeLeastSevere() {
        for (EventRing ring : bySeverity) {
            if (!ring.isEmpty()) {
                return removeFrom(ring);
            }
        }
        throw new IllegalStateException("no event is queued");
    }

    void clear() {
        for (EventRing ring : bySeverity) {
            ring.clear();
        }
        size = 0;
        bytes = 0;
    }

    private LogEvent removeFrom(EventRing ring) {
        LogEvent event = ring.remove();
        size--;
        bytes -= event.size();
        return event;
    }

    private EventRing oldest() {
        EventRing low = bySeverity[0];
        EventRing high = bySeverity[1].isBefore(bySeverity[2]) ? bySeverity[1] : bySeverity[2];
        return high.isBefore(low) ? high : low;
    }

    private static int severity(Level level) {
        return switch (level) {
            case TRACE, DEBUG, INFO -> 0;
            case WARN -> 1;
            case ERROR -> 2;
        };
    }
}
