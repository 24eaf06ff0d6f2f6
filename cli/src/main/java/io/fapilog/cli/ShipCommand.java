package io.fapilog.cli;

import io.fapilog.ConfigurationException;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.Overflow;
import io.fapilog.cli.input.StateFile;
import io.fapilog.config.Quantities;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ships the lines of files or of standard input as events. */
@Command(
        name = "ship",
        description = {
            "Ships the lines of files or of standard input as events.",
            "",
            "A line that is a JSON object becomes an event with its fields; time, level, message, logger, thread and"
                    + " exception are recognised by the names that common logging systems use. Of other lines, time, level,"
                    + " logger and thread are recognised by their layout: Logback, Log4j2, Spring Boot, java.util.logging,"
                    + " logfmt, syslog, nginx, Apache, PostgreSQL, Kafka, glog, Python and more. A stack trace belongs to the"
                    + " line before it. An event without a time has that of the event before it. The lines of Docker and"
                    + " Kubernetes are unwrapped. Blank lines are skipped. Events of all levels are shipped.",
            "",
            "Lines are read no faster than the sinks deliver, so a file may be larger than memory."
        },
        footer = {
            "",
            "Examples:",
            "  fapilog ship --to 'loki://127.0.0.1:3100?labels=app=build' build.log",
            "  fapilog ship -f --state /var/lib/ship.state --to 'loki://loki:3100?labels=app=myapi&label_fields=file'"
                    + " '/var/log/app/*.log'",
            "  journalctl -o json | fapilog ship --to 'loki://127.0.0.1:3100?labels=app=journal'",
            "  FAPILOG_SINKS='stdout,loki://loki:3100?labels=app=myapi,env=dev' fapilog ship app.log"
        })
final class ShipCommand implements Callable<Integer> {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
    private static final String STDOUT = "stdout";
    private static final Pattern ASKS_FOR_FILE =
            Pattern.compile("(?:label_fields|metadata)=[^&\\s]*\\b(?:file|path)\\b");

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private EventArguments events = new EventArguments();

    @Mixin
    private ReceiptOptions receipts = new ReceiptOptions();

    @Option(
            names = {"-t", "--to"},
            paramLabel = "URI",
            description =
                    "A sink, such as stdout or loki://host:3100?labels=app=myapi. Repeat the option for several sinks."
                            + " Default: the sinks of FAPILOG_SINKS.")
    private List<String> to = new ArrayList<>();

