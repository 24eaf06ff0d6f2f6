package io.fapilog.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.fapilog.Attachment;
import io.fapilog.Diagnostics;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of Logback 1.3 to 1.6 to fapilog's sinks.
 *
 * <pre>{@code
 * <appender name="LOKI" class="io.fapilog.logback.FapilogAppender">
 *   <sink>loki://loki:3100?labels=app=shop,env=prod</sink>
 *   <option>batch_interval=1s</option>
 * </appender>
 * }</pre>
 *
 * <p>{@code <sink>} may be repeated; each {@code <option>} is a parameter of the sink before it, and needs no
 * percent-encoding. Without a sink, those of {@code FAPILOG_SINKS} are used. The other elements are the settings of
 * {@link FapilogBuilder} under the same names, as texts; {@code <redactPattern>plate=[A-Z]{2}-\d{4}</redactPattern>} may
 * be repeated. {@link #start()} reads all of this; it may be called again
 * after {@link #stop()}. Levels are decided by Logback.
 *
 * <p><b>Failures</b> are WARN in the status manager, never ERROR, so that they do not prevent an application from
 * starting. If the configuration is invalid, a WARN lists all violations, and the appender stays off. Logback itself
 * shows only messages from its configuration; while there is no status listener, later warnings also go to standard
 * error.
 *
 * <p><b>On the caller's thread</b> the formatted message, MDC, markers (field {@code marker}), attributes, thread name
 * and time stamp (in nanoseconds) are captured; the throwable is rendered later. Nothing does I/O or throws.
 *
 * <p><b>What is lost:</b> caller data, the properties and the name of the logger context, sequence numbers, the
 * references between markers, and arguments that the message does not show.
 *
 * <p>Thread-safe once started; Logback configures it on one thread.
 */
public final class FapilogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final List<Consumer<FapilogBuilder>> configuration = new ArrayList<>();
    private final Attachment attachment;
    private volatile boolean starting;

    /** Creates an appender with a pipeline of its own, from its start to its stop. */
    public FapilogAppender() {
        this(null);
    }

    /** Creates an appender to a pipeline that belongs to the caller: it is neither configured nor closed here. */
    public FapilogAppender(@Nullable Fapilog shared) {
        attachment = new Attachment(new Status(), shared);
    }

    /** Adds a sink by name or URI, or a list of them as in {@code FAPILOG_SINKS}. */
    public void addSink(String uri) {
        configuration.add(builder -> builder.sinks(uri));
    }

    /** Adds a parameter, {@code name=value}, to the sink added last. */
    public void addOption(String option) {
        String[] parts = parts(option);
        configuration.add(builder -> builder.option(parts[0], parts[1]));
    }

    /** Sets the name of the application. */
    public void setService(String name) {
        setting("service", name);
    }

    /** Enables the appender, {@code true}, the default, or disables it, {@code false}. */
    public void setEnabled(String on) {
        setting("enabled", on);
    }

    /** Sets the most events in the queue of a sink. Default: 65536. */
    public void setQueueMaxsize(String events) {
        setting("queueMaxsize", events);
    }

    /** Sets the most bytes of all pending events of a sink. Default: {@code 32MiB}. */
    public void setBuffer(String size) {
        setting("buffer", size);
    }

    /**
     * Sets what happens when the buffer is full: {@code drop_oldest}, the default, {@code drop_newest} or {@code
     * block}.
     */
    public void setOverflow(String policy) {
        setting("overflow", policy);
    }

    /** Sets the longest time that {@code block} blocks a caller. Default: {@code 100ms}. */
    public void setBlockTimeout(String duration) {
        setting("blockTimeout", duration);
    }

    /** Sets the format of standard output: {@code auto}, the default, {@code json} or {@code pretty}. */
    public void setConsole(String format) {
        setting("console", format);
    }

    /** Chooses the MDC entries and attributes that are in the line: {@code *,!*secret*}. Default: all. */
    public void setFields(String patterns) {
        setting("fields", patterns);
    }

    /** Sets what becomes of fields without a value: {@code keep}, the default, or {@code drop}. */
    public void setEmptyFields(String fate) {
        setting("emptyFields", fate);
    }

    /** Sets the most bytes of a field in the line. Default: {@code 32KiB}. */
    public void setMaxField(String size) {
        setting("maxField", size);
    }

    /** Sets whether the line has a hash of the exception: {@code true}, the default, or {@code false}. */
    public void setExceptionHash(String on) {
        setting("exceptionHash", on);
    }

    /** Sets the most events below ERROR of each logger in a second. Default: 0, no limit. */
    public void setRateLimit(String events) {
        setting("rateLimit", events);
    }

    /** Sets the share of the events below WARN that is taken, from 0 to 1. Default: 1. */
    public void setSample(String share) {
        setting("sample", share);
    }

    /**
     * Sets what is masked: {@code credentials}, the default, {@code tokens}, {@code email}, {@code card}, {@code iban},
     * {@code ip}, separated by commas, or {@code none}.
     */
    public void setRedact(String kinds) {
        setting("redact", kinds);
    }

    /** Sets the names of further fields whose values are masked, as patterns: {@code *ssn*}. Default: none. */
    public void setRedactFields(String patterns) {
        setting("redactFields", patterns);
    }

    /** Adds a regular expression whose matches are masked, {@code NAME=REGEX}. */
    public void addRedactPattern(String pattern) {
        String[] parts = parts(pattern);
        setting("redactPattern." + parts[0], parts[1]);
    }

    /**
     * Sets what sinks tell about this process beside the events: {@code host}, {@code pid}, {@code version}, {@code
     * k8s}, separated by commas. Default: nothing.
     */
    public void setEnrich(String parts) {
        setting("enrich", parts);
    }

    /** Sets the longest duration of {@link #stop()}. Default: {@code 5s}. */
    public void setCloseTimeout(String duration) {
        setting("closeTimeout", duration);
    }

    /** Sets whether JMX shows the sinks: {@code true}, the default, or {@code false}. */
    public void setJmx(String on) {
        setting("jmx", on);
    }

    /**
     * Sets whether a shutdown hook delivers the pending events: {@code true}, the default; {@code false} if Logback is
     * stopped at the exit of the JVM.
     */
    public void setDrainAtExit(boolean drain) {
        configuration.add(builder -> builder.drainAtExit(drain));
    }

    /** The pipeline while the appender is started, for statistics and flushes; null when it is off. */
    public @Nullable Fapilog fapilog() {
        return attachment.fapilog();
    }

    /** Starts the pipeline. Does no network I/O and never throws. */
    @Override
    public synchronized void start() {
        if (isStarted()) {
            return;
        }
        starting = true;
        try {
            if (attachment.start("the appender " + getName(), this::configure)) {
                super.start();
            }
        } finally {
            starting = false;
        }
    }

    /**
     * Delivers the accepted events and closes the pipeline, within the close timeout in the background. The exit of the
     * JVM waits for it.
     */
    @Override
    public synchronized void stop() {
        super.stop();
        attachment.stop();
    }

    /** Logs an event; an event that arrives while the appender is off is ignored silently. */
    @Override
    public void doAppend(ILoggingEvent event) {
        if (isStarted()) {
            super.doAppend(event);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        attachment.log(event, LogbackEvents::translate);
    }

    private void configure(FapilogBuilder builder) {
        configuration.forEach(step -> step.accept(builder));
    }

    /** What is before and after the first equals sign. */
    private static String[] parts(String text) {
        String[] parts = text.split("=", 2);
        return new String[] {parts[0].strip(), parts.length < 2 ? "" : parts[1].strip()};
    }

    private void setting(String name, String value) {
        configuration.add(builder -> builder.setting(name, value));
    }

    /** Logback's status manager. */
    private final class Status implements Diagnostics {
        @Override
        public void info(String message) {
            addInfo(message);
        }

        @Override
        public void warn(String key, String message) {
            addWarn(message);
            if (!starting && !hasListener()) {
                System.err.println("WARN fapilog: " + message);
            }
        }

        private boolean hasListener() {
            return context != null
                    && !context.getStatusManager().getCopyOfStatusListenerList().isEmpty();
        }
    }
}
