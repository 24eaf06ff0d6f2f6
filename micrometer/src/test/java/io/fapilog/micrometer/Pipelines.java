package io.fapilog.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Diagnostics;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.SinkStats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Real pipelines with sinks of a test. At the end they are closed, and their ledgers are checked. */
final class Pipelines implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);

    final List<TestSink> sinks = new CopyOnWriteArrayList<>();
    private final List<Fapilog> all = new CopyOnWriteArrayList<>();

    FapilogBuilder builder(String... names) {
        FapilogBuilder builder = Fapilog.builder().jmx(false).drainAtExit(false).diagnostics(new Diagnostics() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String key, String message) {}
        });
        for (String name : names) {
            builder.sink(TestSink.source(name, sinks));
        }
        return builder;
    }

    Fapilog start(String... names) {
        return keep(builder(names).start());
    }

    Fapilog install(String... names) {
        return keep(builder(names).install());
    }

    Fapilog keep(Fapilog fapilog) {
        all.add(fapilog);
        return fapilog;
    }

    TestSink last() {
        return sinks.get(sinks.size() - 1);
    }

    static void log(Fapilog fapilog, int events) {
        for (int i = 0; i < events; i++) {
            assertThat(fapilog.log(LogEvent.builder(Level.INFO, "test", "hello").build()))
                    .isTrue();
        }
    }

    @Override
    public void close() {
        for (Fapilog fapilog : all) {
            fapilog.close(Duration.ofMillis(500));
            assertThat(fapilog.stats())
                    .allMatch(SinkStats::balances)
                    .allMatch(stats -> stats.events().pending() == 0);
        }
        all.clear();
    }
}
