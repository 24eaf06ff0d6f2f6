package io.fapilog;

/** Keeps what a port throws away from the worker and from the application. */
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
            // There is nowhere left to say that diagnostics themselves fail.
        }
    }
}
