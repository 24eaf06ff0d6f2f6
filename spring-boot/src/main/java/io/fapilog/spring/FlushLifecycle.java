package io.fapilog.spring;

import io.fapilog.Fapilog;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Requests a flush of the pipeline when the context stops, after everything else, also after the web server. Does not
 * wait for it, since the pipeline goes on until the exit of the JVM, which waits.
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
        boolean unused = fapilog.flush(Duration.ZERO);
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
