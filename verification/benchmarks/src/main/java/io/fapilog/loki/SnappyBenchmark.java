package io.fapilog.loki;

import io.fapilog.LogEvent;
import io.fapilog.json.JsonLine;
import io.fapilog.verification.benchmarks.Orders;
import io.fapilog.verification.benchmarks.StepBenchmark;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The compression of a push of some lines. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SnappyBenchmark extends StepBenchmark {
    /** The number of lines in the block. */
    @Param({"10", "100", "4000"})
    public int lines;

    private final Snappy snappy = new Snappy();
    private byte[] content = new byte[0];

    /** Makes the content. */
    @Setup
    public void prepare() {
        WireBuffer buffer = new WireBuffer(1 << 10);
        JsonLine line = new JsonLine(1 << 16);
        for (int i = 0; i < lines; i++) {
            LogEvent event = Orders.event(i);
            line.encode(event, event.timestamp());
            buffer.put(line.bytes(), 0, line.length());
        }
        content = buffer.copy();
    }

    /** Compresses the content. */
    @Benchmark
    public byte[] compress() {
        snappy.begin(content.length);
        snappy.compress(content, 0, content.length);
        return snappy.end();
    }

    /** Writes the content without compression. */
    @Benchmark
    public byte[] limitCopy() {
        snappy.begin(content.length);
        snappy.literal(content, 0, content.length);
        return snappy.end();
    }
}
