package io.fapilog.micrometer;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one sink in one registry. The meters refer to it weakly, so that they hold no pipeline that has been
 * replaced. Thread-safe.
 */
final class SinkMeters {
    private final MeterRegistry registry;
    private final Fapilog fapilog;
    private final int index;
    private final Tags tags;
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();

    /** Guards what follows. Whoever reads a meter does not wait for it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<Meter> meters = new ArrayList<>();
    private boolean removed;

    SinkMeters(MeterRegistry registry, Fapilog fapilog, int index, String sink) {
        this.registry = registry;
        this.fapilog = fapilog;
        this.index = index;
        this.tags = Tags.of("sink", sink);
    }

    void register() {
        lock.lock();
        try {
            registerEvents();
            registerPushes();
            registerGauges();
        } finally {
            lock.unlock();
        }
    }

    void remove() {
        lock.lock();
        try {
            removed = true;
            meters.forEach(registry::remove);
            meters.clear();
        } finally {
            lock.unlock();
        }
    }

    private void registerEvents() {
        counter(
                "fapilog.events.accepted",
                "Events that the queue was offered",
                stats -> stats.events().accepted());
        counter(
                "fapilog.events.delivered",
                "Events that the receiver has confirmed",
                stats -> stats.events().delivered());
        counter(
                "fapilog.events.rejected",
                "Events that the receiver has refused for good",
                stats -> stats.events().rejected());
        counter(
                "fapilog.events.uncertain",
                "Of the rejected, some of which may be stored",
                stats -> stats.events().uncertain());
        for (DropReason reason : DropReason.values()) {
            counter(
                    "fapilog.events.dropped",
                    "Events given up",
                    tags.and("reason", reason.label()),
                    null,
                    stats -> stats.events().dropped().getOrDefault(reason, 0L));
        }
        counter(
                "fapilog.events.recovered",
                "Events found in the spool",
                stats -> stats.spool().recovered());
        counter(
                "fapilog.lines.cut",
                "Lines cut to the size limit",
                stats -> stats.events().truncated());
        counter("fapilog.wakeups", "How often the worker was woken by others than the clock", SinkStats::wakeUps);
    }

    private void registerPushes() {
        counter(
                "fapilog.push.retries",
                "Pushes that were repeated",
                stats -> stats.pushes().retries());
        counter(
                "fapilog.push.bytes",
                "Bytes put on the wire as bodies",
                tags,
                "bytes",
                stats -> stats.pushes().wireBytes());
        meters.add(FunctionTimer.builder(
                        "fapilog.push.time",
                        this,
                        self -> self.stats().pushes().total(),
                        self -> self.stats().pushes().time().toNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .description("How long pushes took")
                .register(registry));
        registerStatuses(fapilog.stats().get(index).pushes().byStatus().keySet());
    }

    private void registerGauges() {
        gauge(
                "fapilog.queue.events",
                "Events waiting in the queue",
                "events",
                stats -> stats.events().queued());
        gauge(
                "fapilog.pending.events",
                "Events accepted and not settled",
                "events",
                stats -> stats.events().pending());
        gauge(
                "fapilog.buffer.bytes",
                "Memory held by pending events",
                "bytes",
                stats -> stats.buffer().bytes());
        gauge(
                "fapilog.buffer.limit",
                "The most that pending events may hold",
                "bytes",
                stats -> stats.buffer().limit());
        gauge(
                "fapilog.spool.events",
                "Events in the spool alone",
                "events",
                stats -> stats.spool().spooled());
        gauge(
                "fapilog.spool.bytes",
                "What the files of the spool take",
                "bytes",
                stats -> stats.spool().bytes());
        age("fapilog.oldest.event.age", "The age of the oldest pending event", SinkStats::oldest);
        age(
                "fapilog.last.success.age",
                "How long ago the receiver last confirmed events",
                stats -> stats.pushes().sinceSuccess());
    }

    /** The account now; a status that was not there before becomes a meter. */
    private SinkStats stats() {
        SinkStats stats = fapilog.stats().get(index);
        if (!statuses.containsAll(stats.pushes().byStatus().keySet()) && lock.tryLock()) {
            try {
                registerStatuses(stats.pushes().byStatus().keySet());
            } finally {
                lock.unlock();
            }
        }
        return stats;
    }

    private void registerStatuses(Set<Integer> seen) {
        for (Integer status : seen) {
            if (!removed && statuses.add(status)) {
                counter(
                        "fapilog.pushes",
                        "Pushes that ended, by HTTP status; 0 is no answer",
                        tags.and("status", status.toString()),
                        null,
                        stats -> stats.pushes().byStatus().getOrDefault(status, 0L));
            }
        }
    }

    private void counter(String name, String description, ToLongFunction<SinkStats> value) {
        counter(name, description, tags, null, value);
    }

    private void counter(
            String name, String description, Tags all, @Nullable String unit, ToLongFunction<SinkStats> value) {
        meters.add(FunctionCounter.builder(name, this, self -> value.applyAsLong(self.stats()))
                .tags(all)
                .description(description)
                .baseUnit(unit)
                .register(registry));
    }

    private void gauge(String name, String description, String unit, ToLongFunction<SinkStats> value) {
        meters.add(Gauge.builder(name, this, self -> value.applyAsLong(self.stats()))
                .tags(tags)
                .description(description)
                .baseUnit(unit)
                .register(registry));
    }

    private void age(String name, String description, Function<SinkStats, @Nullable Duration> value) {
        meters.add(TimeGauge.builder(name, this, TimeUnit.SECONDS, self -> seconds(value.apply(self.stats())))
                .tags(tags)
                .description(description)
                .register(registry));
    }

    private static double seconds(@Nullable Duration duration) {
        return duration == null ? Double.NaN : duration.toNanos() / 1e9;
    }
}
