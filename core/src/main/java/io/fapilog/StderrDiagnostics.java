package io.fapilog;

import io.fapilog.spi.TimeSource;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reports to standard error, one line per message: {@code 2026-11-22T10:15:30Z WARN fapilog: …}. Thread-safe. */
record StderrDiagnostics(PrintStream out, TimeSource time) implements Diagnostics {
    @Override
    public void info(String message) {
        write("INFO", message);
    }

    @Override
    public void warn(String key, String message) {
        write("WARN", message);
    }

    private void write(String level, String message) {
        out.println(now() + level + " fapilog: " + message);
    }

    private String now() {
        try {
            return Instant.ofEpochSecond(0, time.epochNanos()).truncatedTo(ChronoUnit.SECONDS) + " ";
        } catch (LinkageError e) {
            // The heap was full when the classes for time stamps were first loaded, and they cannot be loaded again.
            return "";
        }
    }
}
