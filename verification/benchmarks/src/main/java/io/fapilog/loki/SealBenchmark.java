package io.fapilog.loki;

import io.fapilog.ConsoleFormat;
import io.fapilog.Diagnostics;
import io.fapilog.DropReason;
import io.fapilog.LogEvent;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Ledger;
import io.fapilog.spi.Sink;
import io.fapilog.spi.TimeSource;
import io.fapilog.verification.benchmarks.Orders;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the sink does with an event on its worker, the network apart: the line, its place in the batch, the push and its
 * compression, and the ledger.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SealBenchmark {
    private static final int EVENTS = 1_000;
    private static final Sink.Defaults DEFAULTS = new Sink.Defaults("shop", QueueOptions.DEFAULT, ConsoleFormat.JSON);

    /** The parameters of the sink. */
    @Param({"", "format=json", "format=json&compression=none"})
    public String parameters = "";

    private final LogEvent[] events = new LogEvent[EVENTS];
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

    private static PushSink open(String parameters) {
        LokiSettings settings = LokiSettings.read(SinkUri.parse("loki://h?labels=app=a&" + parameters), DEFAULTS);
        return new PushSink(settings, new Context(), settings.batches().wire(), new Taker(), null);
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

    private static final class Context implements Sink.Context {
        @Override
        public TimeSource time() {
            return TimeSource.system();
        }

        @Override
        public Ledger ledger() {
            return new NoLedger();
        }

        @Override
        public Diagnostics diagnostics() {
            return new Diagnostics() {
                @Override
                public void info(String message) {}

                @Override
                public void warn(String key, String message) {
                    throw new IllegalStateException(message);
                }
            };
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
    }

    /** Counts nothing. */
    private static final class NoLedger implements Ledger {
        @Override
        public void delivered(long events) {}

        @Override
        public void rejected(long events) {
            throw new IllegalStateException("nothing is rejected");
        }

        @Override
        public void uncertain(long events) {}

        @Override
        public void dropped(DropReason reason, long events) {
            throw new IllegalStateException("nothing is dropped");
        }

        @Override
        public void spooled(long events) {}

        @Override
        public void unspooled(long events) {}

        @Override
        public void recovered(long events) {}

        @Override
        public void droppedFromSpool(DropReason reason, long events) {}

        @Override
        public void spool(long bytes, long oldest) {}

        @Override
        public void truncated() {}

        @Override
        public void retried() {}

        @Override
        public void pushed(int status, long bytes, long nanos) {}
    }
}
