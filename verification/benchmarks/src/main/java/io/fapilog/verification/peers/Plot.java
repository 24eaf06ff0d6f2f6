package io.fapilog.verification.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Draws the main figures of a {@link PeersReport} as bars. Arguments: {@code CSV-FILE SVG-FILE}. */
final class Plot {
    private static final int WIDTH = 760;
    private static final int TITLES = 240;
    private static final int LONGEST = 420;
    private static final int ROW = 20;
    private static final int HEAD = 30;
    private static final String OURS = "#1a7f37";
    private static final String THEIRS = "#8c959f";

    private final Map<String, Double> values = new HashMap<>();
    private final List<String> elements = new ArrayList<>();
    private int y;

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
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + (y + 10)
                + "\" font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + String.join("\n", elements) + "\n</svg>\n";
    }

    private void panel(String title, String figure) {
        text(10, y + HEAD - 8, "bold", title);
        y += HEAD;
        double most = shipping()
                .mapToDouble(pipeline -> value(pipeline, figure))
                .max()
                .orElse(1);
        shipping().forEach(pipeline -> bar(pipeline, value(pipeline, figure), most));
    }

    private static Stream<Pipeline> shipping() {
        return Arrays.stream(Pipeline.values()).filter(Pipeline::ships);
    }

    private double value(Pipeline pipeline, String figure) {
        return values.getOrDefault(pipeline.title() + ";" + figure, 0.0);
    }

    private void bar(Pipeline pipeline, double value, double most) {
        text(20, y + ROW - 6, "normal", pipeline.title());
        long length = Math.max(1, Math.round(LONGEST * value / most));
        elements.add("<rect x=\"" + TITLES + "\" y=\"" + (y + 3) + "\" width=\"" + length + "\" height=\"" + (ROW - 6)
                + "\" fill=\"" + (pipeline.isOurs() ? OURS : THEIRS) + "\"/>");
        text(TITLES + (int) length + 6, y + ROW - 6, "normal", number(value));
        y += ROW;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
    }

    private void text(int x, int baseline, String weight, String text) {
        elements.add("<text x=\"" + x + "\" y=\"" + baseline + "\" font-weight=\"" + weight + "\">" + text + "</text>");
    }
}
