package io.fapilog;

import io.fapilog.config.Quantities;
import io.fapilog.spi.FapilogThread;
import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of an application and brings them to its sinks, each with a queue, a worker and a thread of its own,
 * so that none holds up another.
 *
 * <p>One line of configuration is enough, in the environment:
 *
 * <pre>FAPILOG_SINKS=stdout,loki://loki:3100?labels=app=myapi,env=dev</pre>
 *
 * <p>{@link #configureLogging()} reads it, {@link #builder()} says the same in code. Thread-safe. On a normal exit of
 * the JVM what was accepted is delivered, for at most the close timeout (5 s); the JVM is never kept alive.
 */
public final class Fapilog implements AutoCloseable {
    private static final Object INSTALLING = new Object();
    private static final Set<Runnable> WATCHERS = new CopyOnWriteArraySet<>();
    private static final Fapilog NONE = none(new StderrDiagnostics(System.err, TimeSource.system()));

    private static volatile @Nullable Fapilog installed;
    /**
     * Whether a pipeline is being made. Guarded by {@link #INSTALLING}, so only the making thread itself can see it
     * set.
     */
    private static boolean making;

    private final Pipeline[] pipelines;
    private final LevelRules levels;
    private final Duration closeTimeout;
    private final SinkBeans beans;
    private final Diagnostics diagnostics;
    private final boolean relay;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final @Nullable Thread hook;

    Fapilog(
            List<Pipeline> pipelines,
            LevelRules levels,
            Duration closeTimeout,
            boolean drainAtExit,
            boolean relay,
            SinkBeans beans,
            Diagnostics diagnostics) {
        this.pipelines = pipelines.toArray(new Pipeline[0]);
        this.levels = levels;
        this.closeTimeout = closeTimeout;
        this.relay = relay;
        this.beans = beans;
        this.diagnostics = diagnostics;
        this.hook = drainAtExit && !pipelines.isEmpty() ? new Thread(this::close, "fapilog-exit") : null;
        if (hook != null) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    /**
     * Makes the pipeline of this process from the environment variables and system properties, or returns it when there
     * is one that has not been closed. Does no network I/O.
     *
     * @throws ConfigurationException when the configuration is wrong, listing everything that is
     */
    public static Fapilog configureLogging() {
        Fapilog made;
        synchronized (INSTALLING) {
            Fapilog present = installed;
            if (present != null && !present.isClosed()) {
                return present;
            }
            made = make(() -> builder().install());
        }
        made.tellWatchers();
        return made;
    }

    /**
     * The pipeline of this process, made from the environment at the first use. For logging adapters: it never throws.
     * A configuration that cannot be used gives one WARN, and the events go to standard output.
     */
    public static Fapilog current() {
        Fapilog present = installed;
        if (present != null) {
            return present;
        }
        Fapilog made = makeCurrent();
        made.tellWatchers();
        return made;
    }

    /** Begins a pipeline in code. What the builder is not told is taken from the environment. */
    public static FapilogBuilder builder() {
        return new FapilogBuilder();
    }

    /**
     * Has {@code watcher} run after each change of the {@linkplain #current present} pipeline and after each close of
     * any, so that what shows their state can follow. It runs on the thread that makes the change and should be short;
     * what it throws is told and ignored. Adding it again has no effect. It is kept until {@link #unwatch}.
     */
    public static void watch(Runnable watcher) {
        WATCHERS.add(watcher);
    }

    /** Ends {@link #watch}; a run on another thread may be under way still. */
    public static void unwatch(Runnable watcher) {
        WATCHERS.remove(watcher);
    }

    /** The least level that passes {@code logger}; null when none does, and for the loggers of fapilog itself. */
    public @Nullable Level threshold(String logger) {
        return pipelines.length == 0 || isOwnLogger(logger) ? null : levels.threshold(logger);
    }

    /** Whether an event of this level passes {@code logger}. */
    public boolean isEnabled(String logger, Level level) {
        Level threshold = threshold(logger);
        return threshold != null && level.isAtLeast(threshold);
    }

    /**
     * Hands {@code event} to every sink, whatever its level. Never throws, does no I/O, and waits only where a sink was
     * configured with {@link Overflow#BLOCK}.
     *
     * @return whether every sink took it; false too when it comes from fapilog itself, or after the close
     */
    public boolean log(LogEvent event) {
        try {
            if (pipelines.length == 0 || (!relay && isOwn(event))) {
                return false;
            }
            boolean taken = true;
            for (Pipeline pipeline : pipelines) {
                taken &= pipeline.offer(event);
            }
            return taken;
        } catch (Throwable e) {
            tellLost(event, e);
            return false;
        }
    }

    /**
     * Waits until everything accepted so far is settled, in all sinks together for at most {@code timeout}. Logging
     * goes on meanwhile.
     *
     * @return whether all was settled in time; false too when the thread is interrupted, whose flag is then set again
     */
    public boolean flush(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<CompletableFuture<Void>> flushes = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            flushes.add(pipeline.flush());
        }
        try {
            boolean all = true;
            for (CompletableFuture<Void> flush : flushes) {
                all &= Pipeline.await(flush, deadline - System.nanoTime());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Closes within the close timeout of the configuration, 5 s by default. */
    @Override
    public void close() {
        close(closeTimeout);
    }

    /**
     * Refuses further events, delivers those accepted, and ends all threads, in all sinks together within {@code
     * timeout}. What could not be delivered is counted as {@link DropReason#CLOSED} and told; what a spool has stays
     * there, and a server that is away is not waited for then. An interrupt does not cut it short.
     *
     * @return whether nothing was left; true when it was closed before
     */
    public boolean close(Duration timeout) {
        if (!closed.compareAndSet(false, true)) {
            return true;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        removeHook();
        for (Pipeline pipeline : pipelines) {
            pipeline.drain();
        }
        boolean complete = true;
        for (Pipeline pipeline : pipelines) {
            complete &= stop(pipeline, deadline, timeout);
        }
        beans.remove();
        tellWatchers();
        return complete;
    }

    /** How long {@link #close()} may take, 5 s by default. */
    public Duration closeTimeout() {
        return closeTimeout;
    }

    /** Whether this has been closed. */
    public boolean isClosed() {
        return closed.get();
    }

    /** The account of every sink, in the order of the configuration. Also after the close. */
    public List<SinkStats> stats() {
        List<SinkStats> stats = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            stats.add(pipeline.stats());
        }
        return List.copyOf(stats);
    }

    static Fapilog install(Fapilog fapilog) {
        Fapilog before;
        synchronized (INSTALLING) {
            before = installed;
            installed = fapilog;
        }
        if (before != null) {
            // At once, so that the new sinks find the names free; the close may take its time.
            before.beans.remove();
        }
        fapilog.show();
        fapilog.tellWatchers();
        if (before != null) {
            before.close();
        }
        return fapilog;
    }

    /** Shows the sinks in JMX, unless it is closed. */
    void show() {
        beans.show();
    }

    /**
     * Whether the logger is one of ours or of the HTTP client, or the thread is ours: such an event would feed on
     * itself. An asynchronous appender brings it on a thread of its own, and then only the name is left to tell.
     */
    private static boolean isOwn(LogEvent event) {
        return Thread.currentThread() instanceof FapilogThread
                || event.thread().startsWith(FapilogThread.PREFIX)
                || isOwnLogger(event.logger());
    }

    private static boolean isOwnLogger(String logger) {
        return isBelow(logger, "io.fapilog")
                || isBelow(logger, "jdk.httpclient")
                || isBelow(logger, "jdk.internal.httpclient");
    }

    private static boolean isBelow(String logger, String name) {
        return logger.startsWith(name) && (logger.length() == name.length() || logger.charAt(name.length()) == '.');
    }

    /** While it is being made, what the making itself logs on this thread goes nowhere. */
    private static Fapilog makeCurrent() {
        synchronized (INSTALLING) {
            Fapilog present = installed;
            if (present != null) {
                return present;
            }
            return making ? NONE : make(() -> builder().installLeniently());
        }
    }

    private void tellLost(LogEvent event, Throwable thrown) {
        try {
            diagnostics.warn("log", "an event of logger " + event.logger() + " could not be taken: " + thrown);
        } catch (Throwable e) {
            // The heap or the stack is at its end, and the application must not learn of it from here.
        }
    }

    private static Fapilog make(Supplier<Fapilog> maker) {
        making = true;
        try {
            return maker.get();
        } finally {
            making = false;
        }
    }

    private static Fapilog none(Diagnostics diagnostics) {
        LevelRules off = LevelRules.parse("off", new ArrayList<>());
        SinkBeans beans = new SinkBeans(List.of(), diagnostics);
        return new Fapilog(List.of(), off, Duration.ZERO, false, false, beans, diagnostics);
    }

    /** Whether this thread makes the pipeline of the process and holds the lock of that. */
    static boolean isInstalling() {
        return Thread.holdsLock(INSTALLING);
    }

    /** Not under the lock: watchers take locks of their own, under which others may be installing. */
    private void tellWatchers() {
        if (isInstalling()) {
            return;
        }
        for (Runnable watcher : WATCHERS) {
            try {
                watcher.run();
            } catch (Throwable e) {
                diagnostics.warn("watcher", "a watcher of the pipelines failed: " + e);
            }
        }
    }

    private boolean stop(Pipeline pipeline, long deadline, Duration timeout) {
        long left = pipeline.stop(deadline);
        if (left > 0) {
            diagnostics.warn(
                    "close " + pipeline.name(),
                    pipeline.name() + ": closed with " + left + " events undelivered after "
                            + Quantities.show(timeout));
        }
        return left == 0;
    }

    private void removeHook() {
        try {
            if (hook != null && Thread.currentThread() != hook) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IllegalStateException e) {
            // The JVM is going down; the hook finds that this is closed already.
        }
    }
}
