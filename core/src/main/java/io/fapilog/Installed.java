package io.fapilog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The registry of the installed {@link Fapilog} of this process, and of those who watch it. Thread-safe.
 *
 * <p>Watchers run outside the lock: they take locks of their own, whose holders may be installing.
 */
final class Installed {
    private static final Object LOCK = new Object();
    private static final Set<Runnable> WATCHERS = new CopyOnWriteArraySet<>();
    private static final Fapilog NONE = none();

    /** Written under the lock, and read without it. */
    private static volatile @Nullable Fapilog installed;

    /** Whether the thread that holds the lock is creating the installed pipeline. */
    @GuardedBy("LOCK")
    private static boolean creating;

    private Installed() {}

    /** The installed pipeline, created from the environment if there is none or it is closed. */
    static Fapilog configure() {
        Fapilog created;
        synchronized (LOCK) {
            Fapilog present = installed;
            if (present != null && !present.isClosed()) {
                return present;
            }
            created = create(() -> Fapilog.builder().install());
        }
        notifyWatchers(created);
        return created;
    }

    /** The installed pipeline, created from the environment if there is none. Never throws. */
    static Fapilog current() {
        Fapilog present = installed;
        if (present != null) {
            return present;
        }
        if (Thread.currentThread() instanceof FapilogThread) {
            // Its events are refused in any case, and the thread that installs may wait for it.
            return NONE;
        }
        try {
            Fapilog created = createCurrent();
            notifyWatchers(created);
            return created;
        } catch (Throwable e) {
            // Out of memory or threads. A later call tries again.
            return NONE;
        }
    }

    /** Installs {@code fapilog}, and closes the pipeline that was installed before, in the background. */
    static Fapilog install(Fapilog fapilog) {
        Fapilog before;
        synchronized (LOCK) {
            before = installed;
            installed = fapilog;
        }
        if (before != null) {
            // At once, so that the names are free for the new sinks; the close may take longer.
            before.hide();
        }
        fapilog.show();
        notifyWatchers(fapilog);
        if (before != null) {
            before.closeInBackground();
        }
        return fapilog;
    }

    static void watch(Runnable watcher) {
        WATCHERS.add(watcher);
    }

    static void unwatch(Runnable watcher) {
        WATCHERS.remove(watcher);
    }

    /** Whether this thread holds the lock. */
    static boolean isInstalling() {
        return Thread.holdsLock(LOCK);
    }

    /** Runs the watchers after a change of {@code fapilog}, unless this thread holds the lock. */
    static void notifyWatchers(Fapilog fapilog) {
        if (isInstalling()) {
            return;
        }
        for (Runnable watcher : WATCHERS) {
            try {
                watcher.run();
            } catch (Throwable e) {
                fapilog.diagnostics().warn("watcher", "a watcher of the pipelines failed: " + e);
            }
        }
    }

    /** While it is being created, events that the creation logs on this thread are discarded. */
    private static Fapilog createCurrent() {
        synchronized (LOCK) {
            Fapilog present = installed;
            if (present != null) {
                return present;
            }
            return creating ? NONE : create(() -> Fapilog.builder().installLeniently());
        }
    }

    @GuardedBy("LOCK")
    private static Fapilog create(Supplier<Fapilog> creator) {
        creating = true;
        try {
            return creator.get();
        } finally {
            creating = false;
        }
    }

    private static Fapilog none() {
        TimeSource time = TimeSource.system();
        Diagnostics diagnostics = GuardedDiagnostics.limited(new StderrDiagnostics(System.err, time), time);
        Levels off = new Levels(LevelRules.parse("off", new ArrayList<>()), time);
        SinkBeans beans = new SinkBeans(List.of(), off, diagnostics);
        return new Fapilog(List.of(), off, Duration.ZERO, false, false, beans, diagnostics);
    }
}
