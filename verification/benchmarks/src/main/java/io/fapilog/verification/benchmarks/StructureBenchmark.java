package io.fapilog.verification.benchmarks;

import io.fapilog.LogEvent;
import io.fapilog.Thrown;
import io.fapilog.config.EmptyFields;
import io.fapilog.config.FieldChoice;
import io.fapilog.config.LineOptions;
import io.fapilog.json.JsonLine;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What nested values, a choice of fields and the hash of exceptions cost, beside the same without them. */
@State(Scope.Thread)
public class StructureBenchmark extends StepBenchmark {
    private static final int MOST_BYTES = 240 << 10;

    private final JsonLine line = new JsonLine(MOST_BYTES);
    private final JsonLine withoutHash =
            new JsonLine(new LineOptions(MOST_BYTES, FieldChoice.ALL, EmptyFields.KEEP, 32 << 10, false));
    private final JsonLine choosing = new JsonLine(
            new LineOptions(MOST_BYTES, FieldChoice.of(List.of("*", "!*secret*")), EmptyFields.DROP, 32 << 10, true));
    private final Map<String, Object> nested =
            Map.of("id", 4711, "items", List.of("a", "b"), "customer", Map.of("name", "Ann", "since", 2019));
    private final LogEvent plain = Orders.event(1);
    private final LogEvent structured =
            Orders.event(1).toBuilder().attribute("order", nested).build();
    private final LogEvent failed =
            Orders.event(1).toBuilder().thrown(Thrown.of(deep(40))).build();
    private final LogEvent.Builder builder = Orders.event(1).toBuilder();

    /** Builds an event with a number and a text. */
    @Benchmark
    public LogEvent capturePlain() {
        return builder.begin(plain.level(), Orders.LOGGER)
                .timestamp(1)
                .attribute("order", 4711)
                .attribute("customer", "Ann")
                .build();
    }

    /** Builds an event with a nested value of six members. */
    @Benchmark
    public LogEvent captureNested() {
        return builder.begin(plain.level(), Orders.LOGGER)
                .timestamp(1)
                .attribute("order", nested)
                .build();
    }

    /** Encodes an event without attributes. */
    @Benchmark
    public int encodePlain() {
        return encode(line, plain);
    }

    /** Encodes an event without attributes, with a choice of its fields. */
    @Benchmark
    public int encodeChosen() {
        return encode(choosing, plain);
    }

    /** Encodes an event with a nested value of six members. */
    @Benchmark
    public int encodeNested() {
        return encode(line, structured);
    }

    /** Encodes an event with an exception of 40 frames and its hash. */
    @Benchmark
    public int encodeHash() {
        return encode(line, failed);
    }

    /** Encodes an event with an exception of 40 frames without its hash. */
    @Benchmark
    public int encodeWithoutHash() {
        return encode(withoutHash, failed);
    }

    private static int encode(JsonLine with, LogEvent event) {
        with.encode(event, event.timestamp());
        return with.length();
    }

    private static Throwable deep(int frames) {
        return frames == 0 ? new IllegalStateException("no stock") : deep(frames - 1);
    }
}
