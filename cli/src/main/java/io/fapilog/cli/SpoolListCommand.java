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

/** Lists the folders of a spool. */
@Command(
        name = "list",
        description = {
            "Lists the folder of each process in a spool: segments, undelivered events, size, oldest event, damage"
                    + " and the server and tenant for which they are. Changes nothing; processes may be running."
        },
        exitCodeList = {"0:the spool was listed", "1:the directory cannot be read", "2:wrong usage"},
        footer = {"", "Example:", "  fapilog spool list /var/lib/app/spool"})
final class SpoolListCommand implements Callable<Integer> {
    private static final String ROW = "%-26s %-8s %8s %12s %11s  %-20s  %-6s  %s%n";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The directory of the spool, as in spool=DIR.")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws IOException {
        List<SpoolFolder> folders = folders(directory);
        if (spec != null) {
            show(folders, spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
        }
        return FapilogCommand.DELIVERED;
    }

    /** The folders in {@code directory}. If there is no such directory, the message of the exception says so. */
    static List<SpoolFolder> folders(Path directory) throws IOException {
        try {
            return SpoolFolder.list(directory);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IOException("there is no directory " + directory + "; name the one of spool=DIR", e);
        }
    }

    private static void show(List<SpoolFolder> folders, PrintWriter out) {
        if (folders.isEmpty()) {
            out.println("the spool is empty: no process has events in it");
            return;
        }
        out.printf(
                Locale.ROOT,
                ROW,
                "FOLDER",
                "PROCESS",
                "SEGMENTS",
                "EVENTS",
                "BYTES",
                "OLDEST",
                "DAMAGE",
                "DESTINATION");
        folders.forEach(folder -> show(folder, out));
    }

    private static void show(SpoolFolder folder, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                ROW,
                folder.path().getFileName(),
                folder.inUse() ? "running" : "ended",
                folder.segments(),
                String.format(Locale.ROOT, "%,d", folder.events()),
                Progress.bytes(folder.bytes()),
                time(folder.oldest()),
                damage(folder),
                folder.destination().isEmpty() ? "any" : folder.destination());
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
        return String.format(
                Locale.ROOT, "%,d events damaged, %,d files unreadable", folder.damaged(), folder.unreadable());
    }
}
