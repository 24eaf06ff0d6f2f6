package io.fapilog.devloki;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    private Duration latency = Duration.ZERO;
    private @Nullable Path data;
    private final List<String> basicAuth = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

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

    /**
     * The folder that the stored entries are kept in, default none. It is created if it is missing, and what is in it is
     * read at the start, so that the entries are there again after a restart. They are written on the thread of the push
     * before it is answered; if that fails, the response has the status 500. They survive the end of the process by any
     * means, but not always that of the machine, since they are not forced to the disk. The files have together at most
     * {@link #maxBytes}; beyond it, the oldest eighth is deleted. One process at a time may use a folder, and
     * {@link DevLoki#close()} releases it.
     */
    public DevLokiBuilder data(Path folder) {
        data = folder;
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

    /** The clock for the age of entries, the rate limits, the faults and queries, default the system clock. */
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
     * The time that passes before a request for Loki is processed, except for {@code /ready} and {@code /metrics},
     * default none. It is real time, from 0 to 1 hour.
     *
     * @throws IllegalArgumentException if {@code time} is out of range
     */
    public DevLokiBuilder latency(Duration time) {
        if (time.isNegative() || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("latency must be from 0 to 1 hour: " + time);
        }
        latency = time;
        return this;
    }

    /**
     * Requires credentials of all requests except those to {@code /_faults}, as a gateway in front of Loki does; the
     * response to other requests has the status 401. Default: none are required. After several calls, also of {@link
     * #token}, any one of the credentials is accepted.
     *
     * @throws IllegalArgumentException if {@code user} is empty or contains a colon
     */
    public DevLokiBuilder basicAuth(String user, String password) {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("the user of basicAuth must not be empty and have no colon");
        }
        basicAuth.add(user + ":" + password);
        return this;
    }

    /**
     * Requires a bearer token, as {@link #basicAuth} requires credentials.
     *
     * @throws IllegalArgumentException if {@code bearer} is empty or not of visible ASCII characters
     */
    public DevLokiBuilder token(String bearer) {
        if (bearer.isEmpty() || !bearer.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("a token must not be empty and be of visible ASCII characters");
        }
        tokens.add(bearer);
        return this;
    }

    /**
     * Adds a fault that begins when the server starts, default none. {@link Script#fault} has the grammar.
     *
     * @throws IllegalArgumentException if {@code text} is no fault; the message says what is allowed
     */
    public DevLokiBuilder fault(String text) {
        faults.add(Fault.parse(text).text());
        return this;
    }

    /**
     * Starts a server. Blocks until it accepts connections.
     *
     * @throws java.io.UncheckedIOException if it cannot listen on the port
     * @throws IllegalArgumentException if the {@link #data} folder cannot be used; the message says why and what to do
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

    @Nullable
    Path data() {
        return data;
    }

    Duration latency() {
        return latency;
    }

    /** Users and passwords, {@code user:password}. */
    List<String> basicAuth() {
        return basicAuth;
    }

    List<String> tokens() {
        return tokens;
    }

    List<String> faults() {
        return faults;
    }
}
