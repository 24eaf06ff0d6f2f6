package io.fapilog;

import io.fapilog.config.QueueOptions;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Checks that events are dropped for lack of room only when there is none, as {@link EventQueue} defines it. It follows
 * the queue with a list of its own.
 */
final class RoomCheck {
    private final QueueOptions options;
    private final SimulatedProcess process;
    private final Model model;
    private final Deque<LogEvent> queued = new ArrayDeque<>();
    private long overflowed;

    RoomCheck(QueueOptions options, SimulatedProcess process, Model model) {
        this.options = options;
        this.process = process;
        this.model = model;
    }

    /**
     * Checks the offer of {@code event}.
     *
     * @param isPrompt whether the worker has run until it had nothing to do since it was last woken
     */
    void offered(LogEvent event, boolean isAdded, boolean isPrompt) {
        if (isAdded) {
            queued.add(event);
        }
        if (process.overflowed() > overflowed) {
            long sink = process.sink.pendingBytes();
            dropped(event, isAdded);
            boolean isOfTheSleepingWorker =
                    isPrompt && sink <= options.buffer() / 2 && event.size() <= options.buffer() / 4;
            model.expect(!isOfTheSleepingWorker, "dropped while the worker slept:", sink, options, process.stats());
            boolean isFullSink = isPrompt && sink >= sinkLimit();
            model.expect(!isFullSink || !process.hasRoomOnDisk(), "dropped beside a spool with room:", sink, options);
        }
    }

    private void dropped(LogEvent event, boolean isAdded) {
        SinkStats stats = process.stats();
        // The last event that had to go, without which there was room.
        LogEvent last = event;
        while (queued.size() > stats.events().queued()) {
            last = removeLeastSevere();
        }
        long bytes = stats.buffer().bytes() + last.size();
        boolean isFull = stats.events().queued() >= options.maxEvents() || bytes > options.buffer();
        model.expect(isFull, "dropped although there was room:", isAdded, event.size(), options, stats);
        overflowed = process.overflowed();
    }

    /** Removes the oldest of the queued events below WARN; if there are none, of those of WARN, then of all. */
    private LogEvent removeLeastSevere() {
        LogEvent least = queued.element();
        for (LogEvent each : queued) {
            if (!each.level().isAtLeast(least.level()) && least.level().isAtLeast(Level.WARN)) {
                least = each;
            }
        }
        queued.remove(least);
        return least;
    }

    /** Follows a step of the worker, which may have taken events. */
    void worked(long left) {
        while (queued.size() > left) {
            LogEvent unused = queued.remove();
        }
        overflowed = process.overflowed();
    }

    /**
     * Checks that the sink has dropped events to make room.
     *
     * @param held the bytes that it held before
     * @param couldSend whether it could have sent them instead
     */
    void sinkDropped(long held, boolean couldSend) {
        model.expect(held >= sinkLimit(), "the sink dropped events below its limit:", held, options);
        SinkStats stats = process.statsNow();
        model.expect(!couldSend || model.mayThrow(), "the sink dropped events that it could have sent:", stats);
        worked(stats.events().queued());
        long bytes = queued.stream().mapToLong(LogEvent::size).sum();
        boolean isHalfFull =
                2 * queued.size() >= options.maxEvents() || bytes >= Math.max(0, options.buffer() - held) / 2;
        model.expect(isHalfFull, "the sink dropped events for a queue with room:", bytes, held, options);
    }

    /** What the sink may hold. */
    private long sinkLimit() {
        return options.buffer() - options.buffer() / 8;
    }
}
