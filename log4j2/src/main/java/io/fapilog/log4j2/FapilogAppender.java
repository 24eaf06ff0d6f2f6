package io.fapilog.log4j2;

import io.fapilog.Attachment;
import io.fapilog.Diagnostics;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of Log4j 2.20 and newer to fapilog's sinks. Found without {@code packages}.
 *
 * <pre>{@code
 * <Fapilog name="loki" sink="loki://loki:3100?labels=app=shop,env=prod">
 *   <Property name="batch_interval" value="1s"/>
 * </Fapilog>
 * }</pre>
 *
 * <p>{@code sink} is a sink, or a list of sinks as in {@code FAPILOG_SINKS}, which is used without it. Each {@code
 * <Property>} is a parameter of the (last) sink, and needs no percent-encoding; a pattern of what is masked is one of
 * them, {@code <Property name="redact_pattern.plate" value="[A-Z]{2}-\d{4}"/>}. The other attributes are the settings of
 * {@link FapilogBuilder} under the same names. Levels are decided by Log4j.
 *
 * <p><b>Secrets</b> belong into {@code sink}, {@code token} or {@code proxy}, whose values Log4j never shows, or into a
 * file or a variable: {@code token="file:/run/secrets/loki-token"}. With {@code status="debug"} Log4j prints the value of
 * every {@code <Property>}.
 *
 * <p><b>Failures</b> go to the status logger, as ERROR, the least level that it shows by default. If the configuration
 * is invalid, a message lists all violations, and the appender stays off. Nothing is thrown, except with {@code
 * ignoreExceptions="false"}, which a {@code Failover} needs: then an event that arrives while the appender is off, or
 * that cannot be translated, throws an {@link AppenderLoggingException}.
 *
 * <p><b>On the thread that calls the appender</b> everything is captured that Log4j will reuse: formatted message,
 * context data with its types, context stack (field {@code ndc}, separated by blanks), marker with its parents (field
 * {@code marker}, separated by commas), the entries of a {@code MapMessage} with their types, thread name, and time
 * stamp in nanoseconds. The throwable is rendered later. Nothing does I/O.
 *
 * <p><b>What is lost:</b> location, thread id and priority, custom levels (each becomes the next more severe standard
 * level, and FATAL becomes ERROR), parameters that the message does not show, and a layout.
 *
 * <p>At the exit of the JVM, Log4j's shutdown hook stops the appender, which delivers the pending events; if the
 * configuration disables that hook, fapilog's own hook does so. Thread-safe.
 */
@Plugin(name = "Fapilog", category = Core.CATEGORY_NAME, elementType = Appender.ELEMENT_TYPE, printObject = true)
public final class FapilogAppender extends AbstractAppender {
    private final Attachment attachment;
    private final @Nullable String sink;
    private final Map<String, String> settings;
    private final Map<String, String> secrets;
    private final boolean drainAtExit;

    private FapilogAppender(Builder from) {
        super(from.getName(), from.getFilter(), null, from.isIgnoreExceptions(), from.properties());
        attachment = new Attachment(new Status(), from.fapilog);
        sink = from.sink;
        settings = from.settings();
        secrets = from.secrets();
        drainAtExit =
                from.getConfiguration() == null || !from.getConfiguration().isShutdownHookEnabled();
    }

    /** Creates a builder, for Log4j and for configuration in code. */
    @PluginBuilderFactory
    public static Builder newBuilder() {
        return new Builder();
    }

    /** The pipeline while the appender is started, for statistics and flushes; null when it is off. */
    public @Nullable Fapilog fapilog() {
        return attachment.fapilog();
    }

    /** Starts the pipeline. Does no network I/O and never throws. */
    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        attachment.start("the appender " + getName(), this::configure);
        // Also when it is off, since Log4j reports every event for an appender that is not started.
        super.start();
    }

    /**
     * Delivers the accepted events and closes the pipeline, within {@code timeout}. When that is 0, this happens within
     * the close timeout in the background, and only the exit of the JVM waits for it.
     */
    @Override
    public boolean stop(long timeout, TimeUnit unit) {
        setStopping();
        boolean complete = super.stop(timeout, unit, false);
        if (timeout > 0) {
            complete &= attachment.stop(Duration.ofNanos(unit.toNanos(timeout)));
        } else {
            attachment.stop();
        }
        setStopped();
        return complete;
    }

    @Override
    public void append(LogEvent event) {
        Throwable failure = attachment.log(event, Log4jEvents::translate);
        if (ignoreExceptions()) {
            return;
        }
        if (failure != null) {
            throw new AppenderLoggingException("The event could not be taken by " + getName(), failure);
        }
        if (attachment.fapilog() == null) {
            throw new AppenderLoggingException("The appender " + getName() + " is off");
        }
    }

    private void configure(FapilogBuilder builder) {
        builder.drainAtExit(drainAtExit);
        settings.forEach(builder::setting);
        if (sink != null) {
            builder.sinks(sink);
        }
        for (Property property : getPropertyArray()) {
            builder.option(property.getName(), property.getValue());
        }
        secrets.forEach(builder::option);
    }

    /** Log4j's status logger. */
    private static final class Status implements Diagnostics {
        @Override
        public void info(String message) {
            LOGGER.info("fapilog: {}", message);
        }

        @Override
        public void warn(String key, String message) {
            LOGGER.error("fapilog: {}", message);
        }
    }

    /** The configuration as texts, which are checked when the appender starts. For one thread. */
    public static final class Builder extends SettingsBuilder<Builder>
            implements org.apache.logging.log4j.core.util.Builder<FapilogAppender> {
        @PluginBuilderAttribute(sensitive = true)
        private @Nullable String sink;

        @PluginBuilderAttribute(sensitive = true)
        private @Nullable String token;

        @PluginBuilderAttribute(sensitive = true)
        private @Nullable String proxy;

        private @Nullable Fapilog fapilog;

        private Builder() {}

        /** Sets the sink by name or URI, or a list of sinks as in {@code FAPILOG_SINKS}. */
        public Builder setSink(String uri) {
            sink = uri;
            return this;
        }

        /** Sets the bearer token of the (last) sink. Unlike a property, it is never shown by Log4j. */
        public Builder setToken(String secret) {
            token = secret;
            return this;
        }

        /** Sets the proxy of the (last) sink, with its password. Unlike a property, it is never shown by Log4j. */
        public Builder setProxy(String address) {
            proxy = address;
            return this;
        }

        /**
         * Sets a pipeline that belongs to the caller: it is neither configured nor closed by the appender.
         */
        public Builder setFapilog(Fapilog shared) {
            fapilog = shared;
            return this;
        }

        @Override
        public FapilogAppender build() {
            return new FapilogAppender(this);
        }

        private Property[] properties() {
            Property[] properties = getPropertyArray();
            return properties == null ? Property.EMPTY_ARRAY : properties;
        }

        private Map<String, String> secrets() {
            Map<String, @Nullable String> all = new LinkedHashMap<>();
            all.put("token", token);
            all.put("proxy", proxy);
            return given(all);
        }
    }
}
