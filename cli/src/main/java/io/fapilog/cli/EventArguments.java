package io.fapilog.cli;

import io.fapilog.cli.event.EventOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how lines become events. */
final class EventArguments {
    @Option(
            names = "--now",
            description = "Give every event the current time, for lines that are older than the server accepts.")
    private boolean now;

    @Option(
            names = "--multiline",
            paramLabel = "HOW",
            defaultValue = "auto",
            description = "Which lines belong together: auto joins stack traces, tracebacks and indented lines to the"
                    + " line before them; none joins nothing; anything else is a regular expression that is found in"
                    + " the first line of every event, such as '^\\d{4}-'. Default: ${DEFAULT-VALUE}.")
    private String multiline = "";

    @Option(
            names = "--pattern",
            paramLabel = "REGEX",
            description = "The layout of lines that are not recognised, as a regular expression with named groups:"
                    + " (?<time>…), (?<level>…), (?<logger>…), (?<thread>…) and (?<message>…); groups with other names"
                    + " become attributes.")
    private @Nullable String pattern;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The time zone of times without an offset, such as UTC or Europe/Berlin. Default: that of"
                    + " this machine.")
    private @Nullable String zone;

    /** How lines become events; what is wrong with the options is added to {@code violations}. */
    EventOptions options(List<String> violations) {
        return EventOptions.of(now, multiline, pattern, zone, violations);
    }
}
