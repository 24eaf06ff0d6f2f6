package io.fapilog.loki;

import io.fapilog.ConfigurationException;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkProvider;
import java.util.Set;

/**
 * Creates Loki sinks from their URI: {@code loki://} and {@code http://} are plain HTTP, {@code lokis://} and {@code
 * https://} are TLS. Found with {@link java.util.ServiceLoader}. Thread-safe.
 */
public final class LokiSinkProvider implements SinkProvider {
    /** For {@link java.util.ServiceLoader}. */
    public LokiSinkProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("loki", "lokis", "http", "https");
    }

    @Override
    public Sink.Plan plan(SinkUri uri, Sink.Defaults defaults) {
        return planOf(uri, defaults);
    }

    /**
     * Checks {@code uri} and plans the sink.
     *
     * @throws ConfigurationException listing every violation with its mend
     */
    static Sink.Plan planOf(SinkUri uri, Sink.Defaults defaults) {
        LokiSettings settings = LokiSettings.read(uri, defaults);
        return new Sink.Plan(
                settings.endpoint().name(),
                settings.queue(),
                settings.events(),
                context -> PushSink.create(settings, context),
                context -> new LokiPreview(settings, context),
                uri.options().settings(),
                new LokiCheck(settings, uri.options().settings(), CheckMeans.ofSystem()),
                LokiServer.of(settings, uri.options().settings()));
    }
}
