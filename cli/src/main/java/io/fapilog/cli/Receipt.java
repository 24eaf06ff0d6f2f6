package io.fapilog.cli;

import io.fapilog.SinkStats;
import io.fapilog.cli.event.EventCounts;
import io.fapilog.cli.input.ReadCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The report of a shipment as JSON: what was read of each input, and what became of the events in each sink. */
final class Receipt {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Reading reading;
    private final List<SinkStats> sinks;
    private final RejectedLines rejected;

    Receipt(Reading reading, List<SinkStats> sinks, RejectedLines rejected) {
        this.reading = reading;
        this.sinks = sinks;
        this.rejected = rejected;
    }

    /** Writes it to {@code file}, which is replaced. */
    void write(Path file, Instant began, Instant ended, int exitCode) throws IOException {
        ObjectNode report = JSON.createObjectNode();
        report.put("format", "fapilog ship report 1");
        report.put("began", began.toString());
        report.put("ended", ended.toString());
        report.put("exit_code", exitCode);
        report.put("complete", reading.isComplete());
        var inputs = report.putArray("inputs");
        reading.figures().forEach((name, figures) -> addInput(inputs.addObject(), name, figures));
        var outputs = report.putArray("sinks");
        sinks.forEach(sink -> addSink(outputs.addObject(), sink));
        var reasons = report.putArray("rejections");
        for (RejectedLines.Reason reason : rejected.reasons()) {
            reasons.addObject().put("events", reason.events()).put("reason", reason.words());
        }
        var failures = report.putArray("failures");
        reading.failures().forEach(failures::add);
        reading.unread().forEach(failures::add);
        Files.writeString(file, JSON.writeValueAsString(report) + "\n");
    }

    private void addInput(ObjectNode input, String name, InputFigures figures) {
        EventCounts events = figures.events();
        input.put("input", name);
        input.put("bytes", figures.sum(ReadCounts::consumed));
        input.put("lines", events.events() + events.joined() + events.blank());
        input.put("events", events.events());
        addDelivered(input, name, events.events());
        input.put("joined_lines", events.joined());
        input.put("blank_lines", events.blank());
        input.put("undated_events", events.undated());
        putIfAny(input, "undated_example", events.undatedExample());
        input.put("misread_times", events.unreadTimes());
        putIfAny(input, "misread_time_example", events.unreadTimeExample());
        input.put("undecoded_lines", figures.sum(ReadCounts::undecoded));
        input.put("truncated_lines", figures.sum(ReadCounts::truncated));
        input.put("lost_bytes", figures.sum(ReadCounts::lost));
        if (events.events() > 0) {
            input.put("first_time", time(events.firstTime()));
            input.put("last_time", time(events.lastTime()));
        }
    }

    /**
     * Where no event was dropped, an event is delivered or rejected; otherwise it is not known of which input it is.
     */
    private void addDelivered(ObjectNode input, String name, long events) {
        boolean isOnly = reading.figures().size() == 1;
        long refused = isOnly ? mostRejected() : rejected.from(name);
        boolean isKnown =
                isOnly || sinks.stream().allMatch(sink -> sink.events().rejected() == 0) || refused > 0;
        boolean nothingDropped = sinks.stream()
                .allMatch(sink -> sink.events().totalDropped() + sink.events().pending() == 0);
        if (isKnown) {
            input.put("rejected", refused);
        }
        if (isKnown && nothingDropped && reading.events() <= accepted()) {
            input.put("delivered", events - refused);
        }
    }

    private long mostRejected() {
        return sinks.stream().mapToLong(sink -> sink.events().rejected()).max().orElse(0);
    }

    private long accepted() {
        return sinks.stream().mapToLong(sink -> sink.events().accepted()).min().orElse(0);
    }

    private static void addSink(ObjectNode output, SinkStats sink) {
        output.put("sink", sink.sink());
        output.put("accepted", sink.events().accepted());
        output.put("delivered", sink.events().delivered());
        output.put("rejected", sink.events().rejected());
        output.put("spooled", sink.spool().spooled());
        output.put("pending", sink.events().pending());
        ObjectNode dropped = output.putObject("dropped");
        sink.events().dropped().forEach((reason, events) -> dropped.put(reason.label(), events));
    }

    private static void putIfAny(ObjectNode node, String name, @Nullable String text) {
        if (text != null) {
            node.put(name, text);
        }
    }

    private static String time(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos).toString();
    }
}
