package io.fapilog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fapilog.spi.TimeSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits the warnings of a port: passes on the first of each key at once and later ones once a minute, with the number
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
        port.info(message);
    }

    @Override
    public void warn(String key, String message) {
        long suppressed;
        synchronized (this) {
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
        boolean passed = false;
        try {
            port.warn(key, suppressed == 0 ? message : message + " (and " + suppressed + " more like this)");
            passed = true;
        } finally {
            if (!passed) {
                forget(key);
            }
        }
    }

    /** A warning that could not be passed on, for example for lack of memory, does not suppress the next one. */
    private void forget(String key) {
        synchronized (this) {
            said.remove(key);
        }
    }

    /** When a warning of a key was last passed on, and how many were omitted since. */
    private static final class Said {
        final long at;
        long suppressed;

        Said(long at) {
            this.at = at;
        }
    }
}
