package io.fapilog.spring;

import io.fapilog.Fapilog;
import org.springframework.context.SmartLifecycle;

/**
 * Flushes the pipeline when the context stops, after everything else, also after the web server. Blocks for at most the
 * close timeout. Logging continues until the exit of the JVM.
 */
final class FlushLifecycle implements SmartLifecycle {
    private final Fapilog fapilog;
    private volatile boolean running;

    FlushLifecycle(Fapilog fapilog) {
        this.fapilog = fapilog;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        fapilog.flush(fapilog.closeTimeout());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
