package io.fapilog.loki;

import io.fapilog.ConsoleFormat;
import io.fapilog.Diagnostics;
import io.fapilog.LogEvent;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import io.fapilog.testkit.RecordingDiagnostics;
import io.fapilog.testkit.RecordingLedger;
import io.fapilog.verification.benchmarks.Orders;
import io.fapilog.verification.benchmarks.StepBenchmark;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the sink does with an event on its worker, the network apart: the line, its place in the batch, the push and its
 * compression, and the ledger.
 */
@State(Scope.Thread)
public class SealBenchmark extends StepBenchmark {
    private static final int EVENTS = 1_000;
    private static final Sink.Defaults DEFAULTS = new Sink.Defaults("shop", QueueOptions.DEFAULT, ConsoleFormat.JSON);

    /** The parameters of the sink. */
    @Param({"", "format=json", "format=json&compression=none"})
    public String parameters = "";

    private final LogEvent[] events = new LogEvent[EVENTS];
    private final Context context = new Context();
    private PushSink sink = open("");

    /** Makes the events and the sink. */
    @Setup
    public void prepare() {
        for (int i = 0; i < EVENTS; i++) {
            events[i] = Orders.event(i);
        }
        sink = open(parameters);
    }

    /** Appends a thousand events, and seals and settles their push. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long appendAndSeal() {
        for (LogEvent event : events) {
            sink.append(event);
        }
        sink.flush();
        while (sink.doWork(TimeSource.system().ticks()) > 0) {
            // The next step receives the answer.
        }
        return sink.settledThrough();
    }

    /** Checks what happened to the events. */
    @TearDown
    public void check() {
        context.checkAllDelivered();
    }

    private PushSink open(String parameters) {
        LokiSettings settings = LokiSettings.read(SinkUri.parse("loki://h?labels=app=a&" + parameters), DEFAULTS);
        return new PushSink(settings, context, settings.batches().wire(), new Taker(), null);
    }

    /** A transport whose server takes everything at once. */
    private static final class Taker implements Transport {
        private final Queue<Exchange> ended = new ArrayDeque<>();

        @Override
        public Exchange send(SealedBatch batch, long number, long ticks) {
            Exchange exchange = new Exchange(batch, number, ticks, true);
            exchange.end(new Answer(204, "", true, "", ""));
            ended.add(exchange);
            return exchange;
        }

        @Override
        public @Nullable Exchange poll() {
            return ended.poll();
        }

        @Override
        public void close() {}
    }

    /** What the sink works with. Its ledger and its diagnostics show whether the benchmark measures what it means to. */
    private static final class Context implements Sink.Context {
        private final RecordingLedger ledger = new RecordingLedger();
        private final RecordingDiagnostics diagnostics = new RecordingDiagnostics();

        @Override
        public TimeSource time() {
            return TimeSource.system();
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
            return 0.5;
        }

        @Override
        public void wakeUp() {}

        @Override
        public Thread newThread(Runnable task, String name) {
            throw new UnsupportedOperationException("no thread is needed");
        }

        void checkAllDelivered() {
            if (ledger.delivered == 0
                    || ledger.rejected > 0
                    || !ledger.dropped.isEmpty()
                    || !diagnostics.warnings.isEmpty()) {
                throw new IllegalStateException("delivered " + ledger.delivered + ", rejected " + ledger.rejected
                        + ", dropped " + ledger.dropped + ": " + diagnostics.warnings);
            }
        }
    }
}
