package io.fapilog.spring;

import io.fapilog.SinkStats;
import io.fapilog.config.Quantities;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition of the sinks, for a health contributor.
 *
 * @param state the worst state of all sinks
 * @param details the details of each sink, by its name
 */
record Condition(State state, Map<String, Object> details) {
    /** Longer than a restart of Loki and the longest backoff. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** From the best to the worst; the names are those of Spring. */
    enum State {
        UP,
        UNKNOWN,
        DOWN
    }

    static Condition of(List<SinkStats> sinks) {
        Map<String, Object> details = new LinkedHashMap<>();
        for (SinkStats sink : sinks) {
            details.put(sink.sink(), details(sink));
        }
        State worst = sinks.stream()
                .map(Condition::state)
                .max(Comparator.naturalOrder())
                .orElse(State.UNKNOWN);
        return new Condition(worst, details);
    }

    /** Down when an event is pending for too long and nothing is delivered; up while a backlog is being delivered. */
    private static State state(SinkStats sink) {
        Duration success = sink.pushes().sinceSuccess();
        boolean silent = success == null || success.compareTo(PATIENCE) > 0;
        if (silent && sink.oldest().compareTo(PATIENCE) > 0) {
            return State.DOWN;
        }
        return success == null ? State.UNKNOWN : State.UP;
    }

    private static Map<String, Object> details(SinkStats sink) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("status", state(sink).name());
        details.put("lastSuccess", ago(sink.pushes().sinceSuccess()));
        details.put("oldestEvent", Quantities.show(sink.oldest()));
        details.put("pending", sink.events().pending());
        details.put("rejected", sink.events().rejected());
        details.put("dropped", sink.events().totalDropped());
        return details;
    }

    private static String ago(@Nullable Duration duration) {
        return duration == null ? "never" : Quantities.show(duration) + " ago";
    }
}
