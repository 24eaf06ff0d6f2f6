package io.fapilog.devloki;

import java.time.InstantSource;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link DevLoki}. Not thread-safe; used once. */
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

    /** The port to listen on, default 0: a free one. It is on the loopback interface, 127.0.0.1, always. */
    public DevLokiBuilder port(int number) {
        if (number < 0 || number > 0xFFFF) {
            throw new IllegalArgumentException("port must be from 0 to 65535: " + number);
        }
        port = number;
        return this;
    }

    /** Whether every request must name its tenant ({@code X-Scope-OrgID}), default false ({@code auth_enabled}). */
    public DevLokiBuilder authEnabled(boolean enabled) {
        authEnabled = enabled;
        return this;
    }

    /** What is refused, default {@link Limits#defaults()}. */
    public DevLokiBuilder limits(Limits rules) {
        limits = rules;
        return this;
    }

    /**
     * The most memory for stored entries in bytes, default 256 MiB. An entry counts its text and 128 bytes. When it is
     * full, the entries that came first go first.
     */
    public DevLokiBuilder maxBytes(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("maxBytes must be positive: " + bytes);
        }
        maxBytes = bytes;
        return this;
    }

    /** Whether {@link ReceivedPush#body()} is kept, default false. At most 64 MiB of bodies are. */
    public DevLokiBuilder recordBodies(boolean record) {
        recordBodies = record;
        return this;
    }

    /**
     * Who is told each push, default nobody: when it is stored and before it is answered, so that what a listener
     * writes down holds all that was ever confirmed. Called by the threads of the server, by several at a time; the
     * answer waits for it, and is a 500 when it throws.
     */
    public DevLokiBuilder onPush(Consumer<ReceivedPush> listener) {
        pushListener = listener;
        return this;
    }

    /** The clock that the age of entries and the rate limits go by, default the system's. */
    public DevLokiBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /** Serves HTTPS with the key of {@code context}, default plain HTTP. */
    public DevLokiBuilder tls(SSLContext context) {
        tls = context;
        return this;
    }

    /** Whether, with {@link #tls}, clients must show a certificate that the context trusts, default false. */
    public DevLokiBuilder clientCertificate(boolean required) {
        clientCertificate = required;
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws java.io.UncheckedIOException when it cannot listen on the port
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
