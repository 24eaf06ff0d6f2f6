package io.fapilog.cli;

import io.fapilog.Diagnostics;
import java.io.PrintWriter;

/**
 * The output on standard error: messages, and on a terminal a status line that is rewritten in place. Thread-safe.
 */
final class Screen implements Diagnostics {
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final Object lock = new Object();
    private volatile boolean muted;

    Screen(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** Writes nothing any more. */
    void mute() {
        muted = true;
    }

    /** Whether {@link #status} has an effect. */
    boolean isTerminal() {
        return terminal;
    }

    /** Rewrites the status line. No effect without a terminal. */
    void status(String text) {
        if (terminal && !muted) {
            synchronized (lock) {
                err.print(ERASE + text + "\r");
                err.flush();
            }
        }
    }

    /** Writes permanent lines. */
    void print(String text) {
        if (muted) {
            return;
        }
        synchronized (lock) {
            err.println(terminal ? ERASE + text : text);
            err.flush();
        }
    }

    @Override
    public void info(String message) {
        print("INFO " + message);
    }

    @Override
    public void warn(String key, String message) {
        if (key.equals("stdout") && StdoutPipe.isPipe()) {
            // The reader has ended, as head does; the shipment ends, or the summary says what was dropped.
            return;
        }
        print("WARN " + message);
    }
}
