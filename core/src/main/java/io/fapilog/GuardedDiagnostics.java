package io.fapilog;

/** Ignores what a port throws. */
record GuardedDiagnostics(Diagnostics port) implements Diagnostics {
    @Override
    public void info(String message) {
        guarded(() -> port.info(message));
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
