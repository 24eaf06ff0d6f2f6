package io.fapilog.spring;

import io.fapilog.Overflow;
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
 * The properties below {@code fapilog}; the environment variables {@code FAPILOG_…} are the same by Spring's rules.
 * What is absent keeps the default of fapilog, so each is nullable. Durations and sizes may be written in Spring's way
 * or in fapilog's ({@code 1MiB}). Immutable.
 *
 * @param enabled Whether events are shipped.
 * @param sinks Where events go: names and URIs such as loki://loki:3100?labels=app=shop,env=prod, one or a list.
 * @param service Name of the application; OTEL_SERVICE_NAME, then spring.application.name, when absent.
 * @param queueMaxsize Events that may wait in the queue of a sink.
 * @param queueOverflow What happens when the buffer of a sink is full.
 * @param blockTimeout How long a caller waits at most when the overflow is block.
 * @param buffer Memory that a sink may hold unconfirmed.
 * @param jsonConsole How the sink stdout shows events.
 * @param closeTimeout How long a flush at the stop of a context, and the close at the exit of the JVM, may take.
 * @param jmx Whether JMX shows the sinks.
 * @param loki A sink in properties instead of in a URI.
 */
@ConfigurationProperties("fapilog")
record FapilogProperties(
        @Nullable Boolean enabled,
        // One text is a list by fapilog's own rules: labels have commas too.
        @Delimiter(Delimiter.NONE) @Nullable List<String> sinks,
        @Nullable String service,
        @Nullable Integer queueMaxsize,
        @Nullable Overflow queueOverflow,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration blockTimeout,
        @Nullable DataSize buffer,
        @Nullable String jsonConsole,
        @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration closeTimeout,
        @Nullable Boolean jmx,
        @Nullable Loki loki) {

    /**
     * A Loki sink. Each name is the parameter of the URI.
     *
     * @param url Where Loki is, such as http://loki:3100 or https://loki.example.com/prefix.
     * @param username User name of basic authentication.
     * @param password Password of basic authentication; env:NAME and file:/path are resolved.
     * @param labels Static labels, a map or app=shop,env=prod; service_name=SERVICE when absent.
     * @param labelFields Fields of the event that become labels: level, logger, a key of the MDC.
     * @param metadata Fields of the event that are sent as structured metadata.
     * @param batchSize This many waiting events start a push.
     * @param batchInterval The longest an event waits for its batch.
     * @param batchBytes Uncompressed size of one push at most.
     * @param format How a push is written.
     * @param compression How a push in JSON is compressed.
     * @param queueMaxsize Events that may wait in the queue of the sink.
     * @param buffer Memory that the sink may hold unconfirmed.
     * @param overflow What happens when the buffer is full.
     * @param blockTimeout How long a caller waits at most when the overflow is block.
     * @param maxInFlight Pushes on their way at a time.
     * @param timeout How long one push may take, the body of the answer included.
     * @param backoffMin The least wait before a push is repeated.
     * @param backoffMax The most wait before a push is repeated.
     * @param maxRetries How often a push is repeated; unlimited when absent.
     * @param maxAge How old an event may be to be sent.
     * @param maxLine Bytes of a line at most; a longer one is cut, and says so.
     * @param tenant Tenant, sent as X-Scope-OrgID.
     * @param token Bearer token; env:NAME and file:/path are resolved.
     * @param header Further HTTP headers.
     * @param proxy Proxy: system, env, none or http://host:port.
     * @param ca PEM file with the certificates that are trusted instead of the JDK's.
     * @param cert PEM file with our own certificate and its chain.
     * @param key PEM file with the key of our own certificate.
     * @param spool Directory in which events are kept until they are delivered; needs fapilog-spool.
     * @param spoolMax Bytes that the spool may take on disk.
     * @param spoolSync How often the spool is forced to disk.
     */
    record Loki(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable Map<String, String> labels,
            @Nullable List<String> labelFields,
            @Nullable List<String> metadata,
            @Nullable Integer batchSize,
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration batchInterval,
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
            @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration spoolSync) {
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
