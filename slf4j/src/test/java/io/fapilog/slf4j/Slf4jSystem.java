package io.fapilog.slf4j;

import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.Level;
import io.fapilog.contract.Call;
import io.fapilog.contract.Capability;
import io.fapilog.contract.LoggingSystem;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.slf4j.spi.LoggingEventBuilder;

/** SLF4J with our provider, configured in code, with {@code java.util.logging} bridged to it. */
final class Slf4jSystem implements LoggingSystem {
    /** Strong references, because the log manager would otherwise discard the loggers with their levels. */
    private static final List<java.util.logging.Logger> QUIET =
            NOISY.stream().map(java.util.logging.Logger::getLogger).toList();

    private @Nullable Fapilog fapilog;

    Slf4jSystem() {
        // What other threads log while SLF4J ends its start may be lost within SLF4J.
        Objects.requireNonNull(LoggerFactory.getILoggerFactory());
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.ALL);
        QUIET.forEach(logger -> logger.setLevel(java.util.logging.Level.OFF));
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.CONTEXT,
                Capability.KEY_VALUES,
                Capability.MARKER,
                Capability.HOSTILE_THROWABLE,
                Capability.THROWABLE_AT_THE_CALL,
                Capability.SYNCHRONOUS);
    }

    @Override
    public Map<String, Level> levels() {
        return Map.of(
                "TRACE", Level.TRACE,
                "DEBUG", Level.DEBUG,
                "INFO", Level.INFO,
                "WARN", Level.WARN,
                "ERROR", Level.ERROR);
    }

    @Override
    public void start(Map<String, String> settings, String... sinks) {
        FapilogBuilder builder = Fapilog.builder().level("trace");
        settings.forEach(builder::setting);
        for (String sink : sinks) {
            builder.sinks(sink);
        }
        fapilog = builder.install();
    }

    @Override
    public @Nullable Fapilog fapilog() {
        return fapilog;
    }

    @Override
    public void log(Call call) {
        call.context().forEach(MDC::put);
        try {
            LoggingEventBuilder event =
                    LoggerFactory.getLogger(call.logger()).atLevel(org.slf4j.event.Level.valueOf(call.level()));
            for (Map.Entry<String, Object> pair : call.keyValues().entrySet()) {
                event = event.addKeyValue(pair.getKey(), pair.getValue());
            }
            if (call.marker() != null) {
                event = event.addMarker(MarkerFactory.getMarker(call.marker()));
            }
            event.setCause(call.thrown()).log(call.pattern(), call.arguments().toArray());
        } finally {
            call.context().keySet().forEach(MDC::remove);
        }
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void stop() {
        if (fapilog != null) {
            fapilog.close();
        }
    }
}
