package io.fapilog.verification.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A program that measures fapilog beside other projects, and prints a table of medians. Arguments: {@code [ROUNDS
 * [EVENTS-OF-A-BURST [SECONDS-OF-A-STEADY-LOAD [CSV-FILE]]]]}.
 *
 * <p>All pipelines log the same events to the same receiver, which only stores what it gets. Each has a buffer that
 * holds a burst, since it is compared without losses; fapilog waits for room in its usual buffer. The order of the
 * pipelines is another one in each round.
 */
final class PeersReport {
    private static final int ROUNDS = 3;
    private static final int BURST = 1_000_000;
    private static final int SECONDS = 8;

    private final PrintStream out;
    private final Results results = new Results();
    private final List<String> csv = new ArrayList<>();

    private PeersReport(PrintStream out) {
        this.out = out;
        csv.add("pipeline;scenario;figure;value");
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        int burst = arguments.length > 1 ? Integer.parseInt(arguments[1]) : BURST;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : SECONDS;
        PeersReport report = new PeersReport(System.out);
        report.measure(rounds, burst, seconds);
        report.print();
        if (arguments.length > 3) {
            Files.write(Path.of(arguments[3]), report.csv, UTF_8);
        }
    }

    private void measure(int rounds, int burst, int seconds) throws IOException {
        line(
                "%d rounds, bursts of %,d events, %d s of each steady load, %d processors, JDK %s",
                rounds,
                burst,
                seconds,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature());
        for (int round = 1; round <= rounds; round++) {
            List<Pipeline> order = new ArrayList<>(List.of(Pipeline.values()));
            Collections.shuffle(order);
            for (Pipeline pipeline : order) {
                System.err.println("round " + round + ": " + pipeline.title());
                results.add(pipeline, Trial.run(pipeline, burst, seconds));
            }
        }
    }

    private void print() {
        title("burst");
        figure(Scenario.BURST, "events a second, thousands", "%,.0f", true, p -> results.eventsPerSecond(p) / 1e3);
        common(Scenario.BURST);
        for (Scenario scenario : Scenario.values()) {
            if (scenario.isSteady()) {
                title(scenario.title());
                common(scenario);
                calls(scenario);
            }
        }
        title("idle, and the start");
        figure(Scenario.IDLE, "waits of threads a second", "%.1f", false, p -> idle(p, "wakeUps") / 5);
        figure(Scenario.IDLE, "CPU, ms a second", "%.2f", false, p -> idle(p, "cpu") / 5e6);
        figure(Scenario.IDLE, "threads of the JVM", "%.0f", false, p -> idle(p, "liveThreads"));
        figure(Scenario.IDLE, "heap, MiB", "%.1f", false, p -> idle(p, "heap") / (1 << 20));
        figure(Scenario.IDLE, "jars whose classes are used, KiB", "%,.0f", false, p -> idle(p, "jars") / 1024);
        figure(Scenario.IDLE, "start of the framework, ms", "%.0f", false, p -> idle(p, "startNanos") / 1e6);
        figure(Scenario.IDLE, "classes loaded by the start", "%.0f", false, p -> idle(p, "startClasses"));
    }

    private void common(Scenario scenario) {
        figure(scenario, "CPU an event, µs", "%.2f", false, p -> results.cpu(p, scenario));
        figure(scenario, "of it own, µs", "%.2f", true, p -> results.ownCpu(p, scenario));
        figure(scenario, "allocated by the caller, B", "%,.0f", false, p -> results.median(p, scenario, "allocated"));
        figure(scenario, "collections, ms", "%,.0f", false, p -> results.median(p, scenario, "collecting"));
        figure(scenario, "pushes", "%,.0f", true, p -> results.median(p, scenario, "pushes"));
        figure(scenario, "bytes an event on the wire", "%.1f", true, p -> results.bytesPerEvent(p, scenario));
        figure(scenario, "lost", "%,.0f", true, p -> results.lost(p, scenario));
        figure(scenario, "doubled", "%,.0f", true, p -> results.doubled(p, scenario));
        figure(scenario, "out of order", "%,.0f", true, p -> results.median(p, scenario, "disordered"));
        figure(scenario, "equal time stamps", "%,.0f", true, p -> results.median(p, scenario, "equalTimes"));
    }

    private void calls(Scenario scenario) {
        for (String percentile : List.of("p50", "p99", "p999", "max")) {
            figure(
                    scenario,
                    "call, " + percentile + ", µs",
                    "%.2f",
                    false,
                    p -> results.median(p, scenario, percentile) / 1e3);
        }
    }

    private double idle(Pipeline pipeline, String name) {
        return results.median(pipeline, Scenario.IDLE, name);
    }

    private void title(String title) {
        line("");
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-34s", title));
        for (Pipeline pipeline : Pipeline.values()) {
            row.append(String.format(Locale.ROOT, " %12.12s", column(pipeline)));
        }
        line("%s", row);
    }

    private static String column(Pipeline pipeline) {
        return pipeline.name()
                .toLowerCase(Locale.ROOT)
                .replace("logback", "lb")
                .replace("log4j2", "l4j2")
                .replace("loki4j_protobuf", "l4j_pb")
                .replace("loki4j_json", "l4j_js")
                .replace("opentelemetry", "otel");
    }

    private void figure(
            Scenario scenario, String name, String format, boolean ofShipping, ToDoubleFunction<Pipeline> figure) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-34s", name));
        for (Pipeline pipeline : Pipeline.values()) {
            double value = figure.applyAsDouble(pipeline);
            boolean isShown = pipeline.ships() || !ofShipping;
            row.append(String.format(Locale.ROOT, " %12s", isShown ? String.format(Locale.ROOT, format, value) : ""));
            csv.add(pipeline.title() + ";" + scenario.title() + ";" + name + ";" + value);
        }
        line("%s", row);
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
