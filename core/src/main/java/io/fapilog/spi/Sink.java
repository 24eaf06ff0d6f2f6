package io.fapilog.spi;

import io.fapilog.ConsoleFormat;
import io.fapilog.Diagnostics;
import io.fapilog.DropReason;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.SinkPreview;
import io.fapilog.SinkSetting;
import io.fapilog.config.EventOptions;
import io.fapilog.config.LineOptions;
import io.fapilog.config.Origin;
import io.fapilog.config.QueueOptions;
import io.fapilog.json.JsonLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A destination of events. One thread, the worker of the sink, calls all methods and owns the state of the sink; what
 * other threads produce (an answer) is handed over and picked up in {@link #doWork}.
 *
 * <p>A sink may block only where it has nothing else to do meanwhile (writing to standard output), and never sleeps: it
 * returns the time to wait from {@link #untilWork}.
 */
public interface Sink extends AutoCloseable {
    /**
     * Takes one event. From now on the sink is responsible for settling it with its {@link Ledger}, exactly once.
     *
     * <p>If this throws, the worker settles the event as {@link DropReason#ENCODING_FAILED}; the sink must not have
     * kept it.
     */
    void append(LogEvent event);

    /**
     * Does what can be done now: seals and sends what is due, and processes what has been answered.
     *
     * @param ticks the present {@link TimeSource#ticks()}
     * @return the number of things done; 0 when there was nothing to do
     */
    int doWork(long ticks);

    /**
     * The nanoseconds until {@link #doWork} must be called even if nothing wakes the worker; {@link TimeSource#NEVER}
     * when there is no such time.
     *
     * @param ticks the present {@link TimeSource#ticks()}
     */
    long untilWork(long ticks);

    /**
     * The number of queued events at which the worker should be woken, at least 1. A sink returns 1 when it is empty,
     * so that the first event after idleness starts the interval of its batch; the number of events that the open batch
     * still lacks; and a large number while it could not send anyway. A queue that is half full wakes the worker too.
     */
    int wakeAt();

    /**
     * Requests that everything appended so far is sent without waiting for a full batch or its interval. Returns at
     * once; {@link #settledThrough} shows when it is done. The worker also calls this, and then {@link #doWork}, when
     * the sink holds as much as it may.
     */
    void flush();

    /**
     * Announces that no more events will be logged and that a close waits for the remaining ones; events that were
     * accepted before may still be appended. A sink whose server is unavailable may now leave events to its spool
     * instead of waiting. Called once. Does nothing by default.
     */
    default void drain() {}

    /** The number {@code n} for which the first {@code n} events ever appended are settled. */
    long settledThrough();

    /** The memory held by the events that were appended and are not settled, in bytes. */
    long pendingBytes();

    /**
     * Removes the oldest events that are on disk and not in flight from memory, as many as the sink stores together.
     * They are settled as spooled. The worker calls this, whatever the overflow policy is, when the sink holds as much
     * as it may and the queue needs the room. Does nothing by default.
     *
     * @return the number of events removed; 0 when none can be
     */
    default long releaseStored() {
        return 0;
    }

    /**
     * Removes the oldest events below {@code level} that are not in flight and not on disk from memory, as many as the
     * sink stores together. They are settled as {@link DropReason#OVERFLOW}. The worker calls this for {@link
     * Level#WARN}, then for {@link Level#ERROR}, before it calls {@link #dropOldest}. A sink that does not know the
     * levels of what it holds drops the oldest events of all levels, the default.
     *
     * @return the number of events removed; 0 when there is none
     */
    default long dropOldestBelow(Level level) {
        return level == Level.WARN ? dropOldest() : 0;
    }

    /**
     * Removes the oldest events that are not in flight from memory: as many as the sink stores together, at least one.
     * They are settled as {@link DropReason#OVERFLOW}, or as spooled if they are on disk.
     *
     * @return the number of events removed; 0 when all remaining events are in flight, or are written by the next
     *     {@link #doWork}
     */
    long dropOldest();

    /**
     * Aborts what is in flight, releases all resources, and returns at once. Pending events are settled as
     * {@link DropReason#CLOSED}, or as spooled if they are on disk. No method is called afterwards.
     */
    @Override
    void close();

    /**
     * A sink whose settings have been checked and which has not been created yet.
     *
     * @param name the name of the sink in statistics, meters and messages, without secrets: {@code loki://host:3100}
     * @param queue the bounds of its buffer
     * @param events which events it takes, and what their lines have
     * @param factory creates the sink; called once, must not do I/O nor block
     * @param preview creates what shows the events that the sink would send; called instead of {@code factory}
     * @param settings its settings as they were understood, without secrets, sorted by name
     * @param check finds out whether events would arrive; may be called while the sink works, on any thread
     * @param query reads from the server of the sink; null for a sink without a server that can be asked
     */
    record Plan(
            String name,
            QueueOptions queue,
            EventOptions events,
            Function<Context, Sink> factory,
            Function<Context, Preview> preview,
            List<SinkSetting> settings,
            SinkCheck check,
            @Nullable SinkQuery query) {
        /** A sink that takes all events, and does not state its settings. */
        public Plan(String name, QueueOptions queue, Function<Context, Sink> factory) {
            this(name, queue, EventOptions.DEFAULT, factory, List.of());
        }

        /** A sink that sends nothing but JSON lines. */
        public Plan(
                String name,
                QueueOptions queue,
                EventOptions events,
                Function<Context, Sink> factory,
                List<SinkSetting> settings) {
            this(name, queue, events, factory, unused -> preview(name, events.line()), settings);
        }

        /** A sink of which nothing but the settings can be checked. */
        public Plan(
                String name,
                QueueOptions queue,
                EventOptions events,
                Function<Context, Sink> factory,
                Function<Context, Preview> preview,
                List<SinkSetting> settings) {
            this(name, queue, events, factory, preview, settings, SinkCheck.ofSettings(name, settings), null);
        }

        /** A preview of the JSON lines of a sink that sends nothing else. */
        public static Preview preview(String name, LineOptions options) {
            JsonLine line = new JsonLine(options);
            return event -> {
                line.encode(event, event.timestamp());
                String text = new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
                return new SinkPreview(name, Map.of(), event.timestamp(), Map.of(), text);
            };
        }
    }

    /**
     * The settings of a sink that its URI does not give.
     *
     * @param service the name of the application: {@code FAPILOG_SERVICE}, else {@code OTEL_SERVICE_NAME}, else the
     *     main jar or class
     * @param queue the bounds of the buffer
     * @param console the format of standard output
     * @param events which events the sink takes, and what their lines have
     * @param origin what the sink may tell about this process
     */
    record Defaults(String service, QueueOptions queue, ConsoleFormat console, EventOptions events, Origin origin) {
        /** The defaults for all events, which tell nothing about the process. */
        public Defaults(String service, QueueOptions queue, ConsoleFormat console) {
            this(service, queue, console, EventOptions.DEFAULT, Origin.NONE);
        }
    }

    /** What a sink works with. Thread-safe. */
    interface Context {
        /** The clock. */
        TimeSource time();

        /** The ledger with which the sink settles its events. */
        Ledger ledger();

        /** Where the sink reports. */
        Diagnostics diagnostics();

        /** A random number in [0, 1), for jitter. */
        double random();

        /**
         * Makes the worker call {@link Sink#doWork} soon. For threads other than the worker, for example when an answer
         * has arrived; blocks for a few instructions at most.
         */
        void wakeUp();

        /**
         * Creates a daemon thread for {@code task}. Events that are logged on it are refused, so that a sink never logs
         * about itself.
         *
         * @param name the name of the thread, which gets a prefix
         */
        Thread newThread(Runnable task, String name);
    }
}
