package io.fapilog;

import io.fapilog.spi.FapilogThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Shows the sinks of one {@link Fapilog} in JMX, from its start to its close. Thread-safe.
 *
 * <p>A short-lived thread registers them. The first use of the platform's MBean server costs tens of milliseconds, and
 * it initializes {@code java.util.logging}, which may at that moment be waiting for a handler of ours to be made.
 *
 * <p>Nothing of JMX is called while the monitor is held: JMX logs, and whoever closes us may hold the lock of the
 * logging system that JMX then waits for.
 *
 * <p>What fails here costs the view and one warning, never the application.
 */
final class SinkBeans {
    private final List<Pipeline> pipelines;
    private final Diagnostics diagnostics;
    private final Callable<Jmx> platform;
    private final List<Runnable> removals = new ArrayList<>();
    private boolean shown;
    private boolean ended;

    /** For {@code pipelines}; none when JMX is switched off. */
    SinkBeans(List<Pipeline> pipelines, Diagnostics diagnostics) {
        // A method reference would load the classes of JMX here, where their absence would be a failure.
        this(pipelines, diagnostics, () -> Jmx.platform());
    }

    SinkBeans(List<Pipeline> pipelines, Diagnostics diagnostics, Callable<Jmx> platform) {
        this.pipelines = pipelines;
        this.diagnostics = diagnostics;
        this.platform = platform;
    }

    /** Registers the sinks soon, the first time only, and not after {@link #remove}. */
    void show() {
        if (!begin()) {
            return;
        }
        try {
            new FapilogThread(this::register, "jmx").start();
        } catch (Throwable e) {
            tell(e);
        }
    }

    /** Removes the sinks for good; what is just being registered is removed by the thread that does so. */
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
        } catch (Throwable e) {
            tell(e);
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
            tell(e);
        }
    }

    private void tell(Throwable thrown) {
        diagnostics.warn("jmx", "the sinks cannot be shown in JMX (FAPILOG_JMX=false does without): " + thrown);
    }
}
