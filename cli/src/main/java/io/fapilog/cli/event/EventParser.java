package io.fapilog.cli.event;

import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what single lines say of their events. The fields of a JSON object become attributes, except those that have a
 * {@linkplain LogFormat common name} for time, level, message, logger, thread or exception. A line with one of the common
 * {@linkplain Shapes layouts} gets its time, level, logger and thread; the line as a whole is its message. Any other line
 * is the message of an event of level INFO. Not thread-safe; reused for many lines.
 */
final class EventParser {
    /** The most spaces at the beginning of an event: layouts pad the level. */
    private static final int MOST_SPACES = 3;

    private final TimeScanner times;
    private final LineFields fields = new LineFields();
    private final FieldRoles roles;
    private final Shapes shapes;
    private final @Nullable LinePattern pattern;

    EventParser(EventOptions options) {
        ZoneId zone = options.zone();
        times = new TimeScanner(zone, options.clock());
        roles = new FieldRoles(options.now(), times);
        shapes = new Shapes(times, fields, roles);
        Pattern layout = options.pattern();
        pattern = layout == null ? null : LinePattern.of(layout);
    }

    /**
     * Reads {@code line} into {@code draft}.
     *
     * @param written when the line was written, if its envelope says so; else {@link EventTime#NONE}
     */
    void read(String line, long written, EventDraft draft) {
        String text = Ansi.strip(line);
        draft.begin(text);
        times.reference(written);
        if (pattern != null && pattern.read(text, draft, times)) {
            return;
        }
        int from = LoggerScanner.skipSpaces(text, 0, text.length());
        if (from < text.length() && text.charAt(from) == '{') {
            object(text, draft);
        } else if (from <= MOST_SPACES && from < text.length() && shapes.read(text, from, draft)) {
            draft.recognise();
        }
    }

    /** Reads a JSON object of several lines, which {@code draft} has as its message; if it is none, nothing changes. */
    void readLines(EventDraft draft) {
        String text = draft.message();
        if (JsonFields.read(text, fields)) {
            draft.message("");
            roles.fill(fields, draft);
        }
    }

    /** Reads times as the parser does. */
    TimeScanner times() {
        return times;
    }

    private void object(String line, EventDraft draft) {
        if (JsonFields.read(line, fields)) {
            draft.message("");
            roles.fill(fields, draft);
        } else {
            roles.fillHead(fields, draft);
        }
        // The values of a long line are not held until the next one.
        fields.clear();
    }
}
