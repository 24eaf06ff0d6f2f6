package io.fapilog;

import io.fapilog.spi.Diagnostics;
import io.fapilog.spi.TimeSource;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes to standard error, one line a message: {@code 2026-11-22T10:15:30Z WARN fapilog: …}. Of the warnings of one key
 * the first is written at once, later ones once a minute, with the number of those left out. Thread-safe.
 */
final class StderrDiagnostics implements Diagnostics {
    private static final long QUIET_NANOS = 60_000_000_000L;
    private static final int MOST_KEYS = 256;

    private final PrintStream out;
    private final TimeSource time;
    private final Map<String, Said> said = new HashMap<>();

    StderrDiagnostics(PrintStream out, TimeSource time) {
        this.out = out;
        this.time = time;
    }

    @Override
    public void info(String message) {
        write("INFO", message);
    }

    @Override
    public void warn(String key, String message) {
        long suppressed;
        synchronized (said) {
            if (said.size() >= MOST_KEYS && !said.containsKey(key)) {
                said.clear();
            }
            Said last = said.get(key);
            long now = time.ticks();
            if (last != null && now - last.at < QUIET_NANOS) {
                last.suppressed++;
                return;
            }
            suppressed = last == null ? 0 : last.suppressed;
            said.put(key, new Said(now));
        }
        write("WARN", suppressed == 0 ? message : message + " (and " + suppressed + " more like this)");
    }

    private void write(String level, String message) {
        Instant now = Instant.ofEpochSecond(0, time.epochNanos()).truncatedTo(ChronoUnit.SECONDS);
        out.println(now + " " + level + " fapilog: " + message);
    }

    /** When a key was last written, and how often it was left out since. */
    private static final class Said {
        final long at;
        long suppressed;

        Said(long at) {
            this.at = at;
        }
    }
}
