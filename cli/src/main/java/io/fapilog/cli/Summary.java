package io.fapilog.cli;

import io.fapilog.DropReason;
import io.fapilog.SinkStats;
import io.fapilog.config.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a shipment tells at its end. */
final class Summary {
    private final Reading reading;
    private final Shipment shipment;
    private final List<SinkStats> sinks;
    private final Duration timeout;
    private final List<String> lines = new ArrayList<>();

    Summary(Reading reading, Shipment shipment, List<SinkStats> sinks, Duration timeout) {
        this.reading = reading;
        this.shipment = shipment;
        this.sinks = sinks;
        this.timeout = timeout;
    }

    /** The lines, for a shipment that took {@code seconds}. */
    String text(double seconds) {
        lines.addAll(reading.failures());
        lines.add(String.format(
                Locale.ROOT,
                "read %,d lines (%s%s%s) in %.1f s, %,.0f a second",
                reading.events() + reading.blank(),
                Progress.bytes(reading.consumed()),
                some(", %,d empty and skipped", reading.blank()),
                some(", %,d cut", reading.cut()),
                seconds,
                reading.events() / Math.max(1e-3, seconds)));
        int width = sinks.stream().mapToInt(sink -> sink.sink().length()).max().orElse(0);
        for (SinkStats sink : sinks) {
            lines.add("  " + sink.sink() + " ".repeat(width - sink.sink().length()) + "  " + account(sink));
        }
        addHints();
        return String.join(System.lineSeparator(), lines);
    }

    private String account(SinkStats sink) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%,d delivered", sink.events().delivered()));
        text.append(some(", %,d in the spool", sink.spool().spooled()));
        text.append(some(", %,d rejected", sink.events().rejected()));
        for (Map.Entry<DropReason, Long> dropped : sink.events().dropped().entrySet()) {
            if (dropped.getKey() != DropReason.CLOSED) {
                text.append(some(", %,d dropped (" + dropped.getKey().label() + ")", dropped.getValue()));
            }
        }
        text.append(some(", %,d dropped (closed)", shipment.undelivered(sink)));
        text.append(some("; with %,d of earlier runs", sink.spool().recovered()));
        text.append(some("; %,d cut to size", sink.events().truncated()));
        text.append(some("; %,d retries", sink.pushes().retries()));
        return text.toString();
    }

    private void addHints() {
        boolean waited = sinks.stream().anyMatch(sink -> shipment.undelivered(sink) > 0);
        if (shipment.wasStuck()) {
            lines.add("The sinks took nothing for " + Quantities.show(timeout)
                    + ", so the rest was not read. Is the receiver up? --timeout waits longer.");
        } else if (shipment.wasInterrupted() && !reading.isComplete() && !reading.isOpenEnded()) {
            lines.add("Interrupted before the input's end.");
        } else if (waited && !shipment.wasInterrupted()) {
            lines.add("Not all was delivered within " + Quantities.show(timeout)
                    + " after the input's end. Is the receiver up? --timeout waits longer.");
        }
        if (sinks.stream().anyMatch(sink -> sink.events().dropped().getOrDefault(DropReason.TOO_OLD, 0L) > 0)) {
            lines.add("Events older than the receiver takes were dropped. --now stamps them with the present instead.");
        }
        if (sinks.stream().anyMatch(sink -> sink.events().rejected() > 0)) {
            lines.add("Why events were rejected is told by the receiver's words in the warnings above.");
        }
    }

    private static String some(String format, long count) {
        return count == 0 ? "" : String.format(Locale.ROOT, format, count);
    }
}
