package io.fapilog.micrometer;

import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The meters of all sinks in one registry. For one thread at a time. */
final class RegistryMeters {
    private final MeterRegistry registry;
    private final List<SinkMeters> sinks = new ArrayList<>();
    private @Nullable Fapilog shown;

    RegistryMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    boolean isClosed() {
        return registry.isClosed();
    }

    /** Replaces the meters with those of the sinks of {@code fapilog}; null removes them. */
    void show(@Nullable Fapilog fapilog) {
        if (fapilog == shown) {
            return;
        }
        sinks.forEach(SinkMeters::remove);
        sinks.clear();
        shown = fapilog;
        if (fapilog != null) {
            add(fapilog);
        }
    }

    private void add(Fapilog fapilog) {
        Map<String, Integer> names = new HashMap<>();
        List<SinkStats> stats = fapilog.stats();
        for (int i = 0; i < stats.size(); i++) {
            String name = stats.get(i).sink();
            int count = names.merge(name, 1, Integer::sum);
            SinkMeters meters = new SinkMeters(registry, fapilog, i, count == 1 ? name : name + "#" + count);
            sinks.add(meters);
            meters.register();
        }
    }
}
