package io.fapilog.cli;

import io.fapilog.ConfigurationException;
import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import io.fapilog.config.Quantities;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Delivers what is in a spool. */
@Command(
        name = "drain",
        description = {
            "Delivers what processes that are gone have left in a spool, with the labels, the tenant and the time that the"
                    + " events had, and deletes what is delivered.",
            "",
            "What running processes have is left to them. What is not delivered stays for the next drain or start."
        },
        footer = {"", "Example:", "  fapilog spool drain /mnt/disk/spool --to loki://127.0.0.1:3100"})
final class SpoolDrainCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 100;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The directory, as spool=DIR names it.")
    private Path directory = Path.of("");

    @Option(
            names = {"-t", "--to"},
            paramLabel = "URI",
            required = true,
            description = "Where the events go, such as loki://host:3100. Its labels are not used.")
    private String to = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long the receiver may take nothing at all. Default: ${DEFAULT-VALUE}.")
    private String timeout = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec before it calls the command");
        }
        long patience = patience();
        long expected = expected();
        Screen screen = new Screen(spec.commandLine().getErr(), Terminals.isStderr(), System::nanoTime);
        Fapilog fapilog = Fapilog.builder()
                .drainAtExit(true)
                .closeTimeout(Duration.ofSeconds(2))
                .diagnostics(screen)
                .sink(to)
                // The drain must not evict anything.
                .option("spool_max", "1024TiB")
                .option("spool", directory.toString())
                .start();
        try {
            drain(fapilog, expected, patience, screen);
        } finally {
            fapilog.close(Duration.ofSeconds(2));
        }
        SinkStats stats = fapilog.stats().get(0);
        screen.status("");
        screen.say(summary(stats));
        return stats.events().delivered() == stats.spool().recovered() ? FapilogCommand.DELIVERED : FapilogCommand.LOST;
    }

    /** How many events the processes that are gone have left. */
    private long expected() throws IOException {
        return SpoolListCommand.folders(directory).stream()
                .filter(folder -> !folder.inUse())
                .mapToLong(folder -> folder.events() + folder.damaged())
                .sum();
    }

    private static void drain(Fapilog fapilog, long expected, long patience, Screen screen)
            throws InterruptedException {
        Progress progress = new Progress(expected);
        long last = -1;
        long since = System.nanoTime();
        SinkStats stats = fapilog.stats().get(0);
        while (settled(stats) < expected && System.nanoTime() - since < patience) {
            long settled = settled(stats);
            since = settled == last ? since : System.nanoTime();
            last = settled;
            screen.status(progress.showEvents(settled));
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            stats = fapilog.stats().get(0);
        }
    }

    private long patience() {
        try {
            return Quantities.duration(timeout).toNanos();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    List.of("--timeout=" + timeout + " cannot be used; write 500ms, 60s or 5m"));
        }
    }

    private static long settled(SinkStats stats) {
        return stats.events().delivered()
                + stats.events().rejected()
                + stats.events().totalDropped();
    }

    private static String summary(SinkStats stats) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d of %,d events delivered",
                stats.events().delivered(),
                stats.spool().recovered()));
        if (stats.events().rejected() > 0) {
            text.append(
                    String.format(Locale.ROOT, ", %,d rejected", stats.events().rejected()));
        }
        for (Map.Entry<DropReason, Long> dropped : stats.events().dropped().entrySet()) {
            if (dropped.getValue() > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        ", %,d dropped (%s)",
                        dropped.getValue(),
                        dropped.getKey().label()));
            }
        }
        if (stats.spool().spooled() > 0) {
            text.append(String.format(
                    Locale.ROOT, ", %,d left in the spool", stats.spool().spooled()));
        }
        return text.toString();
    }
}
