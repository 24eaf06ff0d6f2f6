package io.fapilog.spool;

import io.fapilog.Diagnostics;
import io.fapilog.config.Quantities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The reports of a spool to the operator. A warning does not throw: lack of memory for its text must not cost events.
 */
final class SpoolReports {
    private final Path directory;
    private final Diagnostics diagnostics;
    /** What is reported once, since it is found again by each search. */
    private final Set<Object> reported = new HashSet<>();

    SpoolReports(Path directory, Diagnostics diagnostics) {
        this.directory = directory;
        this.diagnostics = diagnostics;
    }

    void unusable(Throwable cause) {
        warn("disk", () -> directory + " cannot be used; new events stay in memory only" + retried(cause));
    }

    void usableAgain() {
        diagnostics.info("spool: " + directory + " works again");
    }

    void unreadable(Throwable cause) {
        warn("reading", () -> directory + " cannot be read; its events are delivered later" + retried(cause));
    }

    void tooLarge(int bytes) {
        warn(
                "size",
                () -> "an event of " + bytes + " bytes is too large for " + directory + "; it stays in memory only");
    }

    /** Reports that {@code spool_max} is reached. */
    void full(String consequence) {
        warn("full", () -> directory + " is full; " + consequence + "; raise spool_max to store more");
    }

    void dropped(long events, Path file) {
        warn("damage", () -> events + " events in " + file + " are damaged or deleted; they are dropped");
    }

    /** Reports that files of an ended process stay where they are. */
    void notRecovered(Path path, String action, IOException cause) {
        if (reported.add(path)) {
            warn(
                    "recovery",
                    () -> path + " could not be " + action + "; its events stay there, and this is tried again later: "
                            + textOf(cause));
        }
    }

    /** Reports that a segment of another version stays where it is. */
    void foreign(Path file) {
        if (reported.add(file)) {
            warn("recovery", () -> file + " was written by another version of fapilog; its events stay there for it");
        }
    }

    /** Reports that somebody else may have written a folder. */
    void notTrusted(Path folder) {
        if (reported.add(folder)) {
            warn(
                    "owner",
                    () -> folder + " belongs to another user, or every user may write to it; its events stay there."
                            + " If they are yours, run chown and chmod o-w on it");
        }
    }

    /** Reports that ended processes have left events for another destination. */
    void elsewhere(int folders) {
        if (reported.add("elsewhere")) {
            warn(
                    "destination",
                    () -> folders + " folders in " + directory + " have events for another server or tenant; they stay"
                            + " there for a sink with that address. If there will be none, deliver them with: fapilog"
                            + " spool drain " + directory + " --to URI, or set spool_adopt=all");
        }
    }

    void warn(String subject, Supplier<String> message) {
        try {
            diagnostics.warn("spool " + subject, "spool: " + message.get());
        } catch (Throwable e) {
            // Nothing can be reported.
        }
    }

    private static String retried(Throwable cause) {
        return " (tried again every " + Quantities.show(DiskHealth.BACKOFF) + "): " + textOf(cause);
    }

    /** The text of {@code cause}; the name of its class if its {@code toString} throws. */
    private static String textOf(Throwable cause) {
        try {
            return cause.toString();
        } catch (Throwable e) {
            return cause.getClass().getName();
        }
    }
}
