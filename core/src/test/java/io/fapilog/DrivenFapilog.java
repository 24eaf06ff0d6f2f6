package io.fapilog;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.testkit.RecordingDiagnostics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Pipelines with fake sinks. After each test they are closed, and their ledgers must balance. */
abstract class DrivenFapilog {
    static final Duration LONG = Duration.ofSeconds(60);

    final RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    final List<FakeSink> sinks = new ArrayList<>();
    final List<Fapilog> started = new ArrayList<>();

    @AfterEach
    void closeAndCheckTheLedgers() {
        for (Fapilog fapilog : started) {
            fapilog.close(Duration.ofMillis(100));
            await().untilAsserted(() -> assertThat(fapilog.stats())
                    .allMatch(SinkStats::balances)
                    .allMatch(stats -> stats.events().pending() == 0));
        }
        Installed.install(builder(Map.of("FAPILOG_ENABLED", "false")).start()).close();
    }

    /** The warnings, after all of them have been told. */
    List<String> warnings() {
        await().until(() -> DiagnosticsQueue.SHARED.await(LONG.toNanos()));
        return diagnostics.warnings;
    }

    Fapilog start(FapilogBuilder builder) {
        Fapilog fapilog = builder.start();
        started.add(fapilog);
        return fapilog;
    }

    FapilogBuilder builder(Map<String, String> environment) {
        return new FapilogBuilder().environment(environment, Map.of()).diagnostics(diagnostics);
    }

    SinkSource fake() {
        return defaults -> FakeSink.plan(defaults.queue(), sinks);
    }

    static LogEvent event(String message) {
        return LogEvent.builder(Level.INFO, "test", message).build();
    }
}
