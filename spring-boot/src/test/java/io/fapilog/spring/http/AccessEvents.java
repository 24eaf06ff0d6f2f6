package io.fapilog.spring.http;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is logged to {@code http.access} until the close. Thread-safe. */
final class AccessEvents extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Logger root;
    private final @Nullable Level rootLevel;

    AccessEvents() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        rootLevel = root.getLevel();
        root.setLevel(Level.ERROR);
        logger = context.getLogger("http.access");
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        setContext(context);
        start();
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.getMDCPropertyMap();
        events.add(event);
    }

    List<ILoggingEvent> all() {
        return List.copyOf(events);
    }

    /** The only event, as soon as there is one. */
    ILoggingEvent only() {
        await().atMost(Duration.ofMinutes(1)).until(() -> !events.isEmpty());
        if (events.size() > 1) {
            throw new AssertionError("more than one event: " + events);
        }
        return events.get(0);
    }

    /** The MDC and the key-values of an event. */
    static Map<String, Object> fields(ILoggingEvent event) {
        Map<String, Object> fields = new TreeMap<>(event.getMDCPropertyMap());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> {
                if (fields.put(pair.key, pair.value) != null) {
                    throw new AssertionError("twice: " + pair.key);
                }
            });
        }
        return fields;
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        root.setLevel(rootLevel);
    }
}
