package io.fapilog.devloki;

import java.time.InstantSource;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A builder of {@link DevLoki}. Not thread-safe. It must not be changed after {@link #start()}, since the server reads
 * its settings from it.
 */
public final class DevLokiBuilder {
    private int port;
    private boolean authEnabled;
    private Limits limits = Limits.defaults();
    private long maxBytes = 256L << 20;
    private boolean recordBodies;
    private Consumer<ReceivedPush> pushListener = push -> {};
    private InstantSource clock = InstantSource.system();
    private @Nullable SSLContext tls;
    private boolean clientCertificate;

    DevLokiBuilder() {}

    /**
     * The port to listen on, default 0, which chooses a free port. The interface is always loopback, 127.0.0.1.
     *
     * @throws IllegalArgumentException if {@code number} is not from 0 to 65535
     */
    public DevLokiBuilder port(int number) {
        if (number < 0 || number > 0xFFFF) {
            throw new IllegalArgumentException("port must be from 0 to 65535: " + number);
        }
        port = number;
        return this;
    }

    /** Whether requests must name a tenant ({@code X-Scope-OrgID}), default false. Loki's {@code auth_enabled}. */
    public DevLokiBuilder authEnabled(boolean enabled) {
        authEnabled = enabled;
        return this;
    }

    /** The limits that pushes are checked against, default {@link Limits#defaults()}. */
    public DevLokiBuilder limits(Limits rules) {
        limits = rules;
        return this;
    }

    /**
     * The limit of the memory for stored entries in bytes, default 256 MiB. An entry counts as the length of its text
     * plus 128 bytes. Beyond the limit, entries are evicted in order of arrival.
     *
     * @throws IllegalArgumentException if {@code bytes} is not positive
     */
    public DevLokiBuilder maxBytes(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("maxBytes must be positive: " + bytes);
        }
        maxBytes = bytes;
        return this;
    }

    /** Whether {@link ReceivedPush#body()} is recorded, default false. At most 64 MiB of bodies are retained. */
    public DevLokiBuilder recordBodies(boolean record) {
        recordBodies = record;
        return this;
    }

    /**
     * A listener to pushes, default none. It is called after a push is stored and before the response is sent, so that
     * the pushes it has seen include every confirmed one. Server threads call it concurrently. The response is sent
     * when it returns, and has the status 500 if it throws.
     */
    public DevLokiBuilder onPush(Consumer<ReceivedPush> listener) {
        pushListener = listener;
        return this;
    }

    /** The clock for the age of entries, the rate limits and queries, default the system clock. */
    public DevLokiBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /** Serves HTTPS with the key of {@code context}. Default: HTTP without TLS. */
    public DevLokiBuilder tls(SSLContext context) {
        tls = context;
        return this;
    }

    /** Whether clients must present a certificate that the context of {@link #tls} trusts, default false. */
    public DevLokiBuilder clientCertificate(boolean required) {
        clientCertificate = required;
        return this;
    }

    /**
     * Starts a server. Blocks until it accepts connections.
     *
     * @throws java.io.UncheckedIOException if it cannot listen on the port
     */
    public DevLoki start() {
        return new DevLoki(this);
    }

    int port() {
        return port;
    }

    boolean authEnabled() {
        return authEnabled;
    }

    Limits limits() {
        return limits;
    }

    long maxBytes() {
        return maxBytes;
    }

    boolean recordBodies() {
        return recordBodies;
    }

    Consumer<ReceivedPush> pushListener() {
        return pushListener;
    }

    InstantSource clock() {
        return clock;
    }

    @Nullable
    SSLContext tls() {
        return tls;
    }

    boolean clientCertificate() {
        return clientCertificate;
    }
}
