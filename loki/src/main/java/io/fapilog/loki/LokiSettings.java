package io.fapilog.loki;

import io.fapilog.ConfigurationException;
import io.fapilog.Overflow;
import io.fapilog.config.Options;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import io.fapilog.spi.Spool;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of a sink.
 *
 * @param endpoint the address of the pushes
 * @param streams labels and structured metadata
 * @param batches batch limits and push format
 * @param retries timeouts, backoff and retry limits
 * @param credentials authentication, tenant and headers
 * @param proxy the proxy
 * @param tls the trusted certificates and the certificate of this client; null without TLS
 * @param queue the bounds of the buffer
 * @param spool the spool, or null for none
 */
record LokiSettings(
        Endpoint endpoint,
        StreamSettings streams,
        BatchSettings batches,
        RetrySettings retries,
        Credentials credentials,
        Proxies proxy,
        @Nullable Tls tls,
        QueueOptions queue,
        Spool.@Nullable Settings spool) {

    private static final long DEFAULT_SPOOL = 256L << 20;
    private static final Duration DEFAULT_SYNC = Duration.ofMillis(500);

    /**
     * Reads and checks {@code uri}.
     *
     * @throws ConfigurationException listing every violation with its mend
     */
    static LokiSettings read(SinkUri uri, Sink.Defaults defaults) {
        Options options = uri.options();
        Endpoint endpoint = Endpoint.read(uri, options);
        QueueOptions queue = QueueOptions.read(options, defaults.queue());
        LokiSettings settings = new LokiSettings(
                endpoint,
                StreamSettings.read(options, defaults.service()),
                BatchSettings.read(options, queue.buffer()),
                RetrySettings.read(options),
                Credentials.read(uri, options),
                Proxies.read(options, endpoint),
                Tls.read(options, endpoint),
                queue,
                spool(options, queue));
        options.finish();
        return settings;
    }

    private static Spool.@Nullable Settings spool(Options options, QueueOptions queue) {
        boolean given = options.has("spool_max") || options.has("spool_sync");
        long most = options.size("spool_max", DEFAULT_SPOOL, Spool.Settings.LEAST_BYTES, 1L << 50);
        Duration sync = options.duration("spool_sync", DEFAULT_SYNC, Duration.ofMillis(10), Duration.ofHours(1));
        String directory = options.text("spool");
        if (directory == null) {
            if (given) {
                options.reject("spool_max and spool_sync go with spool only; add spool=DIRECTORY");
            }
            return null;
        }
        try {
            if (directory.isBlank()) {
                options.reject("spool is empty; write spool=/var/lib/app/spool, or leave it out");
            }
            return new Spool.Settings(Path.of(directory), most, sync, queue.overflow() == Overflow.DROP_OLDEST);
        } catch (InvalidPathException e) {
            options.reject("spool is no directory: " + e.getReason());
            return null;
        }
    }
}
