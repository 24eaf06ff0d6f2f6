package io.fapilog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The JMX views of the sinks and of the levels of one {@link Fapilog}, from its start to its close. Thread-safe.
 *
 * <p>A short-lived thread registers them. The first use of the platform's MBean server takes tens of milliseconds, and
 * it initializes {@code java.util.logging}, which may be waiting for our handler to be created at that moment.
 *
 * <p>JMX is not called while the monitor is held: JMX logs, and a thread that closes the pipeline may hold the lock of
 * the logging system that JMX then waits for.
 *
 * <p>A failure is reported by one warning; the application is not affected.
 */
final class SinkBeans {
    private final List<Pipeline> pipelines;
    private final Levels levels;
    private final Diagnostics diagnostics;
    private final Callable<Jmx> platform;

    @GuardedBy("this")
    private final List<Runnable> removals = new ArrayList<>();

    @GuardedBy("this")
    private boolean shown;

    @GuardedBy("this")
    private boolean ended;

    /** Views of {@code pipelines}, which is empty when JMX is disabled. */
    SinkBeans(List<Pipeline> pipelines, Levels levels, Diagnostics diagnostics) {
        // A method reference would load the classes of JMX here, and fail if they are absent.
        this(pipelines, levels, diagnostics, () -> Jmx.platform());
    }

    SinkBeans(List<Pipeline> pipelines, Levels levels, Diagnostics diagnostics, Callable<Jmx> platform) {
        this.pipelines = pipelines;
        this.levels = levels;
        this.diagnostics = diagnostics;
        this.platform = platform;
    }

    /** Registers the sinks soon; only once, and not after {@link #remove}. */
    void show() {
        if (!begin()) {
            return;
        }
        try {
            new FapilogThread(this::register, "jmx").start();
        } catch (Throwable e) {
            report(e);
        }
    }

    /** Unregisters the sinks for good. Those that are being registered are unregistered by the registering thread. */
    void remove() {
        removeAll(end());
    }

    private void register() {
        List<Runnable> registered = new ArrayList<>();
        try {
            Jmx jmx = platform.call();
            for (Pipeline pipeline : pipelines) {
                registered.add(jmx.show(pipeline.name(), pipeline::stats));
            }
            registered.add(jmx.show(levels));
        } catch (Throwable e) {
            report(e);
        }
        if (!keep(registered)) {
            removeAll(registered);
        }
    }

    private synchronized boolean begin() {
        boolean first = !shown && !ended && !pipelines.isEmpty();
        shown |= first;
        return first;
    }

    private synchronized boolean keep(List<Runnable> registered) {
        if (!ended) {
            removals.addAll(registered);
        }
        return !ended;
    }

    private synchronized List<Runnable> end() {
        ended = true;
        List<Runnable> all = List.copyOf(removals);
        removals.clear();
        return all;
    }

    private void removeAll(List<Runnable> all) {
        try {
            all.forEach(Runnable::run);
        } catch (Throwable e) {
            report(e);
        }
    }

    private void report(Throwable thrown) {
        diagnostics.warn("jmx", "the sinks cannot be shown in JMX (set FAPILOG_JMX=false to disable this): " + thrown);
    }
}
