package io.fapilog.loki;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fapilog.config.Options;
import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * TLS with the certificates of the JDK or with those of {@link PemFiles}, which are read again for each connection and,
 * while a connection is kept, every ten seconds. Files that cannot be used, such as one that is being written, leave the
 * certificates as they are. Thread-safe.
 */
final class Tls {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final @Nullable PemFiles files;

    @GuardedBy("this")
    private @Nullable SSLContext context;

    @GuardedBy("this")
    private List<String> contents;

    @GuardedBy("this")
    private long lookedAt = System.nanoTime();

    @GuardedBy("this")
    private int generation;

    private Tls(@Nullable PemFiles files, @Nullable SSLContext context) {
        this.files = files;
        this.context = context;
        this.contents = files == null ? List.of() : files.contents();
    }

    /** The TLS of the options; null if the server is not reached with TLS. */
    static @Nullable Tls read(Options options, Endpoint endpoint) {
        PemFiles files = PemFiles.read(options, endpoint);
        SSLContext context = files == null ? null : files.context(options::reject);
        return endpoint.isTls() ? new Tls(files, context) : null;
    }

    /** A number that changes with the certificates; a connection with another one is renewed. */
    synchronized int generation(Consumer<String> warn) {
        if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
            look(warn);
        }
        return generation;
    }

    /** TLS over {@code socket}, after the handshake. The certificate must be one for {@code host}. */
    SSLSocket over(Socket socket, String host, int port, Consumer<String> warn) throws IOException {
        SSLSocket secure = (SSLSocket) latest(warn).getSocketFactory().createSocket(socket, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        // Set here, so that no system property of the JVM can disable the check of the host name.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!Endpoint.isAddress(host)) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private synchronized SSLContext latest(Consumer<String> warn) throws IOException {
        look(warn);
        if (context == null) {
            try {
                context = SSLContext.getDefault();
            } catch (NoSuchAlgorithmException e) {
                throw new SSLException("the JDK's own certificates cannot be used", e);
            }
        }
        return context;
    }

    @GuardedBy("this")
    private void look(Consumer<String> warn) {
        lookedAt = System.nanoTime();
        List<String> present = files == null ? List.of() : files.contents();
        if (files == null || present.equals(contents)) {
            return;
        }
        contents = present;
        List<String> violations = new ArrayList<>();
        SSLContext renewed = files.context(violations::add);
        if (renewed == null || !violations.isEmpty()) {
            warn.accept("ca, cert or key has changed and cannot be used; the previous ones stay in use: "
                    + String.join("; ", violations));
        } else {
            context = renewed;
            generation++;
        }
    }
}
