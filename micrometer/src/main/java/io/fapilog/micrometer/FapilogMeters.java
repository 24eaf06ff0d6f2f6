package io.fapilog.micrometer;

import io.fapilog.Fapilog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The account of every sink as meters, tagged {@code sink}; {@code docs/meters.md} lists them with the alerts to put on
 * them.
 *
 * <pre>new FapilogMeters().bindTo(registry)</pre>
 *
 * <p>The meters are there from the start of a pipeline, at 0, until its close. A new pipeline begins to count at 0 under
 * the same names. Where two sinks have the same name, the tag of the second ends in {@code #2}.
 *
 * <p>Thread-safe; bind it once to a registry. Reading a meter tells the account of that moment, does no I/O and waits for
 * a few instructions at most. There is no need to keep this object, although the references of Micrometer are weak: it
 * lives until {@link #close}, or until the close of the pipeline that it was made for.
 */
public final class FapilogMeters implements MeterBinder, AutoCloseable {
    private final boolean follows;
    private volatile @Nullable Fapilog own;
    private volatile boolean closed;
    private final List<RegistryMeters> registries = new CopyOnWriteArrayList<>();
    private final Runnable watcher = this::refresh;

    /** How often somebody has asked for a refresh since the last one began; not 0 while a thread is at it. */
    private final AtomicInteger asked = new AtomicInteger();

    /** For the pipeline of this process, {@link Fapilog#current()}, and for those that replace it. */
    public FapilogMeters() {
        this(true, null);
    }

    /** For one pipeline, until it is closed. */
    public FapilogMeters(Fapilog fapilog) {
        this(false, fapilog);
    }

    private FapilogMeters(boolean follows, @Nullable Fapilog own) {
        this.follows = follows;
        this.own = own;
    }

    /**
     * Adds the meters to {@code registry}, and keeps them right there until the close. The pipeline of the process is
     * made from the environment if nobody has made it yet.
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        registries.add(new RegistryMeters(registry));
        Fapilog.watch(watcher);
        refresh();
    }

    /** Removes all meters for good. A second call has no effect. */
    @Override
    public void close() {
        closed = true;
        refresh();
    }

    /**
     * Shows the pipeline that there is now. Waits for nobody, since callers hold locks of their own, those of a
     * registry among them: if another thread is at it, that one does it again.
     */
    private void refresh() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = asked.get();
            try {
                showPresent();
            } catch (RuntimeException | Error e) {
                asked.set(0);
                throw e;
            }
        } while (!asked.compareAndSet(seen, 0));
    }

    private void showPresent() {
        Fapilog present = closed ? null : present();
        registries.removeIf(RegistryMeters::isClosed);
        registries.forEach(registry -> registry.show(present));
        if (closed || (present == null && !follows)) {
            own = null;
            registries.clear();
            Fapilog.unwatch(watcher);
        }
    }

    private @Nullable Fapilog present() {
        Fapilog present = follows ? Fapilog.current() : own;
        return present == null || present.isClosed() ? null : present;
    }
}
