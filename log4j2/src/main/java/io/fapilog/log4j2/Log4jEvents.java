package io.fapilog.log4j2;

import io.fapilog.Level;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.ThrowableProxy;
import org.apache.logging.log4j.core.time.Instant;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.StringBuilderFormattable;
import org.apache.logging.log4j.util.TriConsumer;
import org.jspecify.annotations.Nullable;

/** Translates events of Log4j, and copies everything, since Log4j reuses its events. */
final class Log4jEvents {
    private static final TriConsumer<String, @Nullable Object, io.fapilog.LogEvent.Builder> ADD_CONTEXT =
            (name, value, to) -> to.context(name, value);

    /** The marker that Apache Commons Logging gives to all its events. */
    private static final String COMMONS_LOGGING = "COMMONS-LOGGING";

    private Log4jEvents() {}

    static io.fapilog.LogEvent translate(LogEvent event, io.fapilog.LogEvent.Builder to) {
        Message message = event.getMessage();
        String logger = event.getLoggerName();
        to.begin(level(event.getLevel()), logger == null ? "" : logger).timestamp(nanos(event.getInstant()));
        setMessage(to, message);
        if (event.getThreadName() != null) {
            to.thread(thread(event));
        }
        ReadOnlyStringMap context = event.getContextData();
        if (context != null
                && !context.isEmpty()
                && !to.repeatContext(context, context.size(), ReadOnlyStringMap::getValue)) {
            context.forEach(ADD_CONTEXT, to);
        }
        ThreadContext.ContextStack stack = event.getContextStack();
        if (stack != null && stack.getDepth() > 0) {
            to.attribute("ndc", String.join(" ", stack.asList()));
        }
        MessageFields.add(message, to);
        if (event.getMarker() != null && !event.getMarker().getName().equals(COMMONS_LOGGING)) {
            to.attribute("marker", names(event.getMarker()));
        }
        addThrown(to, event);
        return to.build();
    }

    /** Sets the formatted message; the pattern if the formatting fails. */
    @SuppressWarnings("deprecation") // there is no other way to get the pattern of a message
    private static void setMessage(io.fapilog.LogEvent.Builder to, @Nullable Message message) {
        try {
            String own = MessageFields.text(message);
            if (own != null) {
                to.message(own);
            } else if (message instanceof StringBuilderFormattable formattable) {
                formattable.formatTo(to.messageBuffer());
            } else {
                to.message(message == null ? "" : String.valueOf(message.getFormattedMessage()));
            }
        } catch (Throwable e) {
            // The format of a map is how it is written.
            to.message(message == null || message instanceof MapMessage ? "" : message.getFormat());
        }
    }

    /** The name of the thread; a virtual thread without a name is called by its number. */
    private static String thread(LogEvent event) {
        String name = event.getThreadName();
        return name.isEmpty() ? "virtual-" + event.getThreadId() : name;
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNanoOfSecond();
    }

    private static Level level(org.apache.logging.log4j.Level level) {
        return switch (level.getStandardLevel()) {
            case OFF, FATAL, ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE, ALL -> Level.TRACE;
        };
    }

    private static String names(Marker marker) {
        if (!marker.hasParents()) {
            return marker.getName();
        }
        Set<String> names = new LinkedHashSet<>();
        addNames(marker, names);
        return String.join(",", names);
    }

    private static void addNames(Marker marker, Set<String> names) {
        if (names.add(marker.getName()) && marker.hasParents()) {
            for (Marker parent : marker.getParents()) {
                addNames(parent, names);
            }
        }
    }

    /** An event that was serialized has a proxy instead of the throwable. */
    @SuppressWarnings("deprecation") // the proxy is all that there is then
    private static void addThrown(io.fapilog.LogEvent.Builder to, LogEvent event) {
        Throwable thrown = event.getThrown();
        ThrowableProxy proxy = thrown == null ? event.getThrownProxy() : null;
        if (thrown != null) {
            to.throwable(thrown);
        } else if (proxy != null) {
            to.rendered(new io.fapilog.LogEvent.Rendered(
                    proxy.getName(), proxy.getMessage(), proxy.getExtendedStackTraceAsString()));
        }
    }
}
