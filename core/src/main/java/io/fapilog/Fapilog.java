package io.fapilog;

import io.fapilog.config.Quantities;
import io.fapilog.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A logging pipeline: takes the events of an application and delivers them to its sinks. Each sink has a queue, a
 * worker and a thread of its own, so that none delays another.
 *
 * <p>One line of configuration in the environment is enough:
 *
 * <pre>FAPILOG_SINKS=stdout,loki://loki:3100?labels=app=myapi,env=dev</pre>
 *
 * <p>{@link #configureLogging()} reads it; {@link #builder()} does the same in code. Thread-safe. On a normal exit of
 * the JVM, accepted events are delivered for at most the close timeout (5 s); what is logged in other shutdown
 * hooks is delivered too. The threads are daemons and never keep the JVM alive.
 */
public final class Fapilog implements AutoCloseable {
    private static final long LONGEST_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final CompletableFuture<?>[] NO_FLUSHES = {};

    private final Pipeline[] pipelines;
    private final Levels levels;
    private final Duration closeTimeout;
    private final SinkBeans beans;
    private final Diagnostics diagnostics;
    private final boolean relay;
    private final AtomicBoolean closing = new AtomicBoolean();
    /** Completes when this is closed, with whether no event was left. */
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    /** Until when log calls wait for the delivery, since the JVM is ending; null when its exit waits for it. */
    private final @Nullable Long lateDeadline;

    Fapilog(
            List<Pipeline> pipelines,
            Levels levels,
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
        boolean awaited = !drainAtExit || pipelines.isEmpty() || ExitHook.add(this);
        this.lateDeadline = awaited ? null : deadline(closeTimeout);
    }

    /**
     * Returns the pipeline of this process. Creates it from the environment variables and system properties if there is
     * none or it is closed. Does no network I/O.
     *
     * @throws ConfigurationException listing every violation of the configuration
     */
    public static Fapilog configureLogging() {
        return Installed.configure();
    }

    /**
     * Returns the pipeline of this process, created from the environment at the first use. For logging adapters: it
     * never throws. If the configuration is invalid, a WARN reports it and the events go to standard output.
     */
    public static Fapilog current() {
        return Installed.current();
    }

    /** Starts the configuration of a pipeline in code. Settings that are not given are taken from the environment. */
    public static FapilogBuilder builder() {
        return new FapilogBuilder();
    }

    /**
     * Checks a sink without starting it, see {@link FapilogBuilder#check}.
     *
     * @throws ConfigurationException listing every violation with its mend
     */
    public static List<Finding> check(String uri) {
        List<Finding> findings = new ArrayList<>();
        builder().sink(uri).check(false, findings::add);
        return findings;
    }

    /**
     * Runs {@code watcher} after each change of the {@linkplain #current installed} pipeline and after each close of
     * any pipeline, so that views of their state can follow. It runs on the thread that makes the change and should be
     * short; an exception is reported and ignored. Adding a watcher again has no effect. It is referenced until {@link
     * #unwatch}.
     */
    public static void watch(Runnable watcher) {
        Installed.watch(watcher);
    }

    /** Ends {@link #watch}. A run on another thread may still be under way. */
    public static void unwatch(Runnable watcher) {
        Installed.unwatch(watcher);
    }

    /** The least level that passes {@code logger}; null when none does, and for the loggers of fapilog itself. */
    public @Nullable Level threshold(String logger) {
        boolean refused = pipelines.length == 0 || OwnEvents.areOf(logger);
        return refused ? null : levels.inForce().threshold(logger);
    }

    /**
     * An object that is another one after each change of what {@link #threshold} returns, so that a logger may keep the
     * result for as long as this object is the same. Costs a volatile read, and the clock while levels are temporary.
     */
    public Object levelsInForce() {
        return levels.inForce();
    }

    /**
     * Lays rules such as {@code com.acme=debug,com.acme.noisy=off} over the levels of the configuration, for a time;
     * they end by themselves, and so do those of an earlier call. They decide what {@link #threshold} returns, and with
     * that what the SLF4J provider of fapilog logs; Logback, Log4j2 and JUL have levels of their own.
     *
     * @param rules rules as in {@code FAPILOG_LEVEL}
     * @param length from 1 s to 7 days
     * @throws IllegalArgumentException if a rule or the length is invalid; the message says how to mend it
     */
    public void setLevel(String rules, Duration length) {
        levels.set(rules, length);
    }

    /** Whether an event of {@code level} passes {@code logger}. */
    public boolean isEnabled(String logger, Level level) {
        Level threshold = threshold(logger);
        return threshold != null && level.isAtLeast(threshold);
    }

    /**
     * Offers {@code event} to every sink, whatever its level. Never throws, does no I/O, and waits only for a sink with
     * {@link Overflow#BLOCK}.
     *
     * @return whether every sink accepted it; false also for an event of fapilog itself, and after the close
     */
    public boolean log(LogEvent event) {
        try {
            if (pipelines.length == 0 || (!relay && OwnEvents.include(event))) {
                return false;
            }
            boolean accepted = true;
            for (Pipeline pipeline : pipelines) {
                accepted &= pipeline.queue().offer(event);
            }
            deliverLate();
            return accepted;
        } catch (Throwable e) {
            reportLost(event, e);
            return false;
        }
    }

    /**
     * Waits until everything accepted so far is settled, for at most {@code timeout} for all sinks together. Logging
     * may continue meanwhile.
     *
     * @return whether everything was settled in time; false also if the thread is interrupted, whose flag is then set
     *     again
     */
    public boolean flush(Duration timeout) {
        long deadline = deadline(timeout);
        List<CompletableFuture<Void>> flushes = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            flushes.add(pipeline.flush());
        }
        try {
            boolean all = true;
            for (CompletableFuture<Void> flush : flushes) {
                all &= BoundedWait.await(flush, deadline - System.nanoTime());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            // The workers forget what nobody waits for.
            flushes.forEach(flush -> flush.cancel(false));
        }
    }

    /** Closes the pipeline within the configured close timeout, 5 s by default. */
    @Override
    public void close() {
        close(closeTimeout);
    }

    /**
     * Refuses further events, delivers the accepted ones, and ends all threads, within {@code timeout} for all sinks
     * together. Events that could not be delivered are counted as {@link DropReason#CLOSED} and reported; events in a
     * spool stay there, and then an unavailable server is not waited for. An interrupt does not shorten the close. If
     * another thread is closing this, waits for it.
     *
     * @return whether no event was left; false also if another thread is still closing this after {@code timeout}
     */
    public boolean close(Duration timeout) {
        long deadline = deadline(timeout);
        if (beginClose()) {
            finishClose(deadline, timeout.isNegative() ? Duration.ZERO : timeout);
        }
        return awaitClosed(deadline);
    }

    /**
     * Closes the pipeline as {@link #close()} does, on a thread of its own, and returns at once. The exit of the JVM
     * waits for that thread; when the JVM is ending already, this method waits itself. It also waits where the class
     * loader of fapilog may be closed before that thread has ended, as that of a web application is.
     */
    public void closeInBackground() {
        long deadline = deadline(closeTimeout);
        if (pipelines.length > 0 && isLoadedForGood() && ExitHook.add(this)) {
            closeInBackground(deadline);
        } else {
            boolean unused = close(closeTimeout);
        }
    }

    /** The longest duration of {@link #close()}, 5 s by default. */
    public Duration closeTimeout() {
        return closeTimeout;
    }

    /** Whether this pipeline has been closed, or is being closed: it refuses events. */
    public boolean isClosed() {
        return closing.get();
    }

    /** The ledger of every sink, in the order of the configuration. Also available after the close. */
    public List<SinkStats> stats() {
        List<SinkStats> stats = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            stats.add(pipeline.stats());
        }
        return List.copyOf(stats);
    }

    /** Every sink with its settings as they were understood and its ledger, in the order of the configuration. */
    public List<SinkView> sinks() {
        List<SinkView> views = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            views.add(pipeline.view());
        }
        return List.copyOf(views);
    }

    /**
     * Checks every sink beside its work: whether events arrive, and why not. Sends one marked event to each sink that
     * has a server; it is no part of the ledger. Blocks for at most 90 s a sink.
     *
     * @param offline whether only the settings are checked: no network, no files of the sinks
     * @param findings receives each result as soon as it is known, on the thread of the caller
     */
    public void check(boolean offline, Consumer<Finding> findings) {
        for (Pipeline pipeline : pipelines) {
            pipeline.check(offline, findings);
        }
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    /** Shows the sinks in JMX, unless this is closed. */
    void show() {
        beans.show();
    }

    /** Removes the sinks from JMX. */
    void hide() {
        beans.remove();
    }

    /** Requests that everything accepted so far is settled soon. */
    void beginFlush() {
        for (Pipeline pipeline : pipelines) {
            CompletableFuture<Void> unused = pipeline.flush();
        }
    }

    /** Closes this until {@code deadline}, of {@link System#nanoTime}, on a thread of its own. */
    void closeInBackground(long deadline) {
        if (!beginClose()) {
            return;
        }
        try {
            new FapilogThread(() -> finishClose(deadline, closeTimeout), "close").start();
        } catch (Throwable e) {
            // There is no memory for a thread.
            finishClose(deadline, closeTimeout);
        }
    }

    /** Waits until this is closed, until {@code deadline}. Returns whether it is and no event was left. */
    boolean awaitClosed(long deadline) {
        BoundedWait end = nanos -> BoundedWait.await(closed, nanos);
        return end.through(deadline) && closed.getNow(false);
    }

    /**
     * The deadline after {@code timeout}, of {@link System#nanoTime}; at most 146 years away, so that it can be
     * compared.
     */
    private static long deadline(Duration timeout) {
        if (timeout.isNegative()) {
            return System.nanoTime();
        }
        boolean isLonger = timeout.compareTo(Duration.ofNanos(TimeSource.NEVER)) > 0;
        return System.nanoTime() + (isLonger ? TimeSource.NEVER : timeout.toNanos());
    }

    private void reportLost(LogEvent event, Throwable thrown) {
        try {
            diagnostics.warn("log", "an event of logger " + event.logger() + " could not be taken: " + thrown);
        } catch (Throwable e) {
            // Out of memory or stack: nothing can be reported, and nothing may be thrown into the application.
        }
    }

    /**
     * Waits for the delivery of everything accepted, since nobody else will: this was created while the JVM was ending,
     * when no hook can be added. All waits together end at the close timeout.
     */
    private void deliverLate() {
        Long deadline = lateDeadline;
        if (deadline != null && !closing.get()) {
            boolean unused = flush(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
    }

    /** Refuses further events. Returns whether the caller has to {@linkplain #finishClose finish} the close. */
    private boolean beginClose() {
        if (!closing.compareAndSet(false, true)) {
            if (closed.isDone()) {
                ExitHook.remove(this);
            }
            return false;
        }
        for (Pipeline pipeline : pipelines) {
            pipeline.queue().drain();
        }
        return true;
    }

    /** Whether the class loader of fapilog is never closed: that of the class path, or of a jar of Spring Boot. */
    private static boolean isLoadedForGood() {
        ClassLoader loader = Fapilog.class.getClassLoader();
        return loader == ClassLoader.getSystemClassLoader()
                || loader.getClass().getName().startsWith("org.springframework.boot.loader.");
    }

    private void finishClose(long deadline, Duration timeout) {
        boolean complete = false;
        try {
            complete = settle(deadline, timeout);
            hide();
        } finally {
            for (Pipeline pipeline : pipelines) {
                pipeline.queue().stop();
            }
            closed.complete(complete);
            ExitHook.remove(this);
        }
        Installed.notifyWatchers(this);
    }

    /**
     * Settles the events of all sinks at the same time, so that none takes the time of another, and ends their workers;
     * then waits a moment until the messages about it are told.
     */
    private boolean settle(long deadline, Duration timeout) {
        long grace = Math.min(LONGEST_GRACE_NANOS, Math.max(0, deadline - System.nanoTime()) / 4);
        List<CompletableFuture<Void>> flushes = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            flushes.add(pipeline.flush());
        }
        BoundedWait settled = nanos -> BoundedWait.await(CompletableFuture.allOf(flushes.toArray(NO_FLUSHES)), nanos);
        boolean unused = settled.through(deadline - 2 * grace);
        for (Pipeline pipeline : pipelines) {
            pipeline.queue().stop();
        }
        boolean complete = true;
        for (Pipeline pipeline : pipelines) {
            complete &= end(pipeline, deadline - grace, timeout);
        }
        BoundedWait told = DiagnosticsQueue.SHARED::await;
        boolean ignored = told.through(Math.min(deadline, System.nanoTime() + LONGEST_GRACE_NANOS));
        return complete;
    }

    private boolean end(Pipeline pipeline, long deadline, Duration timeout) {
        long left = pipeline.awaitEnd(deadline);
        if (left > 0) {
            diagnostics.warn(
                    "close " + pipeline.name(),
                    pipeline.name() + ": closed with " + left + " events undelivered after "
                            + Quantities.show(timeout));
        }
        return left == 0;
    }
}
