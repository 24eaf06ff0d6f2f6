package io.fapilog.cli.event;

import io.fapilog.LogEvent;
import io.fapilog.spi.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lines become, as text that a test compares. */
final class EventText {
    /** The present time of the tests. */
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private EventText() {}

    /** The options of a command line that gives none, in UTC and with a fixed present time. */
    static EventOptions options() {
        return options("auto", null);
    }

    static EventOptions options(String multiline, @Nullable String pattern) {
        List<String> violations = new ArrayList<>();
        EventOptions options = EventOptions.of(false, multiline, pattern, "UTC", violations);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(violations.toString());
        }
        return options.withClock(new ManualTime());
    }

    /** The events that the lines of {@code text} become. */
    static List<LogEvent> events(EventOptions options, String text) {
        return events(options, text, new EventCounts());
    }

    static List<LogEvent> events(EventOptions options, String text, EventCounts counts) {
        List<LogEvent> events = new ArrayList<>();
        EventAssembler assembler =
                new EventAssembler(options, EventSource.of("app.log"), (event, end) -> events.add(event), counts);
        long end = 0;
        for (String line : text.split("\n", -1)) {
            end += line.length() + 1;
            assembler.line(line, end);
        }
        assembler.end();
        return events;
    }

    static String of(List<LogEvent> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> append(event, text));
        return text.toString();
    }

    private static void append(LogEvent event, StringBuilder text) {
        text.append(Instant.ofEpochSecond(0, event.timestamp())).append(' ').append(event.level());
        text.append(' ')
                .append(event.logger())
                .append(" [")
                .append(event.thread())
                .append("]\n");
        text.append("    message ").append(shown(event.message())).append('\n');
        event.forEachAttribute((name, value) -> text.append("    ")
                .append(name)
                .append(" = ")
                .append(shown(String.valueOf(value)))
                .append('\n'));
        LogEvent.Rendered exception = event.rendered();
        if (exception != null) {
            text.append("    exception ").append(exception.type()).append(" | ").append(exception.message());
            text.append("\n    stack ").append(shown(exception.stackTrace())).append('\n');
        }
    }

    private static String shown(String value) {
        String shortened = value.length() <= 3_000
                ? value
                : value.substring(0, 10) + "… " + value.length() + " characters, hash " + value.hashCode();
        return shortened.stripTrailing().replace("\n", "\n        ");
    }

    /** A clock that stands at {@link #NOW}, whose ticks a test moves. */
    static final class ManualTime implements TimeSource {
        long ticks;

        @Override
        public long ticks() {
            return ticks;
        }

        @Override
        public long epochNanos() {
            return NOW.getEpochSecond() * 1_000_000_000L;
        }
    }
}
