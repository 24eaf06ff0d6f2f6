package io.fapilog.log4j2;

import io.fapilog.Diagnostics;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.LimitedDiagnostics;
import io.fapilog.spi.TimeSource;
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
 * <p>{@code sink} is a sink, or a list of them as in {@code FAPILOG_SINKS}; without it that variable counts. Each {@code
 * <Property>} is a parameter of the (last) sink, and needs no escaping. The other attributes are the settings of {@link
 * FapilogBuilder} under the same names. Which levels come here is the affair of Log4j.
 *
 * <p><b>Failures</b> go to the status logger, as ERROR since it shows nothing less by default. After a configuration that
 * cannot be used one message lists all that is wrong, and the appender stays off. Nothing is thrown; only with {@code
 * ignoreExceptions="false"}, as a {@code Failover} needs it, an event that meets an appender that is off, or cannot be
 * translated, is an {@link AppenderLoggingException}.
 *
 * <p><b>On the thread that calls the appender</b> everything is captured that Log4j will use again: formatted message,
 * context data with its types, context stack (field {@code ndc}, separated by blanks), marker with its parents (field
 * {@code marker}, separated by commas), the entries of a {@code MapMessage} with their types, thread name, and time to
 * the nanosecond. The throwable is rendered later. Nothing does I/O.
 *
 * <p><b>What is lost:</b> location, thread id and priority, custom levels (each becomes the next graver standard one, and
 * FATAL becomes ERROR), parameters that the message does not show, and a layout.
 *
 * <p>At the exit of the JVM Log4j's own shutdown hook stops the appender, which delivers what is left; where the
 * configuration switches that hook off, fapilog's own does so. Thread-safe.
 */
@Plugin(name = "Fapilog", category = Core.CATEGORY_NAME, elementType = Appender.ELEMENT_TYPE, printObject = true)
public final class FapilogAppender extends AbstractAppender {
    private final Diagnostics diagnostics = new LimitedDiagnostics(new Status(), TimeSource.system());
    private final @Nullable Fapilog shared;
    private final @Nullable String sink;
    private final Map<String, String> settings;
    private final boolean drainAtExit;
    private volatile @Nullable Fapilog fapilog;

    private FapilogAppender(Builder from) {
        super(from.getName(), from.getFilter(), null, from.isIgnoreExceptions(), from.properties());
        shared = from.fapilog;
        sink = from.sink;
        settings = from.settings();
        drainAtExit =
                from.getConfiguration() == null || !from.getConfiguration().isShutdownHookEnabled();
    }

    /** Begins an appender; for Log4j and for configuration in code. */
    @PluginBuilderFactory
    public static Builder newBuilder() {
        return new Builder();
    }

    /** The pipeline behind it while it is started, for statistics and flushes; null when it is off. */
    public @Nullable Fapilog fapilog() {
        return fapilog;
    }

