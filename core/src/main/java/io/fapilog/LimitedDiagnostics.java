package io.fapilog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fapilog.spi.TimeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Limits the messages of a port: passes on the first of each key at once and later ones once a minute, with the number
 * of those omitted. As thread-safe as the port.
 */
final class LimitedDiagnostics implements Diagnostics {
    private static final long QUIET_NANOS = 60_000_000_000L;
    private static final int MOST_KEYS = 256;

    private final Diagnostics port;
    private final TimeSource time;

    @GuardedBy("this")
    private final Map<String, Said> said = new HashMap<>();

    LimitedDiagnostics(Diagnostics port, TimeSource time) {
        this.port = port;
        this.time = time;
    }

    @Override
    public void info(String message) {
        info(message, message);
    }

    @Override
    public void info(String key, String message) {
        limit("INFO " + key, message, port::info);
    }

    @Override
    public void warn(String key, String message) {
        limit(key, message, shown -> port.warn(key, shown));
    }

    private void limit(String key, String message, Consumer<String> pass) {
        long suppressed = suppressed(key);
        if (suppressed < 0) {
            return;
        }
        boolean passed = false;
        try {
            pass.accept(suppressed == 0 ? message : message + " (and " + suppressed + " more like this)");
            passed = true;
        } finally {
            if (!passed) {
                forget(key);
            }
        }
    }

    /** The number of messages of {@code key} that were omitted before the present one; -1 if it is omitted too. */
    private synchronized long suppressed(String key) {
        if (said.size() >= MOST_KEYS && !said.containsKey(key)) {
            said.clear();
        }
        Said last = said.get(key);
        long now = time.ticks();
        if (last != null && now - last.at < QUIET_NANOS) {
            last.suppressed++;
            return -1;
        }
        said.put(key, new Said(now));
        return last == null ? 0 : last.suppressed;
    }

    /** A message that could not be passed on, for example for lack of memory, does not suppress the next one. */
    private void forget(String key) {
        synchronized (this) {
            said.remove(key);
        }
    }

    /** When a message of a key was last passed on, and how many were omitted since. */
    private static final class Said {
        final long at;
        long suppressed;

        Said(long at) {
            this.at = at;
        }
    }
}
