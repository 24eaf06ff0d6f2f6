package io.fapilog.cli;

import io.fapilog.Diagnostics;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the user sees on standard error: messages, and on a terminal one line that is rewritten in place. Of the
 * warnings of one key the first is shown at once, later ones every 10 seconds, with the number of those left out.
 * Thread-safe.
 */
final class Screen implements Diagnostics {
    private static final long QUIET_NANOS = 10_000_000_000L;
    private static final int MOST_KEYS = 256;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier ticks;
    private final Object lock = new Object();
    private final Map<String, long[]> warned = new HashMap<>();

    Screen(PrintWriter err, boolean terminal, LongSupplier ticks) {
        this.err = err;
        this.terminal = terminal;
        this.ticks = ticks;
    }

    /** Whether {@link #status} shows anything. */
    boolean isTerminal() {
        return terminal;
    }

    /** Rewrites the line at the bottom; nothing when nobody is watching. */
    void status(String text) {
        if (terminal) {
            synchronized (lock) {
                err.print(ERASE + text + "\r");
                err.flush();
            }
        }
    }

    /** Writes lines that stay. */
    void say(String text) {
        synchronized (lock) {
            err.println(terminal ? ERASE + text : text);
            err.flush();
        }
    }

    @Override
    public void info(String message) {
        say("INFO " + message);
    }

    @Override
    public void warn(String key, String message) {
        long suppressed;
        synchronized (lock) {
            if (warned.size() >= MOST_KEYS) {
                warned.clear();
            }
            long now = ticks.getAsLong();
            long[] last = warned.computeIfAbsent(key, ignored -> new long[] {now - QUIET_NANOS, 0});
            if (now - last[0] < QUIET_NANOS) {
                last[1]++;
                return;
            }
            suppressed = last[1];
            last[0] = now;
            last[1] = 0;
        }
        say("WARN " + message + (suppressed == 0 ? "" : " (and " + suppressed + " more like this)"));
    }
}
