package io.fapilog.spool;

import io.fapilog.Diagnostics;
import io.fapilog.config.Quantities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The reports of a spool to the operator. A warning does not throw: lack of memory for its text must not cost events.
 */
final class SpoolReports {
    private final Path directory;
    private final Diagnostics diagnostics;

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
        warn(
                "recovery",
                () -> path + " could not be " + action + "; its events stay there until a later start: "
                        + textOf(cause));
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