    @Option(
            names = "--dry-run",
            description =
                    "Send nothing. Print each event as it would be sent, with its labels, its structured metadata and"
                            + " its masked line, and at the end the counts.")
    private boolean dryRun;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description =
                    "How long to wait for delivery after the end of the input; after Ctrl-C or SIGTERM, for the rest"
                            + " of followed files as well. Without --follow, shipping also stops if the sinks accept nothing for"
                            + " this long. Default: ${DEFAULT-VALUE}.")
    private String timeout = "";

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "The service name for sinks that have no labels. Default: FAPILOG_SERVICE, else"
                    + " OTEL_SERVICE_NAME, else fapilog-ship.")
    private @Nullable String service;

    @Override
    @SuppressWarnings("try") // the state is only held, so that no other process uses it
    public Integer call() throws InterruptedException, IOException {
        List<String> violations = new ArrayList<>();
        Duration wait = timeout(violations);
        requireSink(violations);
        receipts.check(!to.isEmpty(), violations);
        if (dryRun) {
            receipts.checkDryRun(violations);
            input.checkDryRun(violations);
        }
        Reading.Plan plan = input.plan(events.options(violations), asksForFile(), violations);
        if (plan == null || !violations.isEmpty()) {
            throw new ConfigurationException(violations);
        }
        try (StateFile state = plan.state()) {
            receipts.open();
            return ship(plan, wait, new Screen(commandLine().getErr(), showsProgress()));
        } finally {
            receipts.close();
        }
    }

    private int ship(Reading.Plan plan, Duration wait, Screen screen) throws InterruptedException {
        DryRun preview = dryRun ? new DryRun(commandLine().getOut()) : null;
        Fapilog fapilog = start(preview, screen);
        BooleanSupplier hasNoReader =
                preview == null ? () -> StdoutPipe.isAbandoned(fapilog.stats()) : preview::isAbandoned;
        try {
            return ship(fapilog, plan, wait, screen, hasNoReader);
        } finally {
            fapilog.close(Duration.ZERO);
        }
    }

    private int ship(Fapilog fapilog, Reading.Plan plan, Duration wait, Screen screen, BooleanSupplier hasNoReader)
            throws InterruptedException {
        Reading reading = new Reading(plan, fapilog, screen);
        Shipment shipment = new Shipment(fapilog, reading, plan.state(), wait, screen, hasNoReader);
        Interruption interruption = new Interruption(shipment::interrupt);
        int code = FapilogCommand.LOST;
        try {
            long began = System.nanoTime();
            shipment.run();
            double seconds = (System.nanoTime() - began) / 1e9;
            if (shipment.isAbandoned()) {
                code = FapilogCommand.ABANDONED;
            } else {
                screen.print(new Summary(reading, shipment, fapilog.stats(), wait, dryRun).text(seconds));
                code = shipment.isDelivered() ? FapilogCommand.DELIVERED : FapilogCommand.LOST;
                code = report(reading, fapilog, seconds, code, screen);
            }
        } finally {
            interruption.end(code);
        }
        return code;
    }

    private int report(Reading reading, Fapilog fapilog, double seconds, int code, Screen screen) {
        try {
            Instant began = Instant.now().minusMillis((long) (1_000 * seconds));
            receipts.write(reading, fapilog.stats(), began, code);
            return code;
        } catch (IOException e) {
            screen.print("The report could not be written: " + e.getMessage());
            return FapilogCommand.LOST;
        }
    }

    private Fapilog start(@Nullable DryRun preview, Screen screen) {
        FapilogBuilder builder =
                Fapilog.builder().drainAtExit(false).relay(true).diagnostics(screen);
        to.forEach(uri -> receipts.add(uri, builder));
        setDefaults(builder);
        if (preview != null) {
            builder.preview(preview);
        }
        Fapilog fapilog = builder.start();
        if (fapilog.stats().isEmpty()) {
            throw new ConfigurationException(List.of("FAPILOG_ENABLED switches fapilog off; set it to true to ship"));
        }
        return fapilog;
    }

    /** Sets what the user has not set: nothing is dropped while the sinks are slow. */
    private void setDefaults(FapilogBuilder builder) {
        if (!Environment.has("queue_overflow")) {
            builder.overflow(Overflow.BLOCK);
        }
        if (!Environment.has("block_timeout")) {
            builder.blockTimeout(Duration.ofDays(1));
        }
        if (!Environment.has("buffer")) {
            builder.buffer(buffer());
        }
        if (service != null) {
            builder.service(service);
        } else if (!Environment.has("service") && !Environment.hasVariable("OTEL_SERVICE_NAME")) {
            builder.service("fapilog-ship");
        }
    }

    /** The buffer of each sink: 32 MiB, or less with a small heap, which must hold several copies of it. */
    private static long buffer() {
        return Math.max(1 << 20, Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 16));
    }

    private void requireSink(List<String> violations) {
        if (to.isEmpty() && !Environment.has("sinks")) {
            violations.add("no sink is given; add --to loki://host:3100?labels=app=myapi, or set FAPILOG_SINKS");
        }
    }

    /** Whether a sink wants the file of an event as a label or as metadata. */
    private boolean asksForFile() {
        String sinks = to.isEmpty() ? Environment.get("sinks") : String.join(" ", to);
        return ASKS_FOR_FILE.matcher(sinks).find();
    }

    private Duration timeout(List<String> violations) {
        try {
            Duration wait = Quantities.duration(timeout);
            if (wait.compareTo(SHORTEST_TIMEOUT) >= 0 && wait.compareTo(LONGEST_TIMEOUT) <= 0) {
                return wait;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, as a value out of range is.
        }
        violations.add("--timeout=" + timeout + " is not a time from 100ms to 1d; write for example 500ms, 60s or 5m");
        return SHORTEST_TIMEOUT;
    }

    /** Whether to show a status line: not if events go to standard output, where the two would mix. */
    private boolean showsProgress() {
        return Terminals.isStderr()
                && !dryRun
                && to.stream().noneMatch(ShipCommand::isStdout)
                && !(to.isEmpty() && Environment.get("sinks").contains(STDOUT));
    }

    private static boolean isStdout(String uri) {
        return uri.strip().toLowerCase(Locale.ROOT).startsWith(STDOUT);
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec before it calls the command");
        }
        return spec.commandLine();
    }
}
