package io.fapilog.cli;

import io.fapilog.ConfigurationException;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.Overflow;
import io.fapilog.config.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ships the lines of files or of standard input. */
@Command(
        name = "ship",
        description = {
            "Ships the lines of files or of standard input to the sinks, each as one event.",
            "",
            "A line that is a JSON object keeps its fields; time, level, message, logger and thread are recognised under"
                    + " their usual names (timestamp, @timestamp, ts, level, severity, msg, logger_name, …). Any other line"
                    + " is the message of an event of level INFO, stamped with the present. Lines without any text are"
                    + " skipped. All else is shipped, whatever its level.",
            "",
            "It reads no faster than the sinks deliver, so a file may be larger than memory."
        },
        footer = {
            "",
            "Examples:",
            "  fapilog ship --to 'loki://127.0.0.1:3100?labels=app=build' build.log",
            "  journalctl -o json | fapilog ship --to 'loki://127.0.0.1:3100?labels=app=journal'",
            "  FAPILOG_SINKS='stdout,loki://loki:3100?labels=app=myapi,env=dev' fapilog ship app.log"
        })
final class ShipCommand implements Callable<Integer> {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
    private static final String STDOUT = "stdout";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Files to ship, in this order; those ending with .gz are decompressed. - or none is standard"
                    + " input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-t", "--to"},
            paramLabel = "URI",
            description =
                    "A sink, such as stdout or loki://host:3100?labels=app=myapi. Give it once for each sink. Without"
                            + " it the sinks are those of FAPILOG_SINKS.")
    private List<String> to = new ArrayList<>();

    @Option(
            names = {"-f", "--follow"},
            description = "Ship the files, then wait for more lines as tail -F does, also when a file is rotated or"
                    + " truncated, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description =
                    "How long to wait for delivery after the input's end, and how long the sinks may take nothing at"
                            + " all before that. Default: ${DEFAULT-VALUE}. After Ctrl-C 10s at most.")
    private String timeout = "";

    @Option(
            names = "--now",
            description = "Stamp every event with the present, for lines that are older than the receiver takes.")
    private boolean now;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "The service name, for sinks without labels of their own. Default: FAPILOG_SERVICE,"
                    + " OTEL_SERVICE_NAME, else fapilog-ship.")
    private @Nullable String service;

    @Override
    public Integer call() throws InterruptedException {
        List<String> violations = new ArrayList<>();
        List<Input> inputs = inputs(violations);
        Duration wait = timeout(violations);
        if (to.isEmpty() && !Environment.has("sinks")) {
            violations.add("there is no sink; give --to loki://host:3100?labels=app=myapi or set FAPILOG_SINKS");
        }
        if (!violations.isEmpty()) {
            throw new ConfigurationException(violations);
        }
        Screen screen = new Screen(commandLine().getErr(), showsProgress(), System::nanoTime);
        Fapilog fapilog = start(screen);
        try {
            return ship(fapilog, new Reading(inputs, follow, new EventParser(now), fapilog), wait, screen);
        } finally {
            fapilog.close(Duration.ZERO);
        }
    }

    private int ship(Fapilog fapilog, Reading reading, Duration wait, Screen screen) throws InterruptedException {
        Shipment shipment = new Shipment(fapilog, reading, wait, screen);
        Interrupt interrupt = new Interrupt(shipment::interrupt);
        int code = FapilogCommand.LOST;
        try {
            long began = System.nanoTime();
            shipment.run();
            double seconds = (System.nanoTime() - began) / 1e9;
            screen.say(new Summary(reading, shipment, fapilog.stats(), wait).text(seconds));
            code = shipment.isDelivered() ? FapilogCommand.DELIVERED : FapilogCommand.LOST;
        } finally {
            interrupt.end(code);
        }
        return code;
    }

    private Fapilog start(Screen screen) {
        FapilogBuilder builder =
                Fapilog.builder().drainAtExit(false).relay(true).diagnostics(screen);
        to.forEach(builder::sink);
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
        Fapilog fapilog = builder.start();
        if (fapilog.stats().isEmpty()) {
            throw new ConfigurationException(List.of("FAPILOG_ENABLED switches fapilog off; nothing would be shipped"));
        }
        return fapilog;
    }

    /** What each sink may hold: 32 MiB, or less in a small heap, where several copies of it must find room. */
    private static long buffer() {
        return Math.max(1 << 20, Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 16));
    }

    private List<Input> inputs(List<String> violations) {
        List<Input> inputs = new ArrayList<>();
        for (String file : files.isEmpty() ? List.of("-") : files) {
            try {
                Input input = Input.of(file);
                inputs.add(input);
                if (follow && (input.path() == null || input.isCompressed())) {
                    violations.add("--follow needs plain files, and " + input.name() + " is none");
                }
            } catch (IllegalArgumentException e) {
                violations.add(String.valueOf(e.getMessage()));
            }
        }
        return inputs;
    }

    private Duration timeout(List<String> violations) {
        try {
            Duration wait = Quantities.duration(timeout);
            if (wait.compareTo(SHORTEST_TIMEOUT) >= 0 && wait.compareTo(LONGEST_TIMEOUT) <= 0) {
                return wait;
            }
        } catch (IllegalArgumentException e) {
            // Told below, together with one out of range.
        }
        violations.add("--timeout=" + timeout + " cannot be used; write 100ms to 1d, such as 500ms, 60s or 5m");
        return SHORTEST_TIMEOUT;
    }

    /** Not where standard output shows the events: the two would mix on the screen. */
    private boolean showsProgress() {
        return Terminals.isStderr()
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

    /**
     * What Ctrl-C and SIGTERM do: the shipment ends in an orderly way, and the JVM with its exit code, which only a
     * halt can give once it is going down.
     */
    private static final class Interrupt {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread hook;
        private volatile int code;

        Interrupt(Runnable interruption) {
            hook = new Thread(() -> end(interruption), "ship-exit");
            Runtime.getRuntime().addShutdownHook(hook);
        }

        /** The shipment has ended, and its summary is written. */
        void end(int exitCode) {
            code = exitCode;
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                ended.countDown();
            }
        }

        private void end(Runnable interruption) {
            interruption.run();
            try {
                ended.await();
                System.out.flush();
                Runtime.getRuntime().halt(code);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
