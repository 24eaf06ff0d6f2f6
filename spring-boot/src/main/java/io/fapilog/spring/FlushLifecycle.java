package io.fapilog.spring;

import io.fapilog.Fapilog;
import org.springframework.context.SmartLifecycle;

/**
 * Delivers what was logged when the context stops: as the last of all, after the web server has ended. Blocks for the
 * close timeout at most. Logging goes on, and the pipeline with it, until the JVM exits.
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
