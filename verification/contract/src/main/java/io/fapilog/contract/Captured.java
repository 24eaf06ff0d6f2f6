package io.fapilog.contract;

import io.fapilog.ConsoleFormat;
import io.fapilog.config.EventOptions;
import io.fapilog.config.Origin;
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

/** The lines that the sinks {@code capture://NAME} delivered, in order. Outlives the sinks. Thread-safe. */
public final class Captured {
    private static final Map<String, Captured> BY_NAME = new ConcurrentHashMap<>();
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> lines = new ArrayList<>();
    private final List<Sink.Context> sinks = new CopyOnWriteArrayList<>();
    private volatile boolean held;
    private volatile @Nullable Plan plan;

    /** The configuration of a sink. */
    public record Plan(
            String service,
            QueueOptions queue,
            ConsoleFormat console,
            EventOptions events,
            Origin origin,
            @Nullable String text) {}

    private Captured() {}

    /** The lines of the sinks named {@code name}. */
    public static Captured at(String name) {
        return BY_NAME.computeIfAbsent(name, any -> new Captured());
    }

    /** The lines as strings. */
    public synchronized List<String> texts() {
        return List.copyOf(lines);
    }

    /** The number of lines. */
    public synchronized int count() {
        return lines.size();
    }

    /** The lines parsed as JSON objects, with their fields in order. */
    public List<Map<String, Object>> lines() {
        return texts().stream()
                .map(line -> JSON.readValue(line, new TypeReference<Map<String, Object>>() {}))
                .toList();
    }

    /** Stops the sinks: events remain pending until {@link #release}. */
    public void hold() {
        held = true;
    }

    /** Ends {@link #hold}. */
    public void release() {
        held = false;
        sinks.forEach(Sink.Context::wakeUp);
    }

    /** The number of sinks opened so far under this name. */
    public int opened() {
        return sinks.size();
    }

    /** The configuration of the latest sink of this name. */
    public @Nullable Plan plan() {
        return plan;
    }

    void planned(Plan latest) {
        plan = latest;
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

    /** Removes all lines and sinks of every name. */
    public static void clear() {
        BY_NAME.values().forEach(Captured::release);
        BY_NAME.clear();
    }
}
