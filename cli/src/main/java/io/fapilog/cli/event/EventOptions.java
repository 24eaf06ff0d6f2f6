package io.fapilog.cli.event;

import io.fapilog.spi.TimeSource;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** How lines become events. Immutable. */
public final class EventOptions {
    /** The most lines of an event; further ones begin another event. */
    static final int MOST_LINES = 1_000;
    /** The most characters of an event of several lines. */
    static final int MOST_CHARACTERS = 256 << 10;
    /** How long an event waits for its next line, in nanoseconds. */
    static final long LONGEST_WAIT = 1_000_000_000L;

    private final boolean now;
    private final Multiline multiline;
    private final @Nullable Pattern begin;
    private final @Nullable Pattern pattern;
    private final ZoneId zone;
    private final TimeSource clock;

    private EventOptions(
            boolean now,
            Multiline multiline,
            @Nullable Pattern begin,
            @Nullable Pattern pattern,
            ZoneId zone,
            TimeSource clock) {
        this.now = now;
        this.multiline = multiline;
        this.begin = begin;
        this.pattern = pattern;
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * The options of the command line. What is wrong with them is added to {@code violations}, a sentence each; the result
     * is then of no use.
     *
     * @param now whether every event gets the present time
     * @param multiline "auto", "none", or a regular expression that is found in the first line of each event
     * @param pattern a regular expression with named groups, or null
     * @param zone the name of the zone of times without an offset; null for that of the machine
     */
    public static EventOptions of(
            boolean now, String multiline, @Nullable String pattern, @Nullable String zone, List<String> violations) {
        Multiline kind = Multiline.of(multiline);
        return new EventOptions(
                now,
                kind,
                kind == Multiline.REGEX ? regex("--multiline", multiline, violations) : null,
                pattern == null ? null : pattern(pattern, violations),
                zone == null ? ZoneId.systemDefault() : zone(zone, violations),
                TimeSource.system());
    }

    /** The options of a command line that gives none. */
    public static EventOptions defaults() {
        return new EventOptions(false, Multiline.AUTO, null, null, ZoneId.systemDefault(), TimeSource.system());
    }

    /** These options with another clock than that of the machine. */
    public EventOptions withClock(TimeSource other) {
        return new EventOptions(now, multiline, begin, pattern, zone, other);
    }

    /** Whether every event gets the present time. */
    public boolean now() {
        return now;
    }

    Multiline multiline() {
        return multiline;
    }

    /** The expression that is found in the first line of each event. */
    @Nullable
    Pattern begin() {
        return begin;
    }

    /** The layout of lines, or null. */
    @Nullable
    Pattern pattern() {
        return pattern;
    }

    ZoneId zone() {
        return zone;
    }

    TimeSource clock() {
        return clock;
    }

    private static @Nullable Pattern regex(String option, String text, List<String> violations) {
        if (text.isEmpty()) {
            violations.add(option + " is empty; write a regular expression, or leave the option out");
            return null;
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            violations.add(option + "=" + text + " is not a regular expression: " + e.getDescription() + " near index "
                    + e.getIndex() + "; write for example " + example(option));
            return null;
        }
    }

    private static String example(String option) {
        return option.equals("--pattern") ? "'(?<time>\\S+) (?<level>\\w+) (?<message>.*)'" : "'^\\d{4}-'";
    }

    private static @Nullable Pattern pattern(String text, List<String> violations) {
        Pattern compiled = regex("--pattern", text, violations);
        if (compiled != null && LinePattern.groups(compiled).isEmpty()) {
            violations.add("--pattern=" + text + " has no named group; name at least one of time, level, logger, thread"
                    + " and message, for example " + example("--pattern"));
        }
        return compiled;
    }

    private static ZoneId zone(String name, List<String> violations) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            violations.add("the zone " + name + " is not known; write for example UTC, Europe/Berlin or +02:00");
            return ZoneId.systemDefault();
        }
    }

    /** Which lines begin an event. */
    enum Multiline {
        /** All but those that are a continuation by their form. */
        AUTO,
        /** Each line. */
        NONE,
        /** Those in which an expression is found. */
        REGEX;

        static Multiline of(String text) {
            return switch (text) {
                case "auto" -> AUTO;
                case "none" -> NONE;
                default -> REGEX;
            };
        }
    }
}
