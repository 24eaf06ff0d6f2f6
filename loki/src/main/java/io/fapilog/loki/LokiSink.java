package io.fapilog.loki;

/**
 * Pushes events to Grafana Loki over HTTP, in batches: the sink {@code loki://host:3100?labels=app=myapi}. Configured
 * by its URI, or in code:
 *
 * <pre>{@code
 * Fapilog.builder().sink(LokiSink.builder("loki://loki:3100").label("app", "myapi")).install();
 * }</pre>
 *
 * <p>{@code docs/settings.md} lists the parameters, {@code docs/architecture.md} describes how it works.
 */
public final class LokiSink {
    private LokiSink() {}

    /**
     * Starts the configuration of a sink in code.
     *
     * @param uri the URI of the sink or its beginning, such as {@code loki://host:3100}; checked with everything else
     *     when the sink is created
     */
    public static LokiSinkBuilder builder(String uri) {
        return new LokiSinkBuilder(uri);
    }
}
