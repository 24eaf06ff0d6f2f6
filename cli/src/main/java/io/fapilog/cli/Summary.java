package io.fapilog.cli;

import io.fapilog.DropReason;
import io.fapilog.SinkStats;
import io.fapilog.cli.event.EventCounts;
import io.fapilog.config.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The summary at the end of a shipment: what was read, the counts of each sink, and what to do about losses. */
final class Summary {
    private static final int MOST_NAMED = 20;

    private final Reading reading;
    private final Shipment shipment;
    private final List<SinkStats> sinks;
    private final Duration timeout;
    /** What has happened to the delivered events. */
    private final String delivered;

    private final List<String> text = new ArrayList<>();

    Summary(Reading reading, Shipment shipment, List<SinkStats> sinks, Duration timeout, boolean isDryRun) {
        this.reading = reading;
        this.shipment = shipment;
        this.sinks = sinks;
        this.timeout = timeout;
        this.delivered = isDryRun ? "would be sent" : "delivered";
    }

    /** The lines of the summary of a shipment that took {@code seconds}. */
    String text(double seconds) {
        text.addAll(reading.failures());
        text.add(input(seconds));
        int width = sinks.stream().mapToInt(sink -> sink.sink().length()).max().orElse(1);
        for (SinkStats sink : sinks) {
            text.add(String.format("  %-" + width + "s  %s", sink.sink(), counts(sink)));
        }
        addReasonOfEnd();
        addUnread();
        addUndated();
        addReasonsOfLoss();
        return String.join(System.lineSeparator(), text);
    }

    private String input(double seconds) {
        EventCounts lines = reading.eventCounts();
        return String.format(
                Locale.ROOT,
                "read %,d lines (%s%s%s) in %.1f s, %,.0f events per second",
                lines.events() + lines.joined() + lines.blank(),
                Progress.bytes(reading.consumed()),
                some(", %,d joined to the line before", lines.joined())
                        + some(", %,d blank and skipped", lines.blank()),
                some(", %,d truncated", reading.counts().truncated())
                        + some(
                                ", %,d with bytes that could not be decoded",
                                reading.counts().undecoded()),
                seconds,
                reading.events() / Math.max(1e-3, seconds));
    }

    private String counts(SinkStats sink) {
        Map<DropReason, Long> dropped = new EnumMap<>(sink.events().dropped());
        dropped.put(DropReason.CLOSED, shipment.undelivered(sink));
        return String.format(Locale.ROOT, "%,d %s", sink.events().delivered(), delivered)
                + some(", %,d in the spool", sink.spool().spooled())
                + losses(sink.events().rejected(), dropped)
                + some(", %,d could not be masked", sink.events().redactionFailed())
                + some("; recovered from earlier runs: %,d", sink.spool().recovered())
                + some("; truncated to max_line: %,d", sink.events().truncated())
                + some("; retries: %,d", sink.pushes().retries());
    }

    private void addReasonOfEnd() {
        String time = Quantities.show(timeout);
        if (shipment.wasStuck()) {
            text.add("Shipping stopped because the sinks accepted nothing for " + time
                    + "; the rest of the input was not read. Check the server, or wait longer with --timeout.");
        } else if (shipment.wasInterrupted() && !reading.isComplete() && !reading.isOpenEnded()) {
            text.add("Interrupted; the rest of the input was not read.");
        } else if (!shipment.wasInterrupted() && has(shipment::undelivered)) {
            text.add("Delivery was not complete " + time
                    + " after the end of the input; undelivered events were dropped."
                    + " Check the server, or wait longer with --timeout.");
        }
    }

    private void addUnread() {
        List<String> unread = reading.unread();
        text.addAll(unread.subList(0, Math.min(MOST_NAMED, unread.size())));
        if (unread.size() > MOST_NAMED) {
            text.add(String.format(
                    Locale.ROOT, "%,d more files were not read to their ends.", unread.size() - MOST_NAMED));
        }
        if (reading.counts().lost() > 0) {
            text.add(String.format(
                    Locale.ROOT,
                    "At least %,d bytes are lost, because files were truncated or deleted before they were read. The"
                            + " warnings above name them.",
                    reading.counts().lost()));
        }
        if (reading.counts().undecoded() > 0) {
            text.add("Bytes that could not be decoded became U+FFFD. Name the encoding of the input with --encoding.");
        }
    }

    private void addUndated() {
        EventCounts counts = reading.eventCounts();
        if (counts.undated() > 0) {
            text.add(String.format(
                    Locale.ROOT,
                    "%,d events had no readable time and have that of the event before them, or the current one. The"
                            + " first: %s",
                    counts.undated(),
                    counts.undatedExample()));
        }
        if (counts.unreadTimes() > 0) {
            text.add(String.format(
                    Locale.ROOT,
                    "%,d of them have a time that was not understood, such as %s",
                    counts.unreadTimes(),
                    counts.unreadTimeExample()));
        }
    }

    private void addReasonsOfLoss() {
        if (has(sink -> sink.events().dropped().getOrDefault(DropReason.TOO_OLD, 0L))) {
            text.add(
                    "Events older than max_age were dropped. Use --now to give events the current time, or raise max_age"
                            + " if the server accepts older ones.");
        }
        if (has(sink -> sink.events().rejected())) {
            text.add("The server rejected events. The warnings above show its reasons.");
        }
    }

    private boolean has(ToLongFunction<SinkStats> count) {
        return sinks.stream().anyMatch(sink -> count.applyAsLong(sink) > 0);
    }

    /** The rejected events, and the dropped events by reason, as far as there are any. */
    static String losses(long rejected, Map<DropReason, Long> dropped) {
        StringBuilder text = new StringBuilder(some(", %,d rejected", rejected));
        dropped.forEach((reason, count) -> text.append(some(", %,d dropped (" + reason.label() + ")", count)));
        return text.toString();
    }

    /** The text with the count, or an empty text if the count is 0. */
    static String some(String format, long count) {
        return count == 0 ? "" : String.format(Locale.ROOT, format, count);
    }
}