    /** Starts the pipeline as it was configured. Does no network I/O and never throws. */
    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        try {
            Fapilog made = shared == null ? make() : shared;
            if (!made.stats().isEmpty()) {
                fapilog = made;
            }
        } catch (Throwable e) {
            diagnostics.warn("start", "the appender " + getName() + " stays off: " + e.getMessage());
        }
        // Also when it is off: about an appender that is not started Log4j complains at every event.
        super.start();
    }

    /**
     * Delivers what was accepted and ends the pipeline, within {@code timeout}; within the close timeout when that is
     * 0.
     */
    @Override
    public boolean stop(long timeout, TimeUnit unit) {
        setStopping();
        boolean complete = super.stop(timeout, unit, false);
        Fapilog stopping = fapilog;
        fapilog = null;
        if (stopping != null && stopping != shared) {
            if (timeout > 0) {
                complete &= stopping.close(Duration.of(timeout, unit.toChronoUnit()));
            } else {
                stopping.close();
            }
        }
        setStopped();
        return complete;
    }

    @Override
    public void append(LogEvent event) {
        Fapilog target = fapilog;
        try {
            if (target != null) {
                target.log(Events.translate(event));
            }
        } catch (Throwable e) {
            tell(e);
            if (!ignoreExceptions()) {
                throw new AppenderLoggingException("The event could not be taken by " + getName(), e);
            }
        }
        if (target == null && !ignoreExceptions()) {
            throw new AppenderLoggingException("The appender " + getName() + " is off");
        }
    }

    private void tell(Throwable failure) {
        try {
            diagnostics.warn(
                    "event",
                    "an event could not be taken: " + failure.getClass().getName());
        } catch (Throwable e) {
            // There is no memory for the words, or no stack.
        }
    }

    private Fapilog make() {
        FapilogBuilder builder = Fapilog.builder().diagnostics(diagnostics).drainAtExit(drainAtExit);
        settings.forEach(builder::setting);
        if (sink != null) {
            builder.sinks(sink);
        }
        for (Property property : getPropertyArray()) {
            builder.option(property.getName(), property.getValue());
        }
        return builder.start();
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

    /** What the configuration says, as texts; checked when the appender starts. For one thread. */
    public static final class Builder extends AbstractAppender.Builder<Builder>
            implements org.apache.logging.log4j.core.util.Builder<FapilogAppender> {
        @PluginBuilderAttribute(sensitive = true)
        private @Nullable String sink;

        @PluginBuilderAttribute
        private @Nullable String service;

        @PluginBuilderAttribute
        private @Nullable String enabled;

        @PluginBuilderAttribute
        private @Nullable String queueMaxsize;

        @PluginBuilderAttribute
        private @Nullable String buffer;

        @PluginBuilderAttribute
        private @Nullable String overflow;

        @PluginBuilderAttribute
        private @Nullable String blockTimeout;

        @PluginBuilderAttribute
        private @Nullable String console;

        @PluginBuilderAttribute
        private @Nullable String closeTimeout;

        @PluginBuilderAttribute
        private @Nullable String jmx;

        private @Nullable Fapilog fapilog;

        private Builder() {}

        /** Sets the sink by name or URI, or a list of them as in {@code FAPILOG_SINKS}. */
        public Builder setSink(String uri) {
            sink = uri;
            return this;
        }

        /**
         * Makes it an appender to a pipeline that belongs to the caller: neither its settings nor its close is done
         * here.
         */
        public Builder setFapilog(Fapilog shared) {
            fapilog = shared;
            return this;
        }

        /** Sets the name of the application. */
        public Builder setService(String name) {
            service = name;
            return this;
        }

        /** Switches it on, the default, or off. */
        public Builder setEnabled(String on) {
            enabled = on;
            return this;
        }

        /** Sets how many events may wait in the queue of a sink; 65536 by default. */
        public Builder setQueueMaxsize(String events) {
            queueMaxsize = events;
            return this;
        }

        /** Sets how many bytes a sink may hold unconfirmed; {@code 32MiB} by default. */
        public Builder setBuffer(String size) {
            buffer = size;
            return this;
        }

        /**
         * Sets what happens when the buffer is full: {@code drop_oldest}, the default, {@code drop_newest}, {@code
         * block}.
         */
        public Builder setOverflow(String policy) {
            overflow = policy;
            return this;
        }

        /** Sets how long {@code block} may hold up a caller; {@code 100ms} by default. */
        public Builder setBlockTimeout(String duration) {
            blockTimeout = duration;
            return this;
        }

        /** Sets how standard output shows events: {@code auto}, the default, {@code json} or {@code pretty}. */
        public Builder setConsole(String format) {
            console = format;
            return this;
        }

        /** Sets how long the stop may take in all; {@code 5s} by default. */
        public Builder setCloseTimeout(String duration) {
            closeTimeout = duration;
            return this;
        }

        /** Sets whether JMX shows the sinks: {@code true}, the default, or {@code false}. */
        public Builder setJmx(String on) {
            jmx = on;
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

        private Map<String, String> settings() {
            Map<String, @Nullable String> all = new LinkedHashMap<>();
            all.put("service", service);
            all.put("enabled", enabled);
            all.put("queueMaxsize", queueMaxsize);
            all.put("buffer", buffer);
            all.put("overflow", overflow);
            all.put("blockTimeout", blockTimeout);
            all.put("console", console);
            all.put("closeTimeout", closeTimeout);
            all.put("jmx", jmx);
            Map<String, String> given = new LinkedHashMap<>();
            all.forEach((name, value) -> {
                if (value != null) {
                    given.put(name, value);
                }
            });
            return given;
        }
    }
}
