package io.fapilog.loki;

import io.fapilog.ConfigurationException;
import io.fapilog.Overflow;
import io.fapilog.SinkSource;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.SinkDefaults;
import io.fapilog.spi.SinkPlan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Says in code what a {@code loki://} URI says as text. Every method is a parameter of the URI, is checked together
 * with all others by {@link #plan}, and takes {@code env:NAME} and {@code file:/path} where the parameter is a text.
 * What is not set keeps its default. For one thread.
 */
public final class LokiSinkBuilder implements SinkSource {
    private final StringBuilder uri;

    LokiSinkBuilder(String uri) {
        this.uri = new StringBuilder(uri);
    }

    /** Adds static labels, by name; they are sent exactly as given. Without any, {@code service_name} is sent. */
    public LokiSinkBuilder labels(Map<String, String> labels) {
        labels.forEach(this::label);
        return this;
    }

    /** Adds a static label. Its name matches {@code [a-zA-Z_][a-zA-Z0-9_]*}; its value has at most 2048 bytes. */
    public LokiSinkBuilder label(String name, String value) {
        return set("label." + name, value);
    }

    /**
     * Makes fields of the event labels: {@code level}, {@code logger}, {@code thread}, keys of the context and of the
     * key-values. Meant for fields of few values: one with more than 50 goes as metadata. Default: none.
     */
    public LokiSinkBuilder labelFields(String... names) {
        return set("label_fields", list(names));
    }

    /** Sends fields of the event as structured metadata; nothing to send none. Default: {@code trace_id, span_id}. */
    public LokiSinkBuilder metadata(String... names) {
        return set("metadata", list(names));
    }

    /** How many waiting events start a push, from 1 to 100 000. Default: 100. */
    public LokiSinkBuilder batchSize(int events) {
        return set("batch_size", Integer.toString(events));
    }

    /** How long an event waits for its batch at most, from 1 ms to 1 h. Default: 2 s. */
    public LokiSinkBuilder batchInterval(Duration interval) {
        return set("batch_interval", interval);
    }

    /** How many bytes of lines and metadata a push has at most, uncompressed, from 1 KiB to 3 MiB. Default: 1 MiB. */
    public LokiSinkBuilder batchBytes(long bytes) {
        return set("batch_bytes", Long.toString(bytes));
    }

    /** How a push is written. Default: {@link Format#PROTOBUF}. */
    public LokiSinkBuilder format(Format format) {
        return set("format", format);
    }

    /** How a push in {@link Format#JSON} is compressed. Default: {@link Compression#GZIP}. */
    public LokiSinkBuilder compression(Compression compression) {
        return set("compression", compression);
    }

    /** How many bytes all unconfirmed events may hold, at least 64 KiB. Default: 32 MiB. */
    public LokiSinkBuilder buffer(long bytes) {
        return set("buffer", Long.toString(bytes));
    }

    /** What happens when the buffer is full. Default: {@link Overflow#DROP_OLDEST}. */
    public LokiSinkBuilder overflow(Overflow overflow) {
        return set("overflow", overflow);
    }

    /** How long {@link Overflow#BLOCK} holds up a caller at most. Default: 100 ms. */
    public LokiSinkBuilder blockTimeout(Duration timeout) {
        return set("block_timeout", timeout);
    }

    /** How many pushes are on their way at a time, from 1 to 64. Default: 1. */
    public LokiSinkBuilder maxInFlight(int pushes) {
        return set("max_in_flight", Integer.toString(pushes));
    }

    /** How long a push may take, the body of the answer included, from 10 ms to 10 min. Default: 10 s. */
    public LokiSinkBuilder timeout(Duration timeout) {
        return set("timeout", timeout);
    }

    /** The least wait before a push is repeated, from 1 ms to 1 h. Default: 500 ms. */
    public LokiSinkBuilder backoffMin(Duration wait) {
        return set("backoff_min", wait);
    }

    /** The most wait before a push is repeated, from 1 ms to 1 h. Default: 30 s. */
    public LokiSinkBuilder backoffMax(Duration wait) {
        return set("backoff_max", wait);
    }

    /** How often a push is repeated before its events are dropped. Default: without limit. */
    public LokiSinkBuilder maxRetries(int retries) {
        return set("max_retries", Integer.toString(retries));
    }

    /** How old an event may be to be sent, from 1 s. Default: 6 days. */
    public LokiSinkBuilder maxAge(Duration age) {
        return set("max_age", age);
    }

    /** How many bytes a line has at most; a longer one is cut, and says so. From 1 KiB. Default: 240 KiB. */
    public LokiSinkBuilder maxLine(long bytes) {
        return set("max_line", Long.toString(bytes));
    }

    /**
     * Keeps every event in files below {@code directory} until Loki has confirmed it, so that it outlives the process.
     * Needs the artifact {@code io.fapilog:fapilog-spool}. Default: off.
     */
    public LokiSinkBuilder spool(Path directory) {
        return set("spool", directory.toString());
    }

    /** How many bytes the files of the spool may take, from 1 MiB. Default: 256 MiB. */
    public LokiSinkBuilder spoolMax(long bytes) {
        return set("spool_max", Long.toString(bytes));
    }

    /**
     * How long events may be with the operating system before they are forced to the disk, from 10 ms to 1 h. Default:
     * 500 ms.
     */
    public LokiSinkBuilder spoolSync(Duration time) {
        return set("spool_sync", time);
    }

    /** The tenant, sent as {@code X-Scope-OrgID}. Default: none. */
    public LokiSinkBuilder tenant(String tenant) {
        return set("tenant", tenant);
    }

    /** A bearer token. Default: none. */
    public LokiSinkBuilder token(String token) {
        return set("token", token);
    }

    /** Adds a header to every push. */
    public LokiSinkBuilder header(String name, String value) {
        return set("header." + name, value);
    }

    /**
     * Over what the server is reached: {@code system}, {@code env}, {@code none} or
     * {@code http://[user:password@]host:port}. Default: {@code system}, what the JVM is told.
     */
    public LokiSinkBuilder proxy(String proxy) {
        return set("proxy", proxy);
    }

    /** A PEM file with the certificates that are trusted instead of the JDK's. */
    public LokiSinkBuilder ca(String path) {
        return set("ca", path);
    }

    /** A PEM file with our own certificate, followed by its chain. Needs {@link #key}. */
    public LokiSinkBuilder cert(String path) {
        return set("cert", path);
    }

    /** A PEM file with the key of our own certificate: PKCS#8, RSA or EC, without a password. */
    public LokiSinkBuilder key(String path) {
        return set("key", path);
    }

    /**
     * Checks everything.
     *
     * @throws ConfigurationException listing everything that is wrong
     */
    @Override
    public SinkPlan plan(SinkDefaults defaults) {
        return LokiSinkProvider.planOf(SinkUri.parse(uri.toString()), defaults);
    }

    private LokiSinkBuilder set(String name, Duration value) {
        return set(name, value.toNanos() % 1_000_000 == 0 ? value.toMillis() + "ms" : value.toNanos() + "ns");
    }

    private LokiSinkBuilder set(String name, Enum<?> value) {
        return set(name, value.name().toLowerCase(Locale.ROOT));
    }

    private LokiSinkBuilder set(String name, String value) {
        uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                .append(encode(name))
                .append('=')
                .append(encode(value));
        return this;
    }

    private static String list(String... names) {
        return names.length == 0 ? "none" : String.join(",", names);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
