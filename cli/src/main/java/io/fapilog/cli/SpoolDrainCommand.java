package io.fapilog.cli;

import io.fapilog.ConfigurationException;
import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import io.fapilog.config.Quantities;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Delivers the events of ended processes from a spool. */
@Command(
        name = "drain",
        description = {
            "Delivers the events that ended processes have left in a spool, with the labels, tenant and time that they had."
                    + " Delivered events are deleted from the disk.",
            "",
            "It does not matter for which server or tenant the events were. Events of running processes are not touched. Undelivered events stay on disk for the next drain, or until an"
                    + " application starts with this spool."
        },
        exitCodeList = {
            "0:every event of the ended processes was delivered",
            "1:events were rejected or dropped, or are still in the spool",
            "2:wrong usage or configuration; no event was sent"
        },
        footer = {"", "Example:", "  fapilog spool drain /mnt/disk/spool --to loki://127.0.0.1:3100"})
final class SpoolDrainCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 100;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The directory of the spool, as in spool=DIR.")
    private Path directory = Path.of("");

    @Option(
            names = {"-t", "--to"},
            paramLabel = "URI",
            required = true,
            description = "The server, such as loki://host:3100. Labels in the URI are not used.")
    private String to = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "The drain stops if the server accepts nothing for this long. Default: ${DEFAULT-VALUE}.")
    private String timeout = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        long patience = patience();
        long expected = expected();
        Screen screen = screen();
        Fapilog fapilog = Fapilog.builder()
                .drainAtExit(true)
                .closeTimeout(Duration.ofSeconds(2))
                .diagnostics(screen)
                .sink(to)
                // The drain must not evict anything.
                .option("spool_max", "1024TiB")
                .option("spool_adopt", "all")
                .option("spool", directory.toString())
                .start();
        try {
            drain(fapilog, expected, patience, screen);
        } finally {
            fapilog.close(Duration.ofSeconds(2));
        }
        return report(fapilog.stats().get(0), screen);
    }

    private Screen screen() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec before it calls the command");
        }
        return new Screen(spec.commandLine().getErr(), Terminals.isStderr());
    }

    private static int report(SinkStats stats, Screen screen) {
        screen.status("");
        screen.print(summary(stats));
        return stats.events().delivered() == stats.spool().recovered() ? FapilogCommand.DELIVERED : FapilogCommand.LOST;
    }

    /** The number of events that ended processes have left. */
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
        while (Shipment.settled(stats) < expected && System.nanoTime() - since < patience) {
            long settled = Shipment.settled(stats);
            since = settled == last ? since : System.nanoTime();
            last = settled;
            screen.status(progress.showEvents(settled));
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            stats = fapilog.stats().get(0);
        }
    }

    private long patience() {
        try {
            return Quantities.duration(timeout).toNanos();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    List.of("--timeout=" + timeout + " is not a time; write for example 500ms, 60s or 5m"));
        }
    }

    private static String summary(SinkStats stats) {
        if (stats.spool().recovered() == 0) {
            return "nothing to deliver: no ended process has left events in this spool";
        }
        return String.format(
                        Locale.ROOT,
                        "%,d of %,d events delivered",
                        stats.events().delivered(),
                        stats.spool().recovered())
                + Summary.losses(stats.events().rejected(), stats.events().dropped())
                + Summary.some(
                        ", %,d still in the spool; check the server and drain again",
                        stats.spool().spooled());
    }
}
