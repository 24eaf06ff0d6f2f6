package io.fapilog;

import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection of an appender or handler of a logging framework to its pipeline: one of its own, from its start to
 * its stop, or one that belongs to the caller. For logging adapters. Thread-safe; the framework calls {@link #start}
 * and {@link #stop} one after the other.
 */
public final class Attachment {
    private static final Duration LONGEST_TELLING = Duration.ofMillis(500);

    private final Diagnostics diagnostics;
    private final @Nullable Fapilog shared;
    private volatile @Nullable Fapilog fapilog;

    /**
     * An attachment that is not started.
     *
     * @param diagnostics the channel of the framework for messages of its appenders; the messages are limited here
     * @param shared a pipeline that belongs to the caller: it is neither configured nor closed here; null for a
     *     pipeline of its own
     */
    public Attachment(Diagnostics diagnostics, @Nullable Fapilog shared) {
        this.diagnostics = GuardedDiagnostics.limited(diagnostics, TimeSource.system());
        this.shared = shared;
    }

    /**
     * Starts the pipeline. If that fails, reports it and stays off. Does no network I/O and never throws. Waits a moment
     * until its reports are told: Logback shows those of its configuration, and an application may end at once.
     *
     * @param owner what reports call the appender, such as {@code the appender LOKI}
     * @param configuration configures the pipeline of its own; the diagnostics are set already
     * @return whether there is a pipeline with sinks
     */
    public boolean start(String owner, Consumer<FapilogBuilder> configuration) {
        try {
            Fapilog started = shared == null ? create(configuration) : shared;
            fapilog = started.stats().isEmpty() ? null : started;
        } catch (Throwable e) {
            diagnostics.warn("start", owner + " stays off: " + e.getMessage());
        }
        BoundedWait told = DiagnosticsQueue.SHARED::await;
        boolean unused = told.through(System.nanoTime() + LONGEST_TELLING.toNanos());
        return fapilog != null;
    }

    /**
     * Logs the translation of {@code event}, if there is a pipeline. Never throws.
     *
     * @param translation makes an event of it, or null for none, with a builder that it must not keep
     * @return what the translation has thrown, which is reported at most once a minute; otherwise null
     */
    public <E> @Nullable Throwable log(
            E event, BiFunction<? super E, LogEvent.Builder, @Nullable LogEvent> translation) {
        Fapilog target = fapilog;
        if (target == null) {
            return null;
        }
        try {
            LogEvent translated = SpareBuilder.use(event, translation);
            if (translated != null) {
                target.log(translated);
            }
            return null;
        } catch (Throwable e) {
            report(e);
            return e;
        }
    }

    /** The pipeline while this is started, for statistics and flushes; null when it is off. */
    public @Nullable Fapilog fapilog() {
        return fapilog;
    }

    /** The channel given at the creation: limited, and never waited for. */
    public Diagnostics diagnostics() {
        return diagnostics;
    }

    /**
     * Stops: closes the pipeline of its own {@linkplain Fapilog#closeInBackground in the background}, since a framework
     * may stop an appender within a log call.
     */
    public void stop() {
        Fapilog own = detach();
        if (own != null) {
            own.closeInBackground();
        }
    }

    /** Stops: closes the pipeline of its own within {@code timeout}. Returns whether no event was left. */
    public boolean stop(Duration timeout) {
        Fapilog own = detach();
        return own == null || own.close(timeout);
    }

    private @Nullable Fapilog detach() {
        Fapilog own = fapilog == shared ? null : fapilog;
        fapilog = null;
        return own;
    }

    private Fapilog create(Consumer<FapilogBuilder> configuration) {
        FapilogBuilder builder = Fapilog.builder().diagnostics(diagnostics);
        configuration.accept(builder);
        return builder.start();
    }

    private void report(Throwable failure) {
        try {
            diagnostics.warn(
                    "event",
                    "an event could not be taken: " + failure.getClass().getName());
        } catch (Throwable e) {
            // Out of memory or stack: nothing can be reported.
        }
    }
}
