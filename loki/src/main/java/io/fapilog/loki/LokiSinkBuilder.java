package io.fapilog.loki;

import io.fapilog.ConfigurationException;
import io.fapilog.Level;
import io.fapilog.Overflow;
import io.fapilog.SinkSource;
import io.fapilog.config.EmptyFields;
import io.fapilog.config.Options;
import io.fapilog.config.Quantities;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The configuration of a Loki sink in code. Every method sets a parameter of the URI; {@link #plan} checks them all.
 * Values are used as they are, except that secrets and files ({@link #tenant}, {@link #token}, {@link #header},
 * {@link #proxy}, {@link #ca}, {@link #cert}, {@link #key}) may be references {@code env:NAME} or {@code file:/path}. A
 * parameter must not be set twice, nor in the URI as well. For one thread.
 */
public final class LokiSinkBuilder implements SinkSource {
    private final String uri;
    private final List<Options.Entry> entries = new ArrayList<>();

    LokiSinkBuilder(String uri) {
        this.uri = uri;
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
     * attributes, also as patterns: {@code "k8s_*", "!k8s_uid"}. For fields with few values: one with more than 50 is
     * sent as structured metadata. Default: none.
     */
    public LokiSinkBuilder labelFields(String... names) {
        return add(Options.Entry.literal("label_fields", names));
    }

    /**
     * Sends fields of the event as structured metadata, also by patterns: {@code "req_*", "!req_body"}; nothing to send
     * none. Default: {@code trace_id, span_id}.
     */
    public LokiSinkBuilder metadata(String... names) {
        return add(Options.Entry.literal("metadata", names));
    }

    /**
     * What the sink tells about this process as structured metadata: {@code host}, {@code pid}, {@code version}, {@code
     * k8s}. One that {@link #labelFields} names becomes a label. Default: nothing.
     */
    public LokiSinkBuilder enrich(String... parts) {
        return add(Options.Entry.literal("enrich", parts));
    }

    /** The least level of the events that the sink takes. Default: all. */
    public LokiSinkBuilder level(Level least) {
        return set("level", least);
    }

    /** The most events below ERROR of a logger in a second; 0, the default, for no limit. */
    public LokiSinkBuilder rateLimit(int events) {
        return set("rate_limit", Integer.toString(events));
    }

    /** The share of the events below WARN, from 0 to 1; events of one trace are taken together. Default: 1. */
    public LokiSinkBuilder sample(double share) {
        return set("sample", Double.toString(share));
    }

    /**
     * What is masked: {@code credentials}, {@code tokens}, {@code email}, {@code card}, {@code iban}, {@code ip};
     * nothing to mask none. Default: {@code credentials}.
     */
    public LokiSinkBuilder redact(String... kinds) {
        return add(Options.Entry.literal("redact", kinds));
    }

    /** The names of further fields whose values are masked, as patterns: {@code "*ssn*"}. Default: none. */
    public LokiSinkBuilder redactFields(String... patterns) {
        return add(Options.Entry.literal("redact_fields", patterns));
    }

    /** Adds a regular expression whose matches are masked. */
    public LokiSinkBuilder redactPattern(String name, String regex) {
        return set("redact_pattern." + name, regex);
    }

    /** The context entries and attributes in the line, by patterns: {@code "*", "!*secret*"}. Default: all. */
    public LokiSinkBuilder fields(String... patterns) {
        return add(Options.Entry.literal("fields", patterns));
    }

    /** What becomes of fields without a value. Default: {@link EmptyFields#KEEP}. */
    public LokiSinkBuilder emptyFields(EmptyFields fate) {
        return set("empty_fields", fate);
    }

    /** The most bytes of a field in the line, from 64; a longer value is truncated, and says so. Default: 32 KiB. */
    public LokiSinkBuilder maxField(long bytes) {
        return set("max_field", Long.toString(bytes));
    }

    /** Whether the line has a hash of the exception, by which equal errors are found. Default: true. */
    public LokiSinkBuilder exceptionHash(boolean on) {
        return set("exception_hash", Boolean.toString(on));
    }

    /** The number of events that starts a push, from 1 to 100 000. Default: 100. */
    public LokiSinkBuilder batchSize(int events) {
        return set("batch_size", Integer.toString(events));
    }

    /** The longest time that an event is in the open batch, from 1 ms to 1 h. Default: 2 s. */
    public LokiSinkBuilder batchInterval(Duration interval) {
        return set("batch_interval", interval);
    }

    /**
     * The shortest time between two pushes of events that are sent for the first time, unless {@code batch_bytes} wait
     * or a flush is requested; zero for none. Not more than the interval. Default: 200 ms.
     */
    public LokiSinkBuilder batchPause(Duration pause) {
        return set("batch_pause", pause);
    }

    /** The most bytes of lines and metadata in a push, uncompressed, from 1 KiB to 3 MiB. Default: 1 MiB. */
    public LokiSinkBuilder batchBytes(long bytes) {
        return set("batch_bytes", Long.toString(bytes));
    }

    /** The format of a push. Default: {@link Format#PROTOBUF}. */
    public LokiSinkBuilder format(Format format) {
        return set("format", format);
    }

    /** The compression of a push in {@link Format#JSON}. Default: {@link Compression#GZIP}. */
    public LokiSinkBuilder compression(Compression compression) {
        return set("compression", compression);
    }

    /** The most events in the queue, from 1 to 16 777 216. Default: that of the process, 65 536. */
    public LokiSinkBuilder queueMaxsize(int events) {
        return set("queue_maxsize", Integer.toString(events));
    }

    /** The most bytes of all pending events, at least 64 KiB. Default: 32 MiB. */
    public LokiSinkBuilder buffer(long bytes) {
        return set("buffer", Long.toString(bytes));
    }

    /** What happens when the buffer is full. Default: {@link Overflow#DROP_OLDEST}. */
    public LokiSinkBuilder overflow(Overflow overflow) {
        return set("overflow", overflow);
    }

    /** The longest time that {@link Overflow#BLOCK} blocks a caller. Default: 100 ms. */
    public LokiSinkBuilder blockTimeout(Duration timeout) {
        return set("block_timeout", timeout);
    }

    /** The most pushes in flight, from 1 to 64. Default: 1. */
    public LokiSinkBuilder maxInFlight(int pushes) {
        return set("max_in_flight", Integer.toString(pushes));
    }

    /** The timeout of a push, the body of the answer included, from 10 ms to 10 min. Default: 10 s. */
    public LokiSinkBuilder timeout(Duration timeout) {
        return set("timeout", timeout);
    }

    /** The shortest backoff, from 1 ms to 1 h, at most {@link #backoffMax}. Default: 500 ms. */
    public LokiSinkBuilder backoffMin(Duration wait) {
        return set("backoff_min", wait);
    }

    /** The longest backoff, from 1 ms to 1 h. Default: 30 s. */
    public LokiSinkBuilder backoffMax(Duration wait) {
        return set("backoff_max", wait);
    }

    /** How often a push is retried before its events are dropped. Default: without limit. */
    public LokiSinkBuilder maxRetries(int retries) {
        return set("max_retries", Integer.toString(retries));
    }

    /** The age at which an event is dropped, from 1 s to 36 500 days. Default: 6 days. */
    public LokiSinkBuilder maxAge(Duration age) {
        return set("max_age", age);
    }

    /** The most bytes of a line, from 1 KiB; a longer one is truncated, and says so. Default: 240 KiB. */
    public LokiSinkBuilder maxLine(long bytes) {
        return set("max_line", Long.toString(bytes));
    }

    /**
     * Stores every event in files below {@code directory} until Loki has confirmed it, so that it survives the process.
     * Needs the artifact {@code io.fapilog:fapilog-spool}. Default: off.
     */
    public LokiSinkBuilder spool(Path directory) {
        return set("spool", directory.toString());
    }

    /** The most bytes of the files of the spool, from 1 MiB. Default: 256 MiB. */
    public LokiSinkBuilder spoolMax(long bytes) {
        return set("spool_max", Long.toString(bytes));
    }

    /**
     * The longest time until a written event is forced to the disk, from 10 ms to 1 h. Default: 500 ms.
     */
    public LokiSinkBuilder spoolSync(Duration time) {
        return set("spool_sync", time);
    }

    /** Which events of ended processes the sink delivers. Default: {@link Adoption#OWN}. */
    public LokiSinkBuilder spoolAdopt(Adoption which) {
        return set("spool_adopt", which.name());
    }

    /**
     * Appends every event that Loki refuses to {@code file}, as one line of JSON with the fields of the event, {@code
     * rejected_reason} and {@code rejected_at}; {@code fapilog ship} reads it again. Default: refused events are only
     * counted and reported.
     */
    public LokiSinkBuilder rejected(Path file) {
        return set("rejected", file.toString());
    }

    /** The most bytes of the file of refused events, from 1 KiB; further ones are not kept. Default: 100 MiB. */
    public LokiSinkBuilder rejectedMax(long bytes) {
        return set("rejected_max", Long.toString(bytes));
    }

    /** The tenant, sent as {@code X-Scope-OrgID}. Default: none. */
    public LokiSinkBuilder tenant(String tenant) {
        return reference("tenant", tenant);
    }

    /** A bearer token. Default: none. */
    public LokiSinkBuilder token(String token) {
        return reference("token", token);
    }

    /** Adds a header to every push. */
    public LokiSinkBuilder header(String name, String value) {
        return reference("header." + name, value);
    }

    /**
     * The proxy: {@code system}, {@code env}, {@code none} or {@code http://[user:password@]host:port}. Default: {@code
     * system}, the proxy of the JVM.
     */
    public LokiSinkBuilder proxy(String proxy) {
        return reference("proxy", proxy);
    }

    /** A PEM file with the certificates that are trusted instead of the JDK's. */
    public LokiSinkBuilder ca(String path) {
        return reference("ca", path);
    }

    /** A PEM file with our own certificate, followed by its chain. Needs {@link #key}. */
    public LokiSinkBuilder cert(String path) {
        return reference("cert", path);
    }

    /** A PEM file with the key of our own certificate: PKCS#8, RSA or EC, without a password. */
    public LokiSinkBuilder key(String path) {
        return reference("key", path);
    }

    /**
     * Checks everything.
     *
     * @throws ConfigurationException listing every violation with its mend
     */
    @Override
    public Sink.Plan plan(Sink.Defaults defaults) {
        return LokiSinkProvider.planOf(SinkUri.parse(uri).with(entries), defaults);
    }

    private LokiSinkBuilder set(String name, Duration value) {
        return set(name, Quantities.exact(value));
    }

    private LokiSinkBuilder set(String name, Enum<?> value) {
        return set(name, value.name());
    }

    private LokiSinkBuilder set(String name, String value) {
        return add(Options.Entry.literal(name, value));
    }

    /** Sets a value that may be a reference to a variable or a file. */
    private LokiSinkBuilder reference(String name, String value) {
        return add(new Options.Entry(name, value));
    }

    private LokiSinkBuilder add(Options.Entry entry) {
        entries.add(entry);
        return this;
    }
}
