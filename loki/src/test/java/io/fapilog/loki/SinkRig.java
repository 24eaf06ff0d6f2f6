package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.ConsoleFormat;
import io.fapilog.Diagnostics;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import io.fapilog.testkit.ManualTime;
import io.fapilog.testkit.RecordingDiagnostics;
import io.fapilog.testkit.RecordingLedger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A sink with its context, driven by the test in place of a worker. {@link #close} checks the ledger. */
final class SinkRig implements Sink.Context, AutoCloseable {
    static final Sink.Defaults DEFAULTS = new Sink.Defaults("shop", QueueOptions.DEFAULT, ConsoleFormat.JSON);

    final ManualTime time = new ManualTime();
    final RecordingLedger ledger = new RecordingLedger();
    private final RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    final List<String> warnings = diagnostics.warnings;
    final List<String> infos = diagnostics.infos;
    final Sink sink;
    double random;
    private final Semaphore wakeUps = new Semaphore(0);
    private long appended;
    private boolean closed;

    /** A sink that does not wait between pushes, unless {@code uri} has a {@code batch_pause}. */
    SinkRig(String uri) {
        this(new LokiSinkProvider().plan(SinkUri.parse(withoutPause(uri)), DEFAULTS));
    }

    SinkRig(Sink.Plan plan) {
        sink = plan.factory().apply(this);
    }

    /** {@code uri} with {@code batch_pause=0}, unless it has another one. */
    static String withoutPause(String uri) {
        boolean isGiven = uri.contains("batch_pause");
        return isGiven ? uri : uri + (uri.contains("?") ? "&" : "?") + "batch_pause=0";
    }

    /** An event with the current time stamp. */
    LogEvent.Builder event(String message) {
        return LogEvent.builder(Level.INFO, "shop.Orders", message)
                .timestamp(time.epochNanos())
                .thread("main");
    }

    SinkRig append(LogEvent event) {
        appended++;
        sink.append(event);
        return this;
    }

    SinkRig append(String message) {
        return append(event(message).build());
    }

    SinkRig append(int events) {
        for (int i = 0; i < events; i++) {
            append("message " + i);
        }
        return this;
    }

    /** Does one step of work. Returns the number of things done. */
    int work() {
        return sink.doWork(time.ticks());
    }

    /** Works until there is nothing to do. */
    SinkRig workAll() {
        while (work() > 0) {
            assertBalanced();
        }
        assertBalanced();
        return this;
    }

    /** Sends the pushes that are due, waits for one answer, and receives it. */
    SinkRig exchange() {
        work();
        return awaitAnswer();
    }

    /** Waits for one answer, and receives it. */
    SinkRig awaitAnswer() {
        try {
            assertThat(wakeUps.tryAcquire(20, TimeUnit.SECONDS))
                    .as("an answer; warnings so far: %s", warnings)
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        work();
        return this;
    }

    /** Flushes, and works until no event is pending or spooled. */
    SinkRig deliver() {
        sink.flush();
        workAll();
        while (pending() > 0 || ledger.spooled > 0) {
            awaitAnswer().assertBalanced();
        }
        return this;
    }

    SinkRig advance(Duration duration) {
        time.advance(duration);
        return this;
    }

    /** Whether the sink waits for an answer. */
    boolean isSending() {
        return sink instanceof PushSink push && push.isSending();
    }

    /** The time until the sink must work again. */
    Duration untilWork() {
        return Duration.ofNanos(sink.untilWork(time.ticks()));
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Diagnostics diagnostics() {
        return diagnostics;
    }

    @Override
    public double random() {
        return random;
    }

    @Override
    public Thread newThread(Runnable task, String name) {
        Thread thread = new Thread(task, "io.fapilog-" + name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void wakeUp() {
        wakeUps.release();
    }

    /** The number of appended events. */
    long appended() {
        return appended;
    }

    /** The number of pending events according to the ledger. */
    long pending() {
        return appended - ledger.settled();
    }

    /** Asserts that no event is settled twice, and that the sink uses memory exactly while events are pending. */
    void assertBalanced() {
        assertThat(pending()).isNotNegative();
        assertThat(sink.pendingBytes() > 0).as("uses memory").isEqualTo(pending() > 0);
        assertThat(sink.settledThrough()).isLessThanOrEqualTo(appended);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            assertBalanced();
            sink.close();
            assertThat(ledger.settled()).as("settled after close").isEqualTo(appended);
        }
    }
}
