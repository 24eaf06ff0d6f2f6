package io.fapilog.loki;

import io.fapilog.ConfigurationException;
import io.fapilog.Overflow;
import io.fapilog.config.EventOptions;
import io.fapilog.config.Options;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import io.fapilog.spi.Spool;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * @param events which events the sink takes, and what their lines have
 * @param spool the spool, or null for none
 * @param rejected the file of refused events, or null for none
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
        EventOptions events,
        Spool.@Nullable Settings spool,
        RejectedFile.@Nullable Settings rejected) {

    private static final long DEFAULT_REJECTED = 100L << 20;
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
        Credentials credentials = Credentials.read(uri, options);
        LokiSettings settings = new LokiSettings(
                endpoint,
                StreamSettings.read(options, defaults),
                BatchSettings.read(options, queue.buffer()),
                RetrySettings.read(options),
                credentials,
                Proxies.read(options, endpoint),
                Tls.read(options, endpoint),
                queue,
                EventOptions.read(options, defaults.events()),
                spool(options, queue, destination(endpoint, credentials)),
                rejected(options));
        options.finish();
        return settings;
    }

    /** The texts that no message may contain. */
    List<String> hidden() {
        List<String> hidden = new ArrayList<>(credentials.hidden());
        hidden.addAll(proxy.hidden());
        return hidden;
    }

    /** These settings with a timeout of at most {@code longest}. */
    LokiSettings within(Duration longest) {
        return with(retries.within(longest));
    }

    /** These settings with {@code timeout}. */
    LokiSettings withTimeout(Duration timeout) {
        return with(retries.withTimeout(timeout));
    }

    private LokiSettings with(RetrySettings other) {
        return new LokiSettings(
                endpoint, streams, batches, other, credentials, proxy, tls, queue, events, spool, rejected);
    }

    /** The server and tenant, without secrets, as the folders of the spool name them. */
    private static String destination(Endpoint endpoint, Credentials credentials) {
        String tenant = credentials.destination();
        return endpoint.uri() + (tenant.isEmpty() ? "" : " tenant " + tenant);
    }

    private static RejectedFile.@Nullable Settings rejected(Options options) {
        boolean given = options.has("rejected_max");
        long most = options.size("rejected_max", DEFAULT_REJECTED, 1L << 10, 1L << 50);
        String file = options.text("rejected");
        if (file == null) {
            if (given) {
                options.reject("rejected_max goes with rejected only; add rejected=FILE");
            }
            return null;
        }
        if (file.isBlank()) {
            options.reject("rejected is empty; write rejected=/var/log/app/rejected.jsonl, or leave it out");
        }
        try {
            return new RejectedFile.Settings(Path.of(file), most);
        } catch (InvalidPathException e) {
            options.reject("rejected is no file: " + e.getReason());
            return null;
        }
    }

    private static Spool.@Nullable Settings spool(Options options, QueueOptions queue, String destination) {
        boolean given = options.has("spool_max") || options.has("spool_sync") || options.has("spool_adopt");
        long most = options.size("spool_max", DEFAULT_SPOOL, Spool.Settings.LEAST_BYTES, 1L << 50);
        Duration sync = options.duration("spool_sync", DEFAULT_SYNC, Duration.ofMillis(10), Duration.ofHours(1));
        Adoption adoption = options.choice("spool_adopt", Adoption.OWN);
        String directory = options.text("spool");
        if (directory == null) {
            if (given) {
                options.reject("spool_max, spool_sync and spool_adopt go with spool only; add spool=DIRECTORY");
            }
            return null;
        }
        try {
            if (directory.isBlank()) {
                options.reject("spool is empty; write spool=/var/lib/app/spool, or leave it out");
            }
            boolean evict = queue.overflow() == Overflow.DROP_OLDEST;
            return new Spool.Settings(Path.of(directory), most, sync, evict, destination, adoption == Adoption.ALL);
        } catch (InvalidPathException e) {
            options.reject("spool is no directory: " + e.getReason());
            return null;
        }
    }
}
