package io.fapilog.cli;

import io.fapilog.ConfigurationException;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.cli.logs.JsonFormat;
import io.fapilog.cli.logs.LevelFilter;
import io.fapilog.cli.logs.LineFormat;
import io.fapilog.cli.logs.QueryText;
import io.fapilog.cli.logs.TextFormat;
import io.fapilog.config.Quantities;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows log lines of a Loki in the terminal. */
@Command(
        name = "logs",
        description = {
            "Shows log lines of a Loki: those that are there, and with --follow those that come.",
            "",
            "Nothing in a line can control the terminal: control characters and marks of the direction of writing are"
                    + " shown as \\u001b and the like."
        },
        exitCodeList = {
            "0:the lines were shown, also if there are none; or --follow was ended by Ctrl-C",
            "1:the server did not answer, or refused",
            "2:wrong usage, configuration or LogQL",
            "141:the reader of the output has ended"
        },
        footer = {
            "",
            "Examples:",
            "  fapilog logs --follow '{app=\"myapi\"} |= \"payment\"'",
            "  fapilog logs --sink 'loki://loki:3100?tenant=shop' --level warn --since 1d",
            "  fapilog logs --json --limit 0 --trace 4bf92f3577b34da6a3ce929d0e0e4736"
        })
final class LogsCommand implements Callable<Integer> {
    private static final String NEARBY = "loki://127.0.0.1:3100";
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final int MOST_LINES = 100_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "QUERY",
            arity = "0..1",
            defaultValue = "",
            description = "The LogQL, such as '{app=\"myapi\"} |= \"payment\"'. Default: every stream.")
    private String query = "";

    @Option(
            names = "--sink",
            paramLabel = "URI",
            description = "The Loki, as for a sink: loki://host:3100?tenant=…&token=…. Default: the first Loki in"
                    + " FAPILOG_SINKS, else " + NEARBY + ".")
    private @Nullable String sink;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with the lines that come, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--json", description = "Print each line as a JSON object, with its labels and metadata.")
    private boolean json;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "How old lines are at most: 90s, 5m, 1h, 2d. Default: ${DEFAULT-VALUE}.")
    private String since = "";

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of the newest lines are shown at most, up to 100000; 0 shows all, or with --follow"
                    + " only new ones. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--trace", paramLabel = "ID", description = "Only the lines of this trace.")
    private @Nullable String trace;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Only lines of this level and above: ${COMPLETION-CANDIDATES}.")
    private @Nullable LevelFilter level;

    @Override
    public Integer call() throws SinkQuery.Failure, InterruptedException {
        List<String> violations = new ArrayList<>();
        Duration age = age(violations);
        if (limit < 0 || limit > MOST_LINES) {
            violations.add("--limit=" + limit + " is out of range; use 1 to " + MOST_LINES + ", or 0 for all lines");
        }
        if (trace != null && !QueryText.isTraceId(trace)) {
            violations.add("--trace is no trace id; use letters, digits, - and _");
        }
        if (!violations.isEmpty()) {
            throw new ConfigurationException(violations);
        }
        SinkQuery server = server();
        LogsRun run = new LogsRun(server, QueryText.of(query, level, trace), commandLine(), format());
        return follow ? run.follow(age, limit) : run.show(age, limit);
    }

    private LineFormat format() {
        boolean coloured = Terminals.isStdout() && !Environment.hasVariable("NO_COLOR");
        return json ? new JsonFormat() : new TextFormat(coloured, Clock.system(ZoneId.systemDefault()));
    }

    private Duration age(List<String> violations) {
        try {
            Duration age = Quantities.duration(since);
            if (!age.isZero() && age.compareTo(LONGEST) <= 0) {
                return age;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, as a value out of range is.
        }
        violations.add("--since=" + since + " is not a time; write for example 90s, 5m, 1h or 2d");
        return LONGEST;
    }

    private SinkQuery server() {
        if (sink != null) {
            return servers(builder().sink(sink))
                    .findFirst()
                    .orElseThrow(() ->
                            new ConfigurationException(List.of("--sink is no Loki; write --sink loki://host:3100")));
        }
        Optional<SinkQuery> configured =
                Environment.has("sinks") ? servers(builder()).findFirst() : Optional.empty();
        return configured.orElseGet(
                () -> servers(builder().sink(NEARBY)).findFirst().orElseThrow());
    }

    private static Stream<SinkQuery> servers(FapilogBuilder builder) {
        return builder.plans().stream().map(Sink.Plan::query).filter(Objects::nonNull);
    }

    private FapilogBuilder builder() {
        return Fapilog.builder().diagnostics(new Screen(commandLine().getErr(), false));
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec before it calls the command");
        }
        return spec.commandLine();
    }
}
