package io.fapilog.logback;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import io.fapilog.Fapilog;
import io.fapilog.contract.Call;
import io.fapilog.contract.Capability;
import io.fapilog.contract.LoggingSystem;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
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

/** Logback, configured by XML, with {@code java.util.logging} bridged to it. */
final class LogbackSystem implements LoggingSystem {
    /** Strong references, because the log manager would otherwise discard the loggers with their levels. */
    private static final List<java.util.logging.Logger> QUIET =
            NOISY.stream().map(java.util.logging.Logger::getLogger).toList();

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final boolean async;

    LogbackSystem(boolean async) {
        this.async = async;
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.ALL);
        QUIET.forEach(logger -> logger.setLevel(java.util.logging.Level.OFF));
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.allOf(Capability.class);
        all.remove(Capability.HOSTILE_THROWABLE);
        if (async) {
            all.remove(Capability.SYNCHRONOUS);
        }
        return all;
    }

    @Override
    public Map<String, io.fapilog.Level> levels() {
        return Map.of(
                "TRACE", io.fapilog.Level.TRACE,
                "DEBUG", io.fapilog.Level.DEBUG,
                "INFO", io.fapilog.Level.INFO,
                "WARN", io.fapilog.Level.WARN,
                "ERROR", io.fapilog.Level.ERROR);
    }

    @Override
    public void start(Map<String, String> settings, String... sinks) {
        StringBuilder elements = new StringBuilder();
        for (String sink : sinks) {
            elements.append("<sink>").append(sink.replace("&", "&amp;")).append("</sink>");
        }
        settings.forEach((name, value) -> {
            int dot = name.indexOf('.');
            String element = dot < 0 ? name : name.substring(0, dot);
            String text = dot < 0 ? value : name.substring(dot + 1) + "=" + value;
            elements.append("<%s>%s</%s>".formatted(element, text.replace("&", "&amp;"), element));
        });
        start(elements.toString());
    }

    @Override
    public void startWithAnyText(String setting, String value) {
        start("<sink>capture://a</sink>");
        FapilogAppender appender = Objects.requireNonNull(appender());
        appender.stop();
        context.getStatusManager().clear();
        if (setting.startsWith("redactPattern.")) {
            appender.addRedactPattern(setting.substring("redactPattern.".length()) + "=" + value);
        } else {
            set(appender, "set" + Character.toUpperCase(setting.charAt(0)) + setting.substring(1), value);
        }
        appender.start();
    }

    private static void set(FapilogAppender appender, String setter, String value) {
        try {
            FapilogAppender.class.getMethod(setter, String.class).invoke(appender, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts with these elements in the appender. */
    void start(String elements) {
        String wrapper = """
                <appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender">
                  <discardingThreshold>0</discardingThreshold>
                  <appender-ref ref="FAPILOG"/>
                </appender>
                """;
        configure("""
                <configuration>
                  <appender name="FAPILOG" class="io.fapilog.logback.FapilogAppender">%s</appender>
                  %s
                  <root level="TRACE"><appender-ref ref="%s"/></root>
                </configuration>
                """.formatted(elements, async ? wrapper : "", async ? "ASYNC" : "FAPILOG"));
    }

    private void configure(String xml) {
        stop();
        context.getStatusManager().clear();
        context.start();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(UTF_8)));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable Fapilog fapilog() {
        FapilogAppender appender = appender();
        return appender == null ? null : appender.fapilog();
    }

    @Nullable
    FapilogAppender appender() {
        Logger root = context.getLogger("ROOT");
        return root.getAppender("ASYNC") instanceof ch.qos.logback.classic.AsyncAppender wrapper
                ? (FapilogAppender) wrapper.getAppender("FAPILOG")
                : (FapilogAppender) root.getAppender("FAPILOG");
    }

    @Override
    public void log(Call call) {
        call.context().forEach(MDC::put);
        try {
            Logger logger = context.getLogger(call.logger());
            if (call.time() != null) {
                LoggingEvent event = new LoggingEvent(
                        "fqcn",
                        logger,
                        Level.INFO,
                        call.pattern(),
                        call.thrown(),
                        call.arguments().toArray());
                event.setInstant(call.time());
                logger.callAppenders(event);
            } else {
                log(call, logger.atLevel(org.slf4j.event.Level.valueOf(call.level())));
            }
        } finally {
            call.context().keySet().forEach(MDC::remove);
        }
    }

    private static void log(Call call, LoggingEventBuilder empty) {
        LoggingEventBuilder event = empty;
        for (Map.Entry<String, Object> pair : call.keyValues().entrySet()) {
            event = event.addKeyValue(pair.getKey(), pair.getValue());
        }
        if (call.marker() != null) {
            event = event.addMarker(MarkerFactory.getMarker(call.marker()));
        }
        event.setCause(call.thrown()).log(call.pattern(), call.arguments().toArray());
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Status status : context.getStatusManager().getCopyOfStatusList()) {
            // Logback may report events that other threads of the JVM log while it stops; fapilog cannot affect these.
            boolean stray = status.getMessage().startsWith("Attempted to append to non started appender");
            if (status.getLevel() >= Status.WARN && !stray) {
                warnings.add((status.getLevel() == Status.ERROR ? "ERROR " : "") + status.getMessage());
            }
        }
        return warnings;
    }

    @Override
    public void stop() {
        context.stop();
    }
}
