package io.fapilog.verification.benchmarks;

import io.fapilog.config.SinkUri;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Parsing the URI of a sink, which is part of the start of an application. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UriBenchmark extends StepBenchmark {
    /** Parses a URI with several parameters. */
    @Benchmark
    public SinkUri parse() {
        return SinkUri.parse("loki://user:pw%20d@loki:3100/prefix?labels=app=myapi,env=dev&batch_size=200&timeout=5s");
    }
}
