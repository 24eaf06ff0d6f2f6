package io.fapilog.verification.benchmarks;

import io.fapilog.config.SinkUri;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Parsing the URI of a sink, which is part of the start of an application. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class UriBenchmark {
    /** Parses a URI with several parameters. */
    @Benchmark
    public SinkUri parse() {
        return SinkUri.parse("loki://user:pw%20d@loki:3100/prefix?labels=app=myapi,env=dev&batch_size=200&timeout=5s");
    }
}
