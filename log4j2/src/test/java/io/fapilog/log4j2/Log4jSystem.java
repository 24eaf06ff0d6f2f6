package io.fapilog.log4j2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.contract.Call;
import io.fapilog.contract.Capability;
import io.fapilog.contract.LoggingSystem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.jul.Log4jBridgeHandler;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.jspecify.annotations.Nullable;

/** Log4j, configured by XML, with {@code java.util.logging} bridged to it. */
final class Log4jSystem implements LoggingSystem {
    /** Strong references, because the log manager would otherwise discard the loggers with their levels. */
    private static final List<java.util.logging.Logger> QUIET =
            NOISY.stream().map(java.util.logging.Logger::getLogger).toList();

    private static final String PATTERN = "redactPattern.";
    private static final LoggerContext CONTEXT = (LoggerContext) LogManager.getContext(false);
    private static final List<String> WARNINGS = new CopyOnWriteArrayList<>();

    static {
        org.apache.logging.log4j.Level.forName("NOTICE", 350);
        StatusLogger.getLogger().registerListener(new Listener());
    }

    private final String root;
    /** An appender that no configuration has; null if there is one that a configuration has. */
    private @Nullable FapilogAppender coded;

    /** Creates a system with a {@code Root} or an {@code AsyncRoot}. */
    Log4jSystem(String root) {
        this.root = root;
        Log4jBridgeHandler.install(true, null, false);
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.ALL);
        QUIET.forEach(logger -> logger.setLevel(java.util.logging.Level.OFF));
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.allOf(Capability.class);
        if (root.equals("AsyncRoot")) {
            // Up to 2.24 the event asks its throwable for a proxy before any appender sees it.
            all.remove(Capability.HOSTILE_THROWABLE);
        }
        if (root.equals("AsyncRoot") || CONTEXT instanceof AsyncLoggerContext) {
            all.remove(Capability.THROWABLE_AT_THE_CALL);
            all.remove(Capability.SYNCHRONOUS);
        }
        return all;
    }

    @Override
    public Map<String, Level> levels() {
        return Map.of(
                "TRACE", Level.TRACE,
                "DEBUG", Level.DEBUG,
                "INFO", Level.INFO,
                "NOTICE", Level.WARN,
                "WARN", Level.WARN,
                "ERROR", Level.ERROR,
                "FATAL", Level.ERROR);
    }

    @Override
    public void start(Map<String, String> settings, String... sinks) {
        StringBuilder attributes = new StringBuilder();
        StringBuilder properties = new StringBuilder();
        settings.forEach((name, value) -> {
            if (name.startsWith(PATTERN)) {
                properties.append("<Property name=\"redact_pattern.%s\" value=\"%s\"/>"
                        .formatted(name.substring(PATTERN.length()), value));
            } else {
                attributes.append(" %s=\"%s\"".formatted(name, value));
            }
        });
        attributes
                .append(" sink=\"")
                .append(String.join(",", sinks).replace("&", "&amp;"))
                .append('"');
        start("<Fapilog name=\"fapilog\"%s>%s</Fapilog>".formatted(attributes, properties));
    }

    @Override
    public void startWithAnyText(String setting, String value) {
        stop();
        WARNINGS.clear();
        FapilogAppender.Builder builder =
                FapilogAppender.newBuilder().setName("fapilog").setSink("capture://a");
        if (setting.startsWith(PATTERN)) {
            builder.setPropertyArray(new Property[] {
                Property.createProperty("redact_pattern." + setting.substring(PATTERN.length()), value)
            });
        } else {
            set(builder, "set" + Character.toUpperCase(setting.charAt(0)) + setting.substring(1), value);
        }
        coded = builder.build();
        coded.start();
    }

    private static void set(FapilogAppender.Builder builder, String setter, String value) {
        try {
            SettingsBuilder.class.getMethod(setter, String.class).invoke(builder, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts with this appender. */
    void start(String appender) {
        WARNINGS.clear();
        String xml = """
                <Configuration>
                  <Appenders>%s</Appenders>
                  <Loggers><%s level="ALL"><AppenderRef ref="fapilog"/></%s></Loggers>
                </Configuration>
                """.formatted(appender, root, root);
        try {
            ConfigurationSource source = new ConfigurationSource(new ByteArrayInputStream(xml.getBytes(UTF_8)));
            CONTEXT.start(new XmlConfiguration(CONTEXT, source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable Fapilog fapilog() {
        FapilogAppender appender = appender();
        return appender == null ? null : appender.fapilog();
    }

    @Nullable
    FapilogAppender appender() {
        return coded == null ? CONTEXT.getConfiguration().getAppender("fapilog") : coded;
    }

    @Override
    public void log(Call call) {
        ThreadContext.putAll(call.context());
        try {
            if (call.time() != null) {
                logAt(call, call.time());
            } else if (!call.keyValues().isEmpty()) {
                log(call, new MapMessage<>(call.keyValues()));
            } else if (call.marker() == null && call.thrown() == null) {
                CONTEXT.getLogger(call.logger())
                        .log(level(call), call.pattern(), call.arguments().toArray());
            } else {
                log(
                        call,
                        new ParameterizedMessage(
                                call.pattern(), call.arguments().toArray(), call.thrown()));
            }
        } finally {
            ThreadContext.removeAll(call.context().keySet());
        }
    }

    private static void log(Call call, Message message) {
        CONTEXT.getLogger(call.logger())
                .log(
                        level(call),
                        call.marker() == null ? null : MarkerManager.getMarker(call.marker()),
                        message,
                        call.thrown());
    }

    private static void logAt(Call call, java.time.Instant time) {
        MutableInstant instant = new MutableInstant();
        instant.initFromEpochSecond(time.getEpochSecond(), time.getNano());
        CONTEXT.getConfiguration()
                .getRootLogger()
                .log(Log4jLogEvent.newBuilder()
                        .setLoggerName(call.logger())
                        .setLevel(level(call))
                        .setMessage(new ParameterizedMessage(
                                call.pattern(), call.arguments().toArray()))
                        .setInstant(instant)
                        .build());
    }

    private static org.apache.logging.log4j.Level level(Call call) {
        return org.apache.logging.log4j.Level.valueOf(call.level());
    }

    @Override
    public List<String> warnings() {
        return WARNINGS;
    }

    @Override
    public void stop() {
        if (coded != null) {
            coded.stop();
            coded = null;
        }
        CONTEXT.stop();
    }

    /** A listener that records the messages of the status logger from WARN upwards. */
    private static final class Listener implements StatusListener {
        @Override
        public void log(StatusData data) {
            WARNINGS.add(data.getMessage().getFormattedMessage());
        }

        @Override
        public org.apache.logging.log4j.Level getStatusLevel() {
            return org.apache.logging.log4j.Level.WARN;
        }

        @Override
        public void close() {}
    }
}
