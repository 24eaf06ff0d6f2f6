package io.fapilog.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.fapilog.LogEvent;
import io.fapilog.Placeholders;
import io.fapilog.StructuredArguments;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** Translates events of Logback. */
final class LogbackEvents {
    /** The marker that Apache Commons Logging gives to all its events. */
    private static final String COMMONS_LOGGING = "COMMONS-LOGGING";

    private LogbackEvents() {}

    static LogEvent translate(ILoggingEvent event, LogEvent.Builder to) {
        to.begin(level(event.getLevel()), String.valueOf(event.getLoggerName())).timestamp(nanos(event));
        setMessage(to, event);
        if (event.getThreadName() != null) {
            to.thread(event.getThreadName());
        }
        Map<String, String> context = event.getMDCPropertyMap();
        if (context != null) {
            to.context(context);
        }
        addKeyValues(to, event.getKeyValuePairs());
        StructuredArguments.add(event.getArgumentArray(), to);
        addMarkers(to, event.getMarkerList());
        IThrowableProxy proxy = event.getThrowableProxy();
        if (proxy != null) {
            to.thrown(ThrowableProxies.recorded(proxy));
        }
        return to.build();
    }

    /** Sets the formatted message; the pattern if the formatting fails. */
    private static void setMessage(LogEvent.Builder to, ILoggingEvent event) {
        try {
            String pattern = event.getMessage();
            Object[] arguments = event.getArgumentArray();
            // An event of another class may be formatted in another way.
            boolean isCommon = event.getClass() == LoggingEvent.class && pattern != null && arguments != null;
            if (!isCommon || !Placeholders.format(pattern, arguments, to.messageBuffer())) {
                to.message(event.getFormattedMessage());
            }
        } catch (Throwable e) {
            to.message(event.getMessage());
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

    @SuppressWarnings("deprecation") // all versions of SLF4J have this method only
    private static void addMarkers(LogEvent.Builder to, @Nullable List<@Nullable Marker> markers) {
        if (markers == null || markers.isEmpty()) {
            return;
        }
        String names = StructuredArguments.addMarkers(markers, Marker::iterator, to).stream()
                .map(marker -> marker == null ? "null" : marker.getName())
                .filter(name -> !COMMONS_LOGGING.equals(name))
                .collect(Collectors.joining(","));
        if (!names.isEmpty()) {
            to.attribute("marker", names);
        }
    }
}
