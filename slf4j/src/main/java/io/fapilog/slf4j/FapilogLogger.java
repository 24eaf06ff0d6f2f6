package io.fapilog.slf4j;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.SpareBuilder;
import io.fapilog.StructuredArguments;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A logger of SLF4J that logs to {@link Fapilog#current()}. Thread-safe; serialized by its name.
 *
 * <p>On the caller's thread the level is checked, the message is formatted, and everything that may change later is
 * captured: MDC, attributes, structured arguments, markers (field {@code marker}), thread name and time stamp. This
 * does no I/O and throws nothing into the application, not even an {@link Error}: an event that cannot be captured
 * completely is logged with what could be captured.
 *
 * <p>The last argument is the exception if it is a {@link Throwable}; a placeholder that is left for it shows it too.
 *
 * <p>What is lost: the caller boundary of the fluent API, since no caller data is collected, and the references between
 * markers. What other threads log in the instant in which SLF4J ends its start may be lost within SLF4J, which records
 * such events and replays them once.
 */
// Public because SLF4J replays the events of its own start by reflection on this class.
public final class FapilogLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;
    /** The marker that Apache Commons Logging gives to all its events. */
    private static final String COMMONS_LOGGING = "COMMONS-LOGGING";

    /** The last result of {@link #isEnabled}. Immutable, so that a race only repeats the look-up. */
    private transient @Nullable Threshold threshold;

    FapilogLogger(String name) {
        this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
        return isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return isEnabled(Level.ERROR);
    }

    @Override
    public LoggingEventBuilder makeLoggingEventBuilder(org.slf4j.event.Level level) {
        return new EventBuilder(this, level);
    }

    /** Logs an event of the fluent API, or one that SLF4J has recorded during its start, if its level passes. */
    @Override
    public void log(LoggingEvent event) {
        try {
            Level level = level(event.getLevel());
            if (isEnabled(level)) {
                log(level, event);
            }
        } catch (Throwable e) {
            // The level could not be read.
        }
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return FapilogLogger.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
            org.slf4j.event.Level slf4jLevel,
            @Nullable Marker marker,
            @Nullable String pattern,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        Level level = level(slf4jLevel);
        try {
            LogEvent event =
                    SpareBuilder.use(this, (logger, to) -> logger.event(to, level, marker, pattern, arguments, thrown));
            if (event != null) {
                Fapilog.current().log(event);
            }
        } catch (Throwable e) {
            logBare(level, pattern, thrown);
        }
    }

    private void log(Level level, LoggingEvent from) {
        try {
            LogEvent event = SpareBuilder.use(from, (fluent, to) -> event(to, level, fluent));
            if (event != null) {
                Fapilog.current().log(event);
            }
        } catch (Throwable e) {
            logBare(level, from.getMessage(), from.getThrowable());
        }
    }

    /** Logs the parts of the event that need no code of the application. */
    private void logBare(Level level, @Nullable String pattern, @Nullable Throwable thrown) {
        try {
            Fapilog.current()
                    .log(LogEvent.builder(level, name, pattern)
                            .context(ContextMap.current())
                            .throwable(thrown)
                            .build());
        } catch (Throwable e) {
            // Out of memory or stack: nothing may be thrown into the application.
        }
    }

    private LogEvent event(
            LogEvent.Builder to,
            Level level,
            @Nullable Marker marker,
            @Nullable String pattern,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        to.begin(level, name);
        Message.set(to, pattern, arguments, thrown);
        addContextAndThrown(to, arguments, thrown);
        StructuredArguments.add(arguments, to);
        if (marker != null) {
            addMarkers(to, List.of(marker));
        }
        return to.build();
    }

    private LogEvent event(LogEvent.Builder to, Level level, LoggingEvent from) {
        @Nullable Object @Nullable [] arguments = from.getArgumentArray();
        to.begin(level, name);
        // In the fluent API the message is optional.
        if (from.getMessage() != null) {
            Message.set(to, from.getMessage(), arguments, null);
        }
        addContextAndThrown(to, arguments, from.getThrowable());
        if (from.getTimeStamp() != 0) {
            to.timestamp(TimeUnit.MILLISECONDS.toNanos(from.getTimeStamp()));
        }
        if (from.getThreadName() != null) {
            to.thread(from.getThreadName());
        }
        addKeyValues(to, from.getKeyValuePairs());
        StructuredArguments.add(arguments, to);
        addMarkers(to, from.getMarkers());
        return to.build();
    }

    private static void addContextAndThrown(
            LogEvent.Builder to, @Nullable Object @Nullable [] arguments, @Nullable Throwable thrown) {
        to.context(ContextMap.current());
        to.throwable(thrown != null ? thrown : MessageFormatter.getThrowableCandidate(arguments));
    }

    private boolean isEnabled(Level level) {
        try {
            Fapilog current = Fapilog.current();
            Object levels = current.levelsInForce();
            Threshold known = threshold;
            if (known == null || known.levels != levels) {
                known = new Threshold(levels, current.threshold(name));
                threshold = known;
            }
            return known.least != null && level.isAtLeast(known.least);
        } catch (Throwable e) {
            return false;
        }
    }

    private static void addKeyValues(LogEvent.Builder event, @Nullable List<KeyValuePair> pairs) {
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                event.attribute(pair.key, pair.value);
            }
        }
    }

    @SuppressWarnings("deprecation") // all versions of SLF4J have this method only
    private static void addMarkers(LogEvent.Builder event, @Nullable List<@Nullable Marker> markers) {
        if (markers == null || markers.isEmpty()) {
            return;
        }
        String names = StructuredArguments.addMarkers(markers, Marker::iterator, event).stream()
                .map(marker -> marker == null ? "null" : marker.getName())
                .filter(name -> !COMMONS_LOGGING.equals(name))
                .collect(Collectors.joining(","));
        if (!names.isEmpty()) {
            event.attribute("marker", names);
        }
    }

    private static Level level(org.slf4j.event.Level level) {
        return switch (level) {
            case TRACE -> Level.TRACE;
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }

    /** The least level that passes this logger while {@code levels} are in force; null when none does. */
    private record Threshold(Object levels, @Nullable Level least) {}
}
