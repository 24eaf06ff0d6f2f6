package io.fapilog.spring;

import io.fapilog.Level;
import io.fapilog.Overflow;
import io.fapilog.config.EmptyFields;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.Delimiter;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * The properties below {@code fapilog}; by Spring's rules the environment variables {@code FAPILOG_…} are the same. An
 * absent property means the default of fapilog, so each is nullable. Durations and sizes may have Spring's form or
 * fapilog's ({@code 1MiB}). Immutable.
 *
 * @param enabled Whether events are shipped.
 * @param sinks The sinks: names and URIs such as loki://loki:3100?labels=app=shop,env=prod, one or a list.
 * @param service Name of the application; OTEL_SERVICE_NAME, then spring.application.name, when absent.
 * @param queueMaxsize The most events in the queue of a sink.
 * @param queueOverflow What happens when the buffer of a sink is full.
 * @param blockTimeout The longest time that a caller is blocked when the overflow is block.
 * @param buffer The most bytes of all pending events of a sink.
 * @param jsonConsole The format of the sink stdout.
 * @param fields MDC entries and attributes that are in the line: *, !*secret*.
 * @param emptyFields What becomes of MDC entries and attributes without a value.
 * @param maxField The most bytes of a field in the line; a longer one is truncated, and says so.
 * @param exceptionHash Whether the line of an event with an exception has its hash.
 * @param rateLimit The most events below ERROR of each logger in a second; 0 for no limit.
 * @param sample The share of the events below WARN that is taken, from 0 to 1.
 * @param redact What is masked: credentials, tokens, email, card, iban, ip, or none.
 * @param redactFields Further fields whose values are masked, by name: *ssn*.
 * @param redactPattern Regular expressions whose matches are masked, by a name of your choice.
 * @param enrich What a sink tells about this process: host, pid, version, k8s.
 * @param closeTimeout The longest duration of the flush at the stop of a context, and of the close at the exit of the
 *     JVM.
 * @param jmx Whether JMX shows the sinks.
 * @param loki A Loki sink in properties instead of a URI.
 */
