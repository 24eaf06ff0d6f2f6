package io.fapilog;

import io.fapilog.spi.TimeSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how often a port is spoken to: of the warnings of one key the first is passed on at once, later ones once a
 * minute, with the number of those left out. Thread-safe as far as the port is.
 */
public final class LimitedDiagnostics implements Diagnostics {
    private static final long QUIET_NANOS = 60_000_000_000L;
    private static final int MOST_KEYS = 256;

    private final Diagnostics port;
    private final TimeSource time;
    private final Map<String, Said> said = new HashMap<>();

    /** Limits {@code port}. */
    public LimitedDiagnostics(Diagnostics port, TimeSource time) {
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
        boolean told = false;
        try {
            port.warn(key, suppressed == 0 ? message : message + " (and " + suppressed + " more like this)");
            told = true;
        } finally {
            if (!told) {
                forget(key);
            }
        }
    }

    /** What could not be told, for lack of memory say, does not keep the next one from being told. */
    private void forget(String key) {
        synchronized (said) {
            said.remove(key);
        }
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
