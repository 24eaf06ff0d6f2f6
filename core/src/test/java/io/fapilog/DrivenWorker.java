package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.config.EventOptions;
import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Ledger;
import io.fapilog.stage.EventStage;
import io.fapilog.testkit.ManualTime;
import io.fapilog.testkit.RecordingDiagnostics;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** A worker that a test drives step by step, with its queue and sink. After each test the ledger must balance. */
abstract class DrivenWorker {
    /** The size of an event whose logger and thread earlier events had too. */
    static final int EVENT = Math.min(event(0).size(), event(1).size());

    final ManualTime time = new ManualTime();
    final RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    final SinkLedger ledger = new SinkLedger(time);
    QueueOptions options = options(Overflow.DROP_OLDEST);
    EventOptions events = EventOptions.DEFAULT;
    EventQueue queue = new EventQueue(options, ledger);
    FakeSink sink = new FakeSink(new FakeContext(time, ledger, diagnostics, () -> queue.wake()));
    QueueWorker worker = worker();

    @AfterEach
    void ledgerBalances() {
        SinkStats stats = queue.stats("q");
        assertThat(stats.balances()).as("%s", stats).isTrue();
        assertThat(stats.events().sending()).isEqualTo(sink.pendingEvents());
    }

    void use(QueueOptions other) {
        options = other;
        queue = new EventQueue(options, ledger);
        sink = new FakeSink(new FakeContext(time, ledger, diagnostics, () -> queue.wake()));
        worker = worker();
    }

    QueueWorker worker() {
        return new QueueWorker(
                "fake",
                queue,
                new EventStage("fake", events, ledger, diagnostics, () -> 0.5),
                sink,
                options,
                ledger,
                time,
                diagnostics);
    }

    /** A stage that drops nothing. */
    static EventStage stage(Ledger ledger) {
        return new EventStage("fake", EventOptions.DEFAULT, ledger, new RecordingDiagnostics(), () -> 0.5);
    }

    static QueueOptions options(Overflow overflow) {
        return new QueueOptions(100, 16L * EVENT, overflow, Duration.ofMillis(1));
    }

    static LogEvent event(int i) {
        return LogEvent.builder(Level.INFO, "test", Integer.toString(i)).build();
    }

    void offerAt(long later) {
        queue.offer(LogEvent.builder(Level.INFO, "test", "at")
                .timestamp(time.epochNanos() + later)
                .build());
    }

    void offer(int count) {
        for (int i = 0; i < count; i++) {
            queue.offer(event(i));
        }
    }

    void workAll() {
        while (worker.doWork() > 0) {
            ledgerBalances();
        }
    }
}
