package io.fapilog.config;

import io.fapilog.Level;

/**
 * Which events a sink takes, and what their lines have. Immutable.
 *
 * @param level the least level that the sink takes; {@link Level#TRACE} takes all
 * @param rateLimit the most events below ERROR of a logger in a second; 0 for no limit
 * @param sample the share of the events below WARN that the sink takes, from 0 to 1
 * @param redact what is masked
 * @param line how the line is written; each kind of sink has its own {@linkplain LineOptions#withMaxBytes length}
 */
public record EventOptions(Level level, int rateLimit, double sample, RedactSettings redact, LineOptions line) {
    /** All events, masked and written by the defaults. */
    public static final EventOptions DEFAULT =
            new EventOptions(Level.TRACE, 0, 1, RedactSettings.DEFAULT, LineOptions.DEFAULT);

    private static final int MOST_PER_SECOND = 10_000_000;

    /** Reads the options of a sink. */
    public static EventOptions read(Options options, EventOptions defaults) {
        return read(options, options.choice("level", defaults.level()), defaults);
    }

    /** Reads the options of the process, which are the defaults of its sinks; {@code level} is none of them. */
    public static EventOptions readDefaults(Options options) {
        return read(options, DEFAULT.level(), DEFAULT);
    }

    private static EventOptions read(Options options, Level level, EventOptions defaults) {
        return new EventOptions(
                level,
                options.count("rate_limit", defaults.rateLimit(), 0, MOST_PER_SECOND),
                options.share("sample", defaults.sample()),
                RedactSettings.read(options, defaults.redact()),
                LineOptions.read(options, defaults.line()));
    }
}
