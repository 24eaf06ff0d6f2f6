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
import io.fapilog.spi.SinkContext;
import io.fapilog.spi.SinkDefaults;
import io.fapilog.spi.SinkPlan;
import io.fapilog.spi.TimeSource;
import io.fapilog.testkit.ManualTime;
import io.fapilog.testkit.RecordingLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A sink that is driven by hand, as its worker would, and what it is given to work with. Closing checks the ledger. */
final class Rig implements SinkContext, AutoCloseable {
    static final SinkDefaults DEFAULTS = new SinkDefaults("shop", QueueOptions.DEFAULT, ConsoleFormat.JSON);

    final ManualTime time = new ManualTime();
    final RecordingLedger ledger = new RecordingLedger();
    final List<String> warnings = new ArrayList<>();
    final List<String> infos = new ArrayList<>();
    final Sink sink;
    double random;
    private final Semaphore wakeUps = new Semaphore(0);
    private long appended;
    private boolean closed;

    Rig(String uri) {
        this(new LokiSinkProvider().plan(SinkUri.parse(uri), DEFAULTS));
    }

    Rig(SinkPlan plan) {
        sink = plan.factory().apply(this);
    }

    /** An event of the present. */
    LogEvent.Builder event(String message) {
        return LogEvent.builder(Level.INFO, "shop.Orders", message)
                .timestamp(time.epochNanos())
                .thread("main");
    }

    Rig append(LogEvent event) {
        appended++;
        sink.append(event);
        return this;
    }

    Rig append(String message) {
        return append(event(message).build());
    }

    Rig append(int events) {
        for (int i = 0; i < events; i++) {
            append("message " + i);
        }
        return this;
    }

    int work() {
        return sink.doWork(time.ticks());
    }

    /** Sends what is due, waits until one push has ended, and takes its answer in. */
    Rig exchange() {
        work();
        return awaitAnswer();
    }

    Rig awaitAnswer() {
        try {
            assertThat(wakeUps.tryAcquire(20, TimeUnit.SECONDS))
                    .as("an answer, warnings so far: %s", warnings)
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        work();
        return this;
    }

    /** Flushes, and takes answers in until nothing is pending. */
    Rig deliver() {
        sink.flush();
        work();
        while (pending() > 0) {
            awaitAnswer();
        }
        return this;
    }

    Rig advance(Duration duration) {
        time.advance(duration);
        return this;
    }

    /** How long the sink may be left alone. */
    Duration untilDeadline() {
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
        return new Diagnostics() {
            @Override
            public void info(String message) {
                infos.add(message);
            }

            @Override
            public void warn(String key, String message) {
                warnings.add(message);
            }
        };
    }

    @Override
    public double random() {
        return random;
    }

    @Override
    public void wakeUp() {
        wakeUps.release();
    }

    /** How many events were appended. */
    long appended() {
        return appended;
    }

    /** The number of events in the memory of the sink, by the ledger. */
    long pending() {
        return appended - ledger.settled();
    }

    /** Asserts that no event was settled twice, and that the sink holds memory exactly while events are pending. */
    void assertBalanced() {
        assertThat(pending()).isNotNegative();
        assertThat(sink.pendingBytes() > 0).as("holds memory").isEqualTo(pending() > 0);
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
