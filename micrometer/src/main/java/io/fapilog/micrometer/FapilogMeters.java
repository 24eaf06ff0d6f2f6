package io.fapilog.micrometer;

import io.fapilog.Fapilog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer meters for the ledger of every sink, tagged {@code sink}. {@code docs/meters.md} lists the meters and the
 * alerts to set on them.
 *
 * <pre>new FapilogMeters().bindTo(registry)</pre>
 *
 * <p>The meters exist from the start of a pipeline, at 0, until its close. A new pipeline counts from 0 under the same
 * names. If two sinks have the same name, the tag of the second ends in {@code #2}.
 *
 * <p>Thread-safe; bind it once to each registry. Reading a meter does no I/O and waits for a lock for a few
 * instructions at most. The application need not keep a reference to this object, although Micrometer's references are
 * weak: it stays in use until {@link #close}, or until its pipeline is closed.
 */
public final class FapilogMeters implements MeterBinder, AutoCloseable {
    private final boolean follows;
    private volatile @Nullable Fapilog own;
    private volatile boolean closed;
    private final List<RegistryMeters> registries = new CopyOnWriteArrayList<>();
    private final Runnable watcher = this::refresh;

    /** Requests for a refresh since the last one began; not 0 while a thread refreshes. */
    private final AtomicInteger asked = new AtomicInteger();

    /** Creates meters for the pipeline of this process, {@link Fapilog#current()}, and for those that replace it. */
    public FapilogMeters() {
        this(true, null);
    }

    /** Creates meters for one pipeline, until it is closed. */
    public FapilogMeters(Fapilog fapilog) {
        this(false, fapilog);
    }

    private FapilogMeters(boolean follows, @Nullable Fapilog own) {
        this.follows = follows;
        this.own = own;
    }

    /**
     * Adds the meters to {@code registry} and keeps them current until the close. Creates the pipeline of the process
     * from the environment if there is none yet.
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        registries.add(new RegistryMeters(registry));
        Fapilog.watch(watcher);
        refresh();
    }

    /** Removes all meters permanently. A second call has no effect. */
    @Override
    public void close() {
        closed = true;
        refresh();
    }

    /**
     * Shows the current pipeline. Never blocks, because callers may hold locks of their own, such as those of a
     * registry: if another thread is refreshing, that thread refreshes once more.
     */
    private void refresh() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = asked.get();
            try {
                showCurrent();
            } catch (RuntimeException | Error e) {
                asked.set(0);
                throw e;
            }
        } while (!asked.compareAndSet(seen, 0));
    }

    private void showCurrent() {
        Fapilog current = closed ? null : openPipeline();
        registries.removeIf(RegistryMeters::isClosed);
        registries.forEach(registry -> registry.show(current));
        if (closed || (current == null && !follows)) {
            own = null;
            registries.clear();
            Fapilog.unwatch(watcher);
        }
    }

    private @Nullable Fapilog openPipeline() {
        Fapilog pipeline = follows ? Fapilog.current() : own;
        return pipeline == null || pipeline.isClosed() ? null : pipeline;
    }
}
