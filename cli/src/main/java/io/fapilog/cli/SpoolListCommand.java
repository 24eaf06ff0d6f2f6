package io.fapilog.cli;

import io.fapilog.spi.Ledger;
import io.fapilog.spool.SpoolFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is in a spool. */
@Command(
        name = "list",
        description = {
            "Shows what each process has in a spool: segments, events still to be delivered, bytes, the oldest event, and"
                    + " what is damaged. Changes nothing; processes may be running.",
        },
        footer = {"", "Example:", "  fapilog spool list /var/lib/app/spool"})
final class SpoolListCommand implements Callable<Integer> {
    private static final String ROW = "%-26s %-8s %8s %12s %11s  %-20s  %s%n";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The directory, as spool=DIR names it.")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws IOException {
        List<SpoolFolder> folders = folders(directory);
        if (spec != null) {
            show(folders, spec.commandLine().getOut());
        }
        return FapilogCommand.DELIVERED;
    }

    /** What is in {@code directory}, with words of our own when it is none. */
    static List<SpoolFolder> folders(Path directory) throws IOException {
        try {
            return SpoolFolder.list(directory);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IOException("there is no directory " + directory, e);
        }
    }

    private static void show(List<SpoolFolder> folders, PrintWriter out) {
        if (folders.isEmpty()) {
            out.println("empty: no process has anything here");
            out.flush();
            return;
        }
        out.printf(Locale.ROOT, ROW, "INSTANCE", "PROCESS", "SEGMENTS", "EVENTS", "BYTES", "OLDEST", "DAMAGE");
        for (SpoolFolder folder : folders) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    folder.path().getFileName(),
                    folder.inUse() ? "running" : "gone",
                    folder.segments(),
                    String.format(Locale.ROOT, "%,d", folder.events()),
                    Progress.bytes(folder.bytes()),
                    time(folder.oldest()),
                    damage(folder));
        }
        out.flush();
    }

    private static String time(long nanos) {
        return nanos == Ledger.NO_EVENT
                ? "-"
                : Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L)).toString();
    }

    private static String damage(SpoolFolder folder) {
        if (folder.damaged() == 0 && folder.unreadable() == 0) {
            return "none";
        }
        return String.format(Locale.ROOT, "%,d events, %,d files", folder.damaged(), folder.unreadable());
    }
}