@ConfigurationProperties("fapilog")
record FapilogProperties(
        @Nullable Boolean enabled,
        // A single text is a list by the rules of fapilog, since labels contain commas too.
        @Delimiter(Delimiter.NONE) @Nullable List<String> sinks,
        @Nullable String service,
        @Nullable Integer queueMaxsize,
        @Nullable Overflow queueOverflow,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration blockTimeout,
        @Nullable DataSize buffer,
        @Nullable String jsonConsole,
        @Nullable List<String> fields,
        @Nullable EmptyFields emptyFields,
        @Nullable DataSize maxField,
        @Nullable Boolean exceptionHash,
        @Nullable Integer rateLimit,
        @Nullable Double sample,
        @Nullable List<String> redact,
        @Nullable List<String> redactFields,
        @Nullable Map<String, String> redactPattern,
        @Nullable List<String> enrich,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration closeTimeout,
        @Nullable Boolean jmx,
        @Nullable Loki loki) {

    /**
     * A Loki sink. Each name is the parameter of the URI.
     *
     * @param url The address of Loki, such as http://loki:3100 or https://loki.example.com/prefix.
     * @param username User name of basic authentication.
     * @param password Password of basic authentication; env:NAME and file:/path are resolved.
     * @param labels Static labels, a map or app=shop,env=prod; service_name=SERVICE when absent.
     * @param labelFields Fields of the event that become labels: level, logger, a key of the MDC.
     * @param metadata Fields of the event that are sent as structured metadata.
     * @param enrich What the sink tells about this process as structured metadata: host, pid, version, k8s.
     * @param level The least level of the events that the sink takes.
     * @param rateLimit The most events below ERROR of each logger in a second; 0 for no limit.
     * @param sample The share of the events below WARN that the sink takes, from 0 to 1.
     * @param redact What is masked: credentials, tokens, email, card, iban, ip, or none.
     * @param redactFields Further fields whose values are masked, by name: *ssn*.
     * @param redactPattern Regular expressions whose matches are masked, by a name of your choice.
     * @param fields MDC entries and attributes that are in the line: *, !*secret*.
     * @param emptyFields What becomes of MDC entries and attributes without a value.
     * @param maxField The most bytes of a field in the line; a longer one is truncated, and says so.
     * @param exceptionHash Whether the line of an event with an exception has its hash.
     * @param batchSize The number of events that starts a push.
     * @param batchInterval The longest time that an event is in the open batch.
     * @param batchPause The shortest time between two pushes of few events.
     * @param batchBytes The largest uncompressed size of a push.
     * @param format The format of a push.
     * @param compression The compression of a push in JSON.
     * @param queueMaxsize The most events in the queue of the sink.
     * @param buffer The most bytes of all pending events of the sink.
     * @param overflow What happens when the buffer is full.
     * @param blockTimeout The longest time that a caller is blocked when the overflow is block.
     * @param maxInFlight The most pushes in flight.
     * @param timeout The timeout of a push, the body of the answer included.
     * @param backoffMin The shortest backoff.
     * @param backoffMax The longest backoff.
     * @param maxRetries How often a push is retried; unlimited when absent.
     * @param maxAge The age at which an event is dropped.
     * @param maxLine The most bytes of a line; a longer one is truncated, and says so.
     * @param tenant Tenant, sent as X-Scope-OrgID.
     * @param token Bearer token; env:NAME and file:/path are resolved.
     * @param header Further HTTP headers.
     * @param proxy Proxy: system, env, none or http://host:port.
     * @param ca PEM file with the certificates that are trusted instead of the JDK's.
     * @param cert PEM file with our own certificate and its chain.
     * @param key PEM file with the key of our own certificate.
     * @param spool Directory in which events are stored until they are delivered; needs fapilog-spool.
     * @param spoolMax The most bytes of the files of the spool.
     * @param spoolSync The longest time until a written event is forced to the disk.
     * @param spoolAdopt Which events of ended processes are delivered.
     * @param rejected File to which events that Loki refuses are appended, with its reason.
     * @param rejectedMax The most bytes of the file of refused events.
     */
    record Loki(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable Map<String, String> labels,
            @Nullable List<String> labelFields,
            @Nullable List<String> metadata,
            @Nullable List<String> enrich,
            @Nullable Level level,
            @Nullable Integer rateLimit,
            @Nullable Double sample,
            @Nullable List<String> redact,
            @Nullable List<String> redactFields,
            @Nullable Map<String, String> redactPattern,
            @Nullable List<String> fields,
            @Nullable EmptyFields emptyFields,
            @Nullable DataSize maxField,
            @Nullable Boolean exceptionHash,
            @Nullable Integer batchSize,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration batchInterval,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration batchPause,
            @Nullable DataSize batchBytes,
            @Nullable String format,
            @Nullable String compression,
            @Nullable Integer queueMaxsize,
            @Nullable DataSize buffer,
            @Nullable Overflow overflow,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration blockTimeout,
            @Nullable Integer maxInFlight,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration timeout,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration backoffMin,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration backoffMax,
            @Nullable Integer maxRetries,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration maxAge,
            @Nullable DataSize maxLine,
            @Nullable String tenant,
            @Nullable String token,
            @Nullable Map<String, String> header,
            @Nullable String proxy,
            @Nullable String ca,
            @Nullable String cert,
            @Nullable String key,
            @Nullable String spool,
            @Nullable DataSize spoolMax,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration spoolSync,
            @Nullable String spoolAdopt,
            @Nullable String rejected,
            @Nullable DataSize rejectedMax) {
        /** Without the values, some of which are secrets. */
        @Override
        public String toString() {
            return "Loki[***]";
        }
    }

    /** Without the values, some of which are secrets. */
    @Override
    public String toString() {
        return "FapilogProperties[***]";
    }
}
