package io.fapilog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The shutdown hook of all pipelines. It goes on taking events while other hooks run, since an application logs there
 * how it ends; then it closes all pipelines at once, and waits for those that are being closed. All of this takes no
 * longer than the longest close timeout.
 *
 * <p><b>How it knows that the other hooks have ended.</b> The JVM starts all hooks one after the other, and then joins
 * them in the same order, on one thread. This thread calls {@link #start}, which looks which threads are alive: those
 * that come later may be hooks. {@link #run} holds the monitor of this thread, which {@link Thread#join} needs: when
 * the joining thread is blocked, it has arrived here, and all hooks that were started before have ended.
 *
 * <p><b>Ownership.</b> The monitor of {@link #PIPELINES} guards the registration; the rest belongs to the exit.
 */
final class ExitHook extends Thread {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_RESERVE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Set<Fapilog> PIPELINES = new LinkedHashSet<>();

    @GuardedBy("PIPELINES")
    private static @Nullable ExitHook registered;

    /** Whether the hook takes no further pipelines. */
    @GuardedBy("PIPELINES")
    private static boolean over;

    /** The thread that starts and joins all hooks; null if the threads could not be listed. */
    private volatile @Nullable Thread joining;

    private volatile Set<Thread> older = Set.of();

    private ExitHook() {
        super(null, null, FapilogThread.PREFIX + "exit", 0, false);
        setDaemon(false);
        setContextClassLoader(ExitHook.class.getClassLoader());
    }

    /** Makes the exit of the JVM wait for {@code fapilog}. Returns false if the JVM is ending and will not wait. */
    static boolean add(Fapilog fapilog) {
        synchronized (PIPELINES) {
            if (!over && (registered != null || register())) {
                PIPELINES.add(fapilog);
                return true;
            }
            return false;
        }
    }

    /** Ends {@link #add}. */
    static void remove(Fapilog fapilog) {
        synchronized (PIPELINES) {
            ExitHook hook = registered;
            if (PIPELINES.remove(fapilog) && PIPELINES.isEmpty() && hook != null) {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                    registered = null;
                } catch (IllegalStateException e) {
                    // The JVM is ending, and the hook runs.
                }
            }
        }
    }

    /** Starts the hook. What is thrown here would keep the JVM from running the other hooks. */
    @Override
    public synchronized void start() {
        try {
            older = threads();
            joining = Thread.currentThread();
        } catch (Throwable e) {
            // There is no memory; the hook then waits for quiet only.
        }
        super.start();
    }

    @Override
    public void run() {
        long began = System.nanoTime();
        List<Fapilog> open = open(false);
        long limit = open.stream()
                .mapToLong(fapilog -> fapilog.closeTimeout().toNanos())
                .max()
                .orElse(0);
        open.forEach(Fapilog::beginFlush);
        awaitOthers(began + limit - Math.min(LONGEST_RESERVE_NANOS, limit / 4));
        List<Fapilog> all = open(true);
        long deadline = began + limit;
        all.forEach(fapilog -> fapilog.closeInBackground(deadline));
        all.forEach(fapilog -> fapilog.awaitClosed(deadline));
        BoundedWait told = DiagnosticsQueue.SHARED::await;
        boolean unused = told.through(Math.min(deadline, System.nanoTime() + LONGEST_RESERVE_NANOS));
    }

    @GuardedBy("PIPELINES")
    private static boolean register() {
        ExitHook hook = new ExitHook();
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            over = true;
            return false;
        }
        registered = hook;
        return true;
    }

    private static List<Fapilog> open(boolean last) {
        synchronized (PIPELINES) {
            over |= last;
            return List.copyOf(PIPELINES);
        }
    }

    /** Waits until the other hooks have ended and no event has come for a moment, if any has come at all. */
    private synchronized void awaitOthers(long deadline) {
        long events = accepted();
        long quietAt = System.nanoTime();
        int ended = 0;
        while (deadline - System.nanoTime() > 0) {
            ended = haveOthersEnded() ? ended + 1 : 0;
            long now = accepted();
            if (now != events) {
                events = now;
                quietAt = System.nanoTime() + QUIET_NANOS;
            }
            // Twice, since the joining thread may be blocked elsewhere for an instant.
            if (ended >= 2 && System.nanoTime() - quietAt >= 0) {
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean haveOthersEnded() {
        Thread thread = joining;
        if (thread == null) {
            return true;
        }
        Set<Thread> younger = threads();
        younger.removeAll(older);
        return thread.getState() == State.BLOCKED && younger.isEmpty();
    }

    private static long accepted() {
        return open(false).stream()
                .flatMap(fapilog -> fapilog.stats().stream())
                .mapToLong(stats -> stats.events().accepted())
                .sum();
    }

    /** The living threads that may be hooks: not those of fapilog, also of another class loader, and no daemons. */
    private static Set<Thread> threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] all = new Thread[root.activeCount() + 100];
        int count = root.enumerate(all);
        Set<Thread> threads = new HashSet<>();
        for (int i = 0; i < count; i++) {
            if (!all[i].isDaemon() && !all[i].getName().startsWith(FapilogThread.PREFIX)) {
                threads.add(all[i]);
            }
        }
        return threads;
    }
}
