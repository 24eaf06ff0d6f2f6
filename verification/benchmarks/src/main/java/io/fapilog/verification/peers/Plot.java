package io.fapilog.verification.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws the main figures of a {@link PeersReport} as bars. Arguments: {@code CSV-FILE SVG-FILE}. */
final class Plot {
    private final Map<String, Double> values = new HashMap<>();
    private final Bars bars = new Bars();

    private Plot(List<String> csv) {
        for (String line : csv.subList(1, csv.size())) {
            int end = line.lastIndexOf(';');
            values.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
        }
    }

    public static void main(String[] arguments) throws IOException {
        Plot plot = new Plot(Files.readAllLines(Path.of(arguments[0]), UTF_8));
        Files.writeString(Path.of(arguments[1]), plot.draw(), UTF_8);
    }

    private String draw() {
        panel("Burst without losses: events a second, thousands (more is better)", "burst;events a second, thousands");
        panel("CPU for an event at 20,000 events/s, without that of the framework, µs", "20,000/s;of it own, µs");
        panel("Log call at 20,000 events/s: median, µs", "20,000/s;call, p50, µs");
        panel("Allocated by the caller of a log call, bytes", "20,000/s;allocated by the caller, B");
        return bars.svg();
    }

    private void panel(String title, String figure) {
        bars.panel(
                title,
                Arrays.stream(Pipeline.values())
                        .filter(Pipeline::ships)
                        .map(pipeline -> new Bars.Bar(pipeline.title(), value(pipeline, figure), pipeline.isOurs()))
                        .toList());
    }

    private double value(Pipeline pipeline, String figure) {
        return values.getOrDefault(pipeline.title() + ";" + figure, 0.0);
    }
}
