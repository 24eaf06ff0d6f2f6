package io.fapilog.jul;

import io.fapilog.Attachment;
import io.fapilog.Diagnostics;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.LogEvent;
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
 * <p>{@code sink} (or {@code sinks}) is a sink, or a list of sinks as in {@code FAPILOG_SINKS}, which is used without
 * it.
 * {@code level} ({@code ALL} by default) and {@code filter} are those of every handler. The other names are the
 * {@linkplain FapilogBuilder#settings settings} of {@link FapilogBuilder}. Patterns of what is masked are named first:
 * {@code redactPatterns = plate} and {@code redactPattern.plate = [A-Z]{2}-\\d{4}}. A misspelt name is not detected, since
 * the log manager does not list names.
 *
 * <p><b>Levels:</b> SEVERE is ERROR, WARNING is WARN, INFO and CONFIG are INFO, FINE is DEBUG, FINER and FINEST are
 * TRACE; any other level becomes the next lower one of these by its value.
 *
 * <p><b>Failures</b> go to the error manager, which writes each to standard error unless it is replaced. If the
 * configuration is invalid, a message lists all violations, and the handler stays off. Nothing is thrown.
 *
 * <p><b>On the caller's thread</b> the message is formatted with its parameters and its resource bundle, and thread
 * name and time stamp (in nanoseconds) are captured; the throwable is rendered later. Nothing does I/O.
 *
 * <p><b>What is lost:</b> source class and method, the sequence number, parameters that the message does not show, the
 * name of a thread that handed its record to another one ({@code thread-} and its number stands for it), and a
 * formatter. There is no context map.
 *
 * <p>{@link LogManager#reset} closes it. Thread-safe.
 */
public final class FapilogHandler extends Handler {
    private static final String PREFIX = FapilogHandler.class.getName() + ".";
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(5);
    private final Attachment attachment;

    /**
     * Creates a handler with a pipeline of its own, configured by the properties of the log manager. Does no network
     * I/O and never throws.
     */
    public FapilogHandler() {
        attachment = new Attachment(new Errors(), null);
        setErrorManager(new StandardError());
        attachment.start(FapilogHandler.class.getName(), this::configure);
    }

    /** Creates a handler for all levels to a pipeline that belongs to the caller, and is not closed here. */
    public FapilogHandler(Fapilog shared) {
        attachment = new Attachment(new Errors(), shared);
        setErrorManager(new StandardError());
        attachment.start(FapilogHandler.class.getName(), builder -> {});
    }

    /** The pipeline, for statistics and flushes; null when the handler is off. */
    public @Nullable Fapilog fapilog() {
        return attachment.fapilog();
    }

    /** Logs a record. Never throws, does no I/O. */
    @Override
    public void publish(@Nullable LogRecord entry) {
        if (entry != null) {
            attachment.log(entry, this::translate);
        }
    }

    /** Waits until everything logged so far is settled, for at most 5 s. */
    @Override
    public void flush() {
        Fapilog target = attachment.fapilog();
        if (target != null) {
            target.flush(LONGEST_FLUSH);
        }
    }

    /**
     * Delivers the accepted events and closes the pipeline, within the close timeout in the background. The exit of the
     * JVM waits for it. Later records are ignored.
     */
    @Override
    public void close() {
        attachment.stop();
    }

    private @Nullable LogEvent translate(LogRecord entry, LogEvent.Builder to) {
        return isLoggable(entry) ? Records.translate(entry, to) : null;
    }

    private void configure(FapilogBuilder builder) {
        setLevelAndFilter();
        for (String name : List.of("sink", "sinks")) {
            String sinks = property(name);
            if (sinks != null) {
                builder.sinks(sinks);
            }
        }
        for (String name : FapilogBuilder.settings()) {
            String value = property(name);
            if (value != null) {
                builder.setting(name, value);
            }
        }
        configurePatterns(builder);
    }

    /** The names of the patterns are a property, since the log manager does not list names. */
    private static void configurePatterns(FapilogBuilder builder) {
        String names = property("redactPatterns");
        for (String name : names == null ? new String[0] : names.split(",")) {
            String regex = property("redactPattern." + name.strip());
            builder.redactPattern(name.strip(), regex == null ? "" : regex);
        }
    }

    private void setLevelAndFilter() {
        String level = property("level");
        String filter = property("filter");
        try {
            if (level != null) {
                setLevel(Level.parse(level));
            }
        } catch (IllegalArgumentException e) {
            attachment
                    .diagnostics()
                    .warn("level", PREFIX + "level=" + level + " is not a level; all levels are logged");
        }
        try {
            if (filter != null) {
                Class<?> type = ClassLoader.getSystemClassLoader().loadClass(filter);
                setFilter((Filter) type.getDeclaredConstructor().newInstance());
            }
        } catch (ReflectiveOperationException | ClassCastException e) {
            attachment
                    .diagnostics()
                    .warn("filter", PREFIX + "filter=" + filter + " is not a usable filter and is ignored: " + e);
        }
    }

    private static @Nullable String property(String name) {
        String value = LogManager.getLogManager().getProperty(PREFIX + name);
        return value == null ? null : value.strip();
    }

    /** JUL's error manager; it has no level below failure. */
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

    /** Writes every error; the JDK's own error manager writes the first one only, and ours are limited already. */
    private static final class StandardError extends ErrorManager {
        @Override
        public synchronized void error(@Nullable String message, @Nullable Exception cause, int code) {
            System.err.println("WARN fapilog: " + message);
        }
    }
}
