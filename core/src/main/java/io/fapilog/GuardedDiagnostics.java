package io.fapilog;

import io.fapilog.spi.TimeSource;

/**
 * The way to a port of the application: limits its warnings, and hands the messages to the {@link DiagnosticsQueue}, so
 * that nobody waits for the port or sees what it throws.
 *
 * @param limited passes messages on to the queue
 */
record GuardedDiagnostics(Diagnostics limited) implements Diagnostics {
    /** The way to {@code port}; itself if it is one already. */
    static GuardedDiagnostics limited(Diagnostics port, TimeSource time) {
        return port instanceof GuardedDiagnostics guarded
                ? guarded
                : new GuardedDiagnostics(new LimitedDiagnostics(new Queued(port), time));
    }

    @Override
    public void info(String message) {
        guarded(() -> limited.info(message));
    }

    @Override
    public void info(String key, String message) {
        guarded(() -> limited.info(key, message));
    }

    @Override
    public void warn(String key, String message) {
        guarded(() -> limited.warn(key, message));
    }

    @SuppressWarnings("CatchingUnchecked")
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            // A failure of the diagnostics cannot be reported.
        }
    }

    /** Adds each message to the queue. */
    private record Queued(Diagnostics port) implements Diagnostics {
        @Override
        public void info(String message) {
            DiagnosticsQueue.SHARED.add(message, port::info);
        }

        @Override
        public void warn(String key, String message) {
            DiagnosticsQueue.SHARED.add(message, text -> port.warn(key, text));
        }
    }
}
