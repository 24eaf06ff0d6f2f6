package io.fapilog.config;

import io.fapilog.Level;
import io.fapilog.json.LineOptions;
import java.util.List;

/**
 * Which events a sink takes, and what their lines have. Immutable.
 *
 * @param level the least level that the sink takes; {@link Level#TRACE} takes all
 * @param rateLimit the most events below ERROR of a logger in a second; 0 for no limit
 * @param sample the share of the events below WARN that the sink takes, from 0 to 1
 * @param redact what is masked
 * @param fields the context entries and attributes that are in the line
 * @param emptyFields what becomes of context entries and attributes without a value
 * @param maxField the most bytes of a context entry or an attribute in the line
 * @param exceptionHash whether the line of an event with an exception has its hash
 */
public record EventOptions(
        Level level,
        int rateLimit,
        double sample,
        RedactSettings redact,
        FieldChoice fields,
        EmptyFields emptyFields,
        int maxField,
        boolean exceptionHash) {
    /** All events and all fields, of which each has at most 32 KiB. */
    public static final EventOptions DEFAULT = new EventOptions(
            Level.TRACE, 0, 1, RedactSettings.DEFAULT, FieldChoice.ALL, EmptyFields.KEEP, 32 << 10, true);

    private static final int MOST_PER_SECOND = 10_000_000;
    private static final int LEAST_FIELD = 64;
    private static final int MOST_FIELD = 3 << 20;

    /** Reads the options of a sink. */
    public static EventOptions read(Options options, EventOptions defaults) {
        return read(options, options.choice("level", defaults.level()), defaults);
    }

    /** Reads the options of the process, which are the defaults of its sinks; {@code level} is none of them. */
    public static EventOptions readDefaults(Options options) {
        return read(options, DEFAULT.level(), DEFAULT);
    }

    /** How the line is written, with at most {@code maxBytes}. */
    public LineOptions line(int maxBytes) {
        return new LineOptions(maxBytes, fields, emptyFields == EmptyFields.DROP, maxField, exceptionHash);
    }

    private static EventOptions read(Options options, Level level, EventOptions defaults) {
        return new EventOptions(
                level,
                options.count("rate_limit", defaults.rateLimit(), 0, MOST_PER_SECOND),
                options.share("sample", defaults.sample()),
                RedactSettings.read(options, defaults.redact()),
                fields(options, defaults.fields()),
                options.choice("empty_fields", defaults.emptyFields()),
                Math.toIntExact(options.size("max_field", defaults.maxField(), LEAST_FIELD, MOST_FIELD)),
                options.flag("exception_hash", defaults.exceptionHash()));
    }

    private static FieldChoice fields(Options options, FieldChoice byDefault) {
        return options.has("fields") ? FieldChoice.of(options.list("fields", List.of())) : byDefault;
    }
}
