package io.fapilog.contract;

import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What has arrived at the sinks {@code capture://NAME}, in order. Outlives them. Thread-safe. */
public final class Captured {
    private static final Map<String, Captured> BY_NAME = new ConcurrentHashMap<>();
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> lines = new ArrayList<>();
    private final List<Sink.Context> sinks = new CopyOnWriteArrayList<>();
    private volatile boolean held;
    private volatile @Nullable Plan plan;

    /** What a sink was last told by its configuration. */
    public record Plan(
            String service, QueueOptions queue, @Nullable String text) {}

    private Captured() {}

    /** What has arrived under {@code name}. */
    public static Captured at(String name) {
        return BY_NAME.computeIfAbsent(name, any -> new Captured());
    }

    /** The lines, as bytes turned to text. */
    public synchronized List<String> texts() {
        return List.copyOf(lines);
    }

    /** How many lines there are. */
    public synchronized int count() {
        return lines.size();
    }

    /** The lines, read as JSON, each with its fields in their order. */
    public List<Map<String, Object>> lines() {
        return texts().stream()
                .map(line -> JSON.readValue(line, new TypeReference<Map<String, Object>>() {}))
                .toList();
    }

    /** From now on events are kept as they are, neither written nor delivered. */
    public void hold() {
        held = true;
    }

    /** Ends {@link #hold}. */
    public void release() {
        held = false;
        sinks.forEach(Sink.Context::wakeUp);
    }

    /** How many sinks were ever opened under this name. */
    public int opened() {
        return sinks.size();
    }

    /** What the last sink of this name was told. */
    public @Nullable Plan plan() {
        return plan;
    }

    void planned(String service, QueueOptions queue, @Nullable String text) {
        plan = new Plan(service, queue, text);
    }

    boolean isHeld() {
        return held;
    }

    void open(Sink.Context sink) {
        sinks.add(sink);
    }

    synchronized void add(String line) {
        lines.add(line);
    }

    /** Forgets everything. */
    public static void clear() {
        BY_NAME.values().forEach(Captured::release);
        BY_NAME.clear();
    }
}
