package io.fapilog.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.fapilog.LogEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** Translates events of Logback. */
final class LogbackEvents {
    private LogbackEvents() {}

    static LogEvent translate(ILoggingEvent event) {
        LogEvent.Builder to = LogEvent.builder(
                        level(event.getLevel()), String.valueOf(event.getLoggerName()), message(event))
                .timestamp(nanos(event));
        if (event.getThreadName() != null) {
            to.thread(event.getThreadName());
        }
        // Not copied: Logback passes the map of an event to other threads, and never changes it afterwards.
        Map<String, String> context = event.getMDCPropertyMap();
        if (context != null) {
            to.context(context);
        }
        addKeyValues(to, event.getKeyValuePairs());
        addMarkers(to, event.getMarkerList());
        addThrown(to, event.getThrowableProxy());
        return to.build();
    }

    /** The formatted message; the pattern if the formatting fails. */
    private static @Nullable String message(ILoggingEvent event) {
        try {
            return event.getFormattedMessage();
        } catch (Throwable e) {
            return event.getMessage();
        }
    }

    /** Logback has the milliseconds since the epoch, and for some events the nanoseconds of the second. */
    private static long nanos(ILoggingEvent event) {
        long millis = event.getTimeStamp();
        int nanos = event.getNanoseconds();
        return nanos / 1_000_000 == Math.floorMod(millis, 1_000)
                ? Math.floorDiv(millis, 1_000L) * 1_000_000_000L + nanos
                : millis * 1_000_000L;
    }

    private static io.fapilog.Level level(Level level) {
        int value = level.toInt();
        if (value >= Level.ERROR_INT) {
            return io.fapilog.Level.ERROR;
        }
        if (value >= Level.WARN_INT) {
            return io.fapilog.Level.WARN;
        }
        if (value >= Level.INFO_INT) {
            return io.fapilog.Level.INFO;
        }
        return value >= Level.DEBUG_INT ? io.fapilog.Level.DEBUG : io.fapilog.Level.TRACE;
    }

    private static void addKeyValues(LogEvent.Builder to, @Nullable List<KeyValuePair> pairs) {
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                to.attribute(pair.key, pair.value);
            }
        }
    }

    private static void addMarkers(LogEvent.Builder to, @Nullable List<Marker> markers) {
        if (markers != null && !markers.isEmpty()) {
            to.attribute("marker", markers.stream().map(Marker::getName).collect(Collectors.joining(",")));
        }
    }

    /** An event that was serialized has a proxy instead of the throwable. */
    private static void addThrown(LogEvent.Builder to, @Nullable IThrowableProxy proxy) {
        if (proxy instanceof ThrowableProxy present && present.getThrowable() != null) {
            to.throwable(present.getThrowable());
        } else if (proxy != null) {
            to.rendered(new LogEvent.Rendered(
                    proxy.getClassName(), proxy.getMessage(), ThrowableProxyUtil.asString(proxy)));
        }
    }
}
