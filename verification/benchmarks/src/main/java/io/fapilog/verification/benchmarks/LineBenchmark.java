package io.fapilog.verification.benchmarks;

import io.fapilog.LogEvent;
import io.fapilog.json.JsonLine;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The JSON line of an event, beside the mere copy of its bytes, which no encoder can beat. */
@State(Scope.Thread)
public class LineBenchmark extends StepBenchmark {
    private static final int MOST_BYTES = 240 << 10;

    /** What the message contains. */
    @Param({"ascii", "escapes", "umlauts", "japanese", "16KiB"})
    public String text = "";

    private final JsonLine line = new JsonLine(MOST_BYTES);
    private final byte[] target = new byte[MOST_BYTES];
    private LogEvent event = Orders.event(1);
    private byte[] encoded = new byte[0];

    /** Makes the event. */
    @Setup
    public void prepare() {
        String message = Orders.event(4711).message();
        event = Orders.event(
                switch (text) {
                    case "escapes" -> "{\"path\":\"C:\\\\temp\"}\n" + message;
                    case "umlauts" -> message.replace('e', 'ä');
                    case "japanese" -> message.replace("accepted", "受け付けました");
                    case "16KiB" -> message.repeat(250);
                    default -> message;
                });
        line.encode(event, event.timestamp());
        encoded = Arrays.copyOf(line.bytes(), line.length());
    }

    /** Encodes the line. */
    @Benchmark
    public int encode() {
        line.encode(event, event.timestamp());
        return line.length();
    }

    /** Copies the encoded line. */
    @Benchmark
    public byte[] limitCopy() {
        System.arraycopy(encoded, 0, target, 0, encoded.length);
        return target;
    }
}
