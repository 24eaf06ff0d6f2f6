package io.fapilog.micrometer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import io.fapilog.SinkStats.Buffer;
import io.fapilog.SinkStats.Events;
import io.fapilog.SinkStats.Pushes;
import io.fapilog.SinkStats.Spool;
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
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one sink in one registry. The meters refer to this object weakly, so a registry does not keep a
 * replaced pipeline in memory. Thread-safe.
 */
final class SinkMeters {
    private final MeterRegistry registry;
    private final Fapilog fapilog;
    private final int index;
    private final Tags tags;
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();

    /** Guards {@code meters} and {@code removed}. Reading a meter never waits for it. */
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final List<Meter> meters = new ArrayList<>();

    @GuardedBy("lock")
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

    @GuardedBy("lock")
    private void registerEvents() {
        counter("fapilog.events.accepted", "Events offered to the queue while it was open", events(Events::accepted));
        counter("fapilog.events.delivered", "Events that the server has confirmed", events(Events::delivered));
        counter("fapilog.events.rejected", "Events that the server has refused for good", events(Events::rejected));
        counter("fapilog.events.uncertain", "Rejected events that may be stored", events(Events::uncertain));
        for (DropReason reason : DropReason.values()) {
            Tags all = tags.and("reason", reason.label());
            counter("fapilog.events.dropped", "Events dropped, by reason", all, null, dropped(reason));
        }
        counter("fapilog.events.recovered", "Events of earlier processes found in the spool", spool(Spool::recovered));
        counter(
                "fapilog.redaction.failed",
                "Events that could not be masked and have lost their content",
                events(Events::redactionFailed));
        counter("fapilog.lines.truncated", "Lines truncated to max_line", events(Events::truncated));
        counter("fapilog.wakeups", "Wake-ups of the worker by a producer or an answer", SinkStats::wakeUps);
    }

    @GuardedBy("lock")
    private void registerPushes() {
        counter("fapilog.push.retries", "Retries of pushes, with the same bytes", pushes(Pushes::retries));
        counter("fapilog.push.bytes", "Bytes sent as bodies of pushes", tags, "bytes", pushes(Pushes::wireBytes));
        ToLongFunction<SinkMeters> count = self -> self.stats().pushes().total();
        ToDoubleFunction<SinkMeters> nanos =
                self -> self.stats().pushes().time().toNanos();
        meters.add(FunctionTimer.builder("fapilog.push.time", this, count, nanos, TimeUnit.NANOSECONDS)
                .tags(tags)
                .description("Time that pushes took")
                .register(registry));
        registerStatuses(fapilog.stats().get(index).pushes().byStatus().keySet());
    }

    @GuardedBy("lock")
    private void registerGauges() {
        gauge("fapilog.queue.events", "Events in the queue", "events", events(Events::queued));
        gauge("fapilog.pending.events", "Events in memory that are not settled", "events", events(Events::pending));
        gauge("fapilog.buffer.bytes", "Memory used by the pending events", "bytes", buffer(Buffer::bytes));
        gauge("fapilog.buffer.limit", "Memory that the pending events may use", "bytes", buffer(Buffer::limit));
        gauge("fapilog.spool.events", "Events on disk only", "events", spool(Spool::spooled));
        gauge("fapilog.spool.bytes", "Disk space used by the files of the spool", "bytes", spool(Spool::bytes));
        age("fapilog.oldest.event.age", "Age of the oldest event that is pending or spooled", SinkStats::oldest);
        Function<SinkStats, @Nullable Duration> success =
                stats -> stats.pushes().sinceSuccess();
        age("fapilog.last.success.age", "Time since the server last confirmed an event", success);
    }

    private static ToLongFunction<SinkStats> events(ToLongFunction<Events> value) {
        return stats -> value.applyAsLong(stats.events());
    }

    private static ToLongFunction<SinkStats> dropped(DropReason reason) {
        return events(events -> events.dropped().getOrDefault(reason, 0L));
    }

    private static ToLongFunction<SinkStats> buffer(ToLongFunction<Buffer> value) {
        return stats -> value.applyAsLong(stats.buffer());
    }

    private static ToLongFunction<SinkStats> pushes(ToLongFunction<Pushes> value) {
        return stats -> value.applyAsLong(stats.pushes());
    }

    private static ToLongFunction<SinkStats> spool(ToLongFunction<Spool> value) {
        return stats -> value.applyAsLong(stats.spool());
    }

    /** The current counts of the sink. Registers a meter for each status that occurs for the first time. */
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

    @GuardedBy("lock")
    private void registerStatuses(Set<Integer> seen) {
        for (Integer status : seen) {
            if (!removed && statuses.add(status)) {
                counter(
                        "fapilog.pushes",
                        "Pushes that ended, by HTTP status; 0 means no answer",
                        tags.and("status", status.toString()),
                        null,
                        pushes(pushes -> pushes.byStatus().getOrDefault(status, 0L)));
            }
        }
    }

    @GuardedBy("lock")
    private void counter(String name, String description, ToLongFunction<SinkStats> value) {
        counter(name, description, tags, null, value);
    }

    @GuardedBy("lock")
    private void counter(
            String name, String description, Tags all, @Nullable String unit, ToLongFunction<SinkStats> value) {
        meters.add(FunctionCounter.builder(name, this, self -> value.applyAsLong(self.stats()))
                .tags(all)
                .description(description)
                .baseUnit(unit)
                .register(registry));
    }

    @GuardedBy("lock")
    private void gauge(String name, String description, String unit, ToLongFunction<SinkStats> value) {
        meters.add(Gauge.builder(name, this, self -> value.applyAsLong(self.stats()))
                .tags(tags)
                .description(description)
                .baseUnit(unit)
                .register(registry));
    }

    @GuardedBy("lock")
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
