package io.fapilog.verification.peers;

import io.fapilog.verification.load.State;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The figures of all rounds. A figure is the median of its rounds. */
final class Results {
    private final Map<Pipeline, List<Map<Scenario, State>>> rounds = new EnumMap<>(Pipeline.class);

    void add(Pipeline pipeline, Map<Scenario, State> round) {
        rounds.computeIfAbsent(pipeline, key -> new ArrayList<>()).add(round);
    }

    /** The median of what the process reported as {@code name}. */
    double median(Pipeline pipeline, Scenario scenario, String name) {
        double[] values = rounds.getOrDefault(pipeline, List.of()).stream()
                .mapToDouble(round -> round.getOrDefault(scenario, State.of()).get(name))
                .sorted()
                .toArray();
        return values.length == 0 ? Double.NaN : values[(values.length - 1) / 2];
    }

    double eventsPerSecond(Pipeline pipeline) {
        return 1e9 * median(pipeline, Scenario.BURST, "logged") / median(pipeline, Scenario.BURST, "nanos");
    }

    /** The processor time for an event in microseconds. */
    double cpu(Pipeline pipeline, Scenario scenario) {
        return median(pipeline, scenario, "cpu") / median(pipeline, scenario, "logged") / 1e3;
    }

    /** The processor time for an event in microseconds, without that of the framework. */
    double ownCpu(Pipeline pipeline, Scenario scenario) {
        return cpu(pipeline, scenario) - cpu(pipeline.floor(), scenario);
    }

    double bytesPerEvent(Pipeline pipeline, Scenario scenario) {
        return median(pipeline, scenario, "bytes") / Math.max(1, median(pipeline, scenario, "events"));
    }

    double lost(Pipeline pipeline, Scenario scenario) {
        return median(pipeline, scenario, "logged") - median(pipeline, scenario, "distinct");
    }

    double doubled(Pipeline pipeline, Scenario scenario) {
        return median(pipeline, scenario, "events") - median(pipeline, scenario, "distinct");
    }
}
