package io.fapilog.loki;

import io.fapilog.config.SinkUri;
import io.fapilog.spi.SinkDefaults;
import io.fapilog.spi.SinkPlan;
import io.fapilog.spi.SinkProvider;
import java.util.Set;

/**
 * Makes {@link LokiSink}s from their URI: {@code loki://} and {@code http://} are plain HTTP, {@code lokis://} and
 * {@code https://} are TLS. Found with {@link java.util.ServiceLoader}.
 */
public final class LokiSinkProvider implements SinkProvider {
    /** For the {@link java.util.ServiceLoader}. */
    public LokiSinkProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("loki", "lokis", "http", "https");
    }

    @Override
    public SinkPlan plan(SinkUri uri, SinkDefaults defaults) {
        return LokiSink.plan(uri, defaults);
    }
}
