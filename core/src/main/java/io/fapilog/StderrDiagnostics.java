package io.fapilog;

import io.fapilog.spi.TimeSource;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes to standard error, one line a message: {@code 2026-11-22T10:15:30Z WARN fapilog: …}. Thread-safe. */
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
            // The classes that show a time were first needed when the heap was full, and are lost to this JVM.
            return "";
        }
    }
}
