package io.fapilog.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.fapilog.Diagnostics;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.LimitedDiagnostics;
import io.fapilog.spi.TimeSource;
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
 * <p>{@code <sink>} may be repeated; each {@code <option>} is a parameter of the sink before it, and needs no escaping. With no
 * sink at all those of {@code FAPILOG_SINKS} count. The other elements are the settings of {@link FapilogBuilder} under the
 * same names, as texts. All of this is read by {@link #start()}, which may follow on a {@link #stop()}. Which levels come
 * here is the affair of Logback.
 *
 * <p><b>Failures</b> are WARN in the status manager, never ERROR, so that they do not keep an application from starting.
 * After a configuration that cannot be used one WARN lists all that is wrong, and the appender stays off. Logback shows
 * on its own only what was said during configuration; while no status listener is there, later warnings go to standard
 * error as well.
 *
 * <p><b>On the caller's thread</b> the formatted message, MDC, markers (field {@code marker}), key-values, thread name and
 * time (in nanoseconds) are captured; the throwable is rendered later. Nothing does I/O or throws.
 *
 * <p><b>What is lost:</b> caller data, the properties and the name of the logger context, sequence numbers, the references
 * between markers, and of the arguments whatever the message does not show.
 *
 * <p>Thread-safe once started; Logback configures it on one thread.
 */
public final class FapilogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final List<Consumer<FapilogBuilder>> configuration = new ArrayList<>();
    private final @Nullable Fapilog shared;
    private final Diagnostics diagnostics = new LimitedDiagnostics(new Status(), TimeSource.system());
    private volatile @Nullable Fapilog fapilog;
    private volatile boolean starting;

    /** An appender with a pipeline of its own, from its start to its stop. */
    public FapilogAppender() {
        this(null);
    }

    /** An appender to a pipeline that belongs to the caller: neither its configuration nor its close is done here. */
    public FapilogAppender(@Nullable Fapilog shared) {
        this.shared = shared;
    }

    /** Adds a sink by name or URI, or a list of them as in {@code FAPILOG_SINKS}. */
    public void addSink(String uri) {
        configuration.add(builder -> builder.sinks(uri));
    }

    /** Adds a parameter, {@code name=value}, to the sink added last. */
    public void addOption(String option) {
        String[] parts = option.split("=", 2);
        configuration.add(builder -> builder.option(parts[0].strip(), parts.length < 2 ? "" : parts[1].strip()));
    }

    /** Sets the name of the application. */
    public void setService(String name) {
        setting("service", name);
    }

    /** Switches it on, the default, or off: {@code true}, {@code false}. */
    public void setEnabled(String on) {
        setting("enabled", on);
    }

    /** Sets how many events may wait in the queue of a sink; 65536 by default. */
    public void setQueueMaxsize(String events) {
        setting("queueMaxsize", events);
    }

    /** Sets how many bytes a sink may hold unconfirmed; {@code 32MiB} by default. */
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

    /** Sets how long {@code block} may hold up a caller; {@code 100ms} by default. */
    public void setBlockTimeout(String duration) {
        setting("blockTimeout", duration);
    }

    /** Sets how standard output shows events: {@code auto}, the default, {@code json} or {@code pretty}. */
    public void setConsole(String format) {
        setting("console", format);
    }

    /** Sets how long {@link #stop()} may take in all; {@code 5s} by default. */
    public void setCloseTimeout(String duration) {
        setting("closeTimeout", duration);
    }

    /** Sets whether JMX shows the sinks: {@code true}, the default, or {@code false}. */
    public void setJmx(String on) {
        setting("jmx", on);
    }

    /**
     * Whether the exit of the JVM delivers what is left: {@code true}, the default; {@code false} where Logback is
     * stopped then.
     */
    public void setDrainAtExit(boolean drain) {
        configuration.add(builder -> builder.drainAtExit(drain));
    }

    /** The pipeline behind it while it is started, for statistics and flushes; null when it is off. */
    public @Nullable Fapilog fapilog() {
        return fapilog;
    }

    /** Starts the pipeline as it was configured. Does no network I/O and never throws. */
    @Override
    public synchronized void start() {
        if (isStarted()) {
            return;
        }
        starting = true;
        try {
            Fapilog made = shared == null ? make() : shared;
            if (!made.stats().isEmpty()) {
                fapilog = made;
                super.start();
            }
        } catch (Throwable e) {
            diagnostics.warn("start", "the appender " + getName() + " stays off: " + e.getMessage());
        } finally {
            starting = false;
        }
    }

    /** Delivers what was accepted and ends the pipeline, within the close timeout. */
    @Override
    public synchronized void stop() {
        Fapilog stopping = fapilog;
        super.stop();
        fapilog = null;
        if (stopping != null && stopping != shared) {
            stopping.close();
        }
    }

    /** Takes an event; one that comes while the appender is off goes nowhere, and without a word. */
    @Override
    public void doAppend(ILoggingEvent event) {
        if (isStarted()) {
            super.doAppend(event);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        Fapilog target = fapilog;
        if (target != null) {
            try {
                target.log(Events.translate(event));
            } catch (Throwable e) {
                tell(e);
            }
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
        FapilogBuilder builder = Fapilog.builder().diagnostics(diagnostics);
        configuration.forEach(say -> say.accept(builder));
        return builder.start();
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
