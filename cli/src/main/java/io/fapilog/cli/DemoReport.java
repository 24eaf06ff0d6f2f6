package io.fapilog.cli;

import io.fapilog.SinkStats;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The report of the demo, at most 100 columns wide.
 *
 * @param uri the URI of the sink
 * @param query the query that read the events back
 * @param orders the number of orders that the shop served
 * @param threads the number of threads of the shop
 * @param stats the counts of the sink
 * @param tally how many events were logged and found
 * @param lines the lines that were found
 */
record DemoReport(
        String uri, String query, int orders, int threads, SinkStats stats, Tally tally, List<LokiQuery.Line> lines) {
    private static final int WIDTH = 98;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "A shop served %,d orders on %d threads and logged through SLF4J.", orders, threads);
        line(text, "fapilog shipped the events to %s", uri);
        line(text, "");
        addCounts(text);
        addLines(text);
        addQueries(text);
        addNextSteps(text);
        return text.toString();
    }

    private void addCounts(StringBuilder text) {
        long delivered = stats.events().delivered();
        long pushes = stats.pushes().total();
        long bytes = stats.pushes().wireBytes();
        String size = Progress.bytes(bytes);
        double average = bytes / (double) Math.max(1, delivered);
        line(text, "  logged      %,7d", tally.logged());
        line(
                text,
                "  delivered   %,7d   pushes: %,d, %s in all, %.1f bytes per event",
                delivered,
                pushes,
                size,
                average);
        line(text, "  read back   %,7d   over Loki's HTTP API", tally.found());
        line(text, "  lost        %,7d", tally.lost());
        line(text, "  duplicates  %,7d", tally.duplicates());
    }

    private void addLines(StringBuilder text) {
        line(text, "");
        line(text, "Some of the events, and one line as Loki stores it:");
        line(text, "  %s", shown(find("shop.Orders", "INFO")));
        line(text, "  %s", shown(find("shop.Stock", "WARN")));
        LokiQuery.Line error = find("shop.Payments", "ERROR");
        line(text, "  %s", shown(error));
        for (String trace : error.field("exception_stacktrace").split("\n")) {
            if (!trace.startsWith("\t")) {
                line(text, "      %s", trace);
            }
        }
        line(text, "");
        wrap(text, find("shop.Stock", "WARN").text());
    }

    private void addQueries(StringBuilder text) {
        line(text, "");
        line(text, "Queries for Grafana, in LogQL:");
        line(text, "  %s", query);
        line(text, "  {app=\"shop\"} |= \"payment\" | json | level=\"ERROR\"");
        String trace = find("shop.Payments", "ERROR").field("trace_id");
        line(text, "  {app=\"shop\"} | trace_id=\"%s\"", trace);
        line(text, "  sum by (detected_level) (count_over_time(%s [1m]))", query);
    }

    private static void addNextSteps(StringBuilder text) {
        line(text, "");
        line(text, "Next:");
        line(text, "  ./fapilog demo --open                                              shows the shop on a page");
        line(text, "  ./fapilog devloki                                                  starts an in-memory Loki");
        line(text, "  ./fapilog ship --to 'loki://127.0.0.1:3100?labels=app=mine' FILE   ships your log file to it");
        line(text, "  In your application, put fapilog-slf4j and fapilog-loki on the class path, and set");
        line(text, "  FAPILOG_SINKS='loki://127.0.0.1:3100?labels=app=mine' in its environment.");
    }

    /** The first line of this logger and level, or an empty line if there is none. */
    private LokiQuery.Line find(String logger, String level) {
        return lines.stream()
                .filter(line -> line.field("level").equals(level)
                        && line.field("logger").equals(logger))
                .findFirst()
                .orElse(LokiQuery.Line.NONE);
    }

    private static String shown(LokiQuery.Line line) {
        String text = String.format(
                Locale.ROOT,
                "%s %-5s %-13s %s",
                TIME.format(Instant.ofEpochSecond(0, line.time()).atZone(ZoneId.systemDefault())),
                line.field("level"),
                line.field("logger"),
                line.field("message"));
        StringBuilder fields = new StringBuilder(text);
        for (String name : List.of("amount", "sku", "left", "trace_id")) {
            if (!line.field(name).isEmpty()) {
                fields.append("  ").append(name).append('=').append(line.field(name));
            }
        }
        return fields.length() <= WIDTH ? fields.toString() : fields.substring(0, WIDTH - 1) + "…";
    }

    /** Breaks a line of JSON after its commas. */
    private static void wrap(StringBuilder text, String json) {
        String rest = json;
        while (rest.length() > WIDTH) {
            int comma = rest.lastIndexOf(',', WIDTH - 1);
            int end = comma < 0 ? WIDTH : comma + 1;
            line(text, "  %s", rest.substring(0, end));
            rest = rest.substring(end);
        }
        line(text, "  %s", rest);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
