package io.fapilog;

import io.fapilog.spi.TimeSource;

/** Ignores what a port throws. */
record GuardedDiagnostics(Diagnostics port) implements Diagnostics {
    /** {@code port} with its warnings limited and its exceptions ignored; itself if it is such a port already. */
    static Diagnostics limited(Diagnostics port, TimeSource time) {
        return port instanceof GuardedDiagnostics ? port : new GuardedDiagnostics(new LimitedDiagnostics(port, time));
    }

    @Override
    public void info(String message) {
        guarded(() -> port.info(message));
    }

    @Override
    public void info(String key, String message) {
        guarded(() -> port.info(key, message));
    }

    @Override
    public void warn(String key, String message) {
        guarded(() -> port.warn(key, message));
    }

    @SuppressWarnings("CatchingUnchecked")
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            // A failure of the diagnostics cannot be reported.
        }
    }
}
