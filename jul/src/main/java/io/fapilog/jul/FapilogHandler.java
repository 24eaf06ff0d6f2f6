package io.fapilog.jul;

import io.fapilog.Diagnostics;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.LimitedDiagnostics;
import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Brings the records of {@code java.util.logging} to fapilog's sinks. In {@code logging.properties}:
 *
 * <pre>
 * handlers = io.fapilog.jul.FapilogHandler
 * io.fapilog.jul.FapilogHandler.sink = loki://loki:3100?labels=app=shop,env=prod
 * </pre>
 *
 * <p>{@code sink} (or {@code sinks}) is a sink, or a list of them as in {@code FAPILOG_SINKS}; without it that variable counts.
 * {@code level} ({@code ALL} by default) and {@code filter} are those of every handler. The other names are settings of {@link
 * FapilogBuilder}: {@code service}, {@code enabled}, {@code queueMaxsize}, {@code buffer}, {@code overflow}, {@code
 * blockTimeout}, {@code console}, {@code closeTimeout}, {@code jmx}. A misspelt name cannot be found: the log manager does not list names.
 *
 * <p><b>Levels:</b> SEVERE is ERROR, WARNING is WARN, INFO and CONFIG are INFO, FINE is DEBUG, FINER and FINEST are TRACE; any
 * other becomes the next lower one of these by its value.
 *
 * <p><b>Failures</b> go to the error manager, which unless it is replaced writes each to standard error. After a configuration
 * that cannot be used one message lists all that is wrong, and the handler stays off. Nothing is thrown.
 *
 * <p><b>On the caller's thread</b> the message is formatted with its parameters and its resource bundle, and thread name and
 * time (to the nanosecond) are captured; the throwable is rendered later. Nothing does I/O.
 *
 * <p><b>What is lost:</b> source class and method, the sequence number, parameters that the message does not show, the name of
 * a thread that handed its record to another one ({@code thread-} and its number stands for it), and a formatter. There is no
 * context map.
 *
 * <p>{@link LogManager#reset} closes it. Thread-safe.
 */
public final class FapilogHandler extends Handler {
    private static final String PREFIX = FapilogHandler.class.getName() + ".";
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(5);
    private static final List<String> SETTINGS = List.of(
            "service",
            "enabled",
            "queueMaxsize",
            "buffer",
            "overflow",
            "blockTimeout",
            "console",
            "closeTimeout",
            "jmx");

    private final Diagnostics diagnostics = new LimitedDiagnostics(new Errors(), TimeSource.system());
    private final @Nullable Fapilog shared;
    private volatile @Nullable Fapilog fapilog;

    /**
     * A handler with a pipeline of its own, configured by the log manager's properties. Does no network I/O, never
     * throws.
     */
    public FapilogHandler() {
        shared = null;
        setErrorManager(new StandardError());
        try {
            setLevelAndFilter();
            Fapilog made = make();
            fapilog = made.stats().isEmpty() ? null : made;
        } catch (Throwable e) {
            diagnostics.warn("start", FapilogHandler.class.getName() + " stays off: " + e.getMessage());
        }
    }

    /** A handler to a pipeline that belongs to the caller: its close is not done here. Takes all levels. */
    public FapilogHandler(Fapilog shared) {
        this.shared = shared;
        fapilog = shared;
        setErrorManager(new StandardError());
    }

    /** The pipeline behind it, for statistics and flushes; null when it is off. */
    public @Nullable Fapilog fapilog() {
        return fapilog;
    }

    /** Takes a record. Never throws, does no I/O. */
    @Override
    public void publish(@Nullable LogRecord entry) {
        Fapilog target = fapilog;
        if (target == null || entry == null) {
            return;
        }
        try {
            if (isLoggable(entry)) {
                target.log(Records.translate(entry));
            }
        } catch (Throwable e) {
            tell(e);
        }
    }

    /** Waits until everything taken so far is settled, for at most 5 s. */
    @Override
    public void flush() {
        Fapilog target = fapilog;
        if (target != null) {
            target.flush(LONGEST_FLUSH);
        }
    }

    /** Delivers what was taken and ends the pipeline, within the close timeout. Records that come later are ignored. */
    @Override
    public void close() {
        Fapilog closing = fapilog;
        fapilog = null;
        if (closing != null && closing != shared) {
            closing.close();
        }
    }

    private void tell(Throwable failure) {
        try {
            diagnostics.warn(
                    "event",
                    "an event could not be taken: " + failure.getClass().getName());
        } catch (Throwable e) {
            // There is no memory for the words, or no stack.
        }
    }

    private Fapilog make() {
        FapilogBuilder builder = Fapilog.builder().diagnostics(diagnostics);
        for (String name : List.of("sink", "sinks")) {
            String sinks = property(name);
            if (sinks != null) {
                builder.sinks(sinks);
            }
        }
        for (String name : SETTINGS) {
            String value = property(name);
            if (value != null) {
                builder.setting(name, value);
            }
        }
        return builder.start();
    }

    private void setLevelAndFilter() {
        String level = property("level");
        String filter = property("filter");
        try {
            if (level != null) {
                setLevel(Level.parse(level));
            }
        } catch (IllegalArgumentException e) {
            diagnostics.warn("level", PREFIX + "level=" + level + " is no level; all are taken");
        }
        try {
            if (filter != null) {
                Class<?> type = ClassLoader.getSystemClassLoader().loadClass(filter);
                setFilter((Filter) type.getDeclaredConstructor().newInstance());
            }
        } catch (ReflectiveOperationException | ClassCastException e) {
            diagnostics.warn("filter", PREFIX + "filter=" + filter + " is no usable filter; there is none: " + e);
        }
    }

    private static @Nullable String property(String name) {
        String value = LogManager.getLogManager().getProperty(PREFIX + name);
        return value == null ? null : value.strip();
    }

    /** The error manager, which knows failures only. */
    private final class Errors implements Diagnostics {
        @Override
        public void info(String message) {
            if (getErrorManager() instanceof StandardError) {
                System.err.println("INFO fapilog: " + message);
            }
        }

        @Override
        public void warn(String key, String message) {
            reportError(message, null, ErrorManager.GENERIC_FAILURE);
        }
    }

    /** The JDK's own error manager writes its first error only; ours are limited in number already. */
    private static final class StandardError extends ErrorManager {
        @Override
        public synchronized void error(@Nullable String message, @Nullable Exception cause, int code) {
            System.err.println("WARN fapilog: " + message);
        }
    }
}
