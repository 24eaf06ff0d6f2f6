package io.fapilog.loki;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client. The worker uses it and shuts it down; a pool thread creates it. A close during the creation is
 * noticed by one of the two, since one writes {@link #closed} and then reads {@link #client}, and the other writes
 * {@link #client} and then reads {@link #closed}.
 *
 * <p>It speaks HTTP/1.1: with HTTP/2, all pushes of an application would use one connection to one server behind a load
 * balancer, and the JDK would offer the upgrade with every push that does not use TLS. It follows no redirects and
 * stores no cookies.
 */
final class Client {
    private final LokiSettings settings;
    private final Executor threads;
    private volatile @Nullable HttpClient client;
    private volatile boolean closed;

    Client(LokiSettings settings, Executor threads) {
        this.settings = settings;
        this.threads = threads;
    }

    /** The client, or null while there is none. */
    @Nullable
    HttpClient present() {
        return client;
    }

    /** The client, created if there is none, which takes a tenth of a second in a JVM that has just started. */
    synchronized HttpClient make() {
        HttpClient made = client;
        if (made == null) {
            made = build();
            client = made;
            if (closed) {
                shutDown();
            }
        }
        return made;
    }

    /** Ends the thread and the connections of the present client. Returns at once. */
    void shutDown() {
        HttpClient ending = client;
        client = null;
        if (ending != null) {
            end(ending);
        }
    }

    /** Shuts down the client, also one that is being created. Returns at once. */
    void close() {
        closed = true;
        shutDown();
    }

    private HttpClient build() {
        Duration timeout = settings.retries().timeout();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(threads)
                .proxy(settings.proxy().selector());
        if (settings.endpoint().isTls()) {
            // Set here, so that no system property of the JVM can disable the check of the host name.
            SSLParameters parameters = new SSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            builder.sslParameters(parameters);
        }
        if (settings.tls() != null) {
            builder.sslContext(settings.tls());
        }
        return builder.build();
    }

    /**
     * JDK 21 and later can close a client. Before, its thread and its sockets stay until the client is collected, which
     * never happens in an idle application; an interrupt of its thread ends both at once.
     */
    private static void end(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (ReflectiveOperationException e) {
            interrupt(threadOf(client));
        }
    }

    /**
     * The name of the client's thread, by the number that both have: {@code …HttpClientImpl@1b2c3d(7)}, {@code
     * HttpClient-7-SelectorManager}.
     */
    private static String threadOf(HttpClient client) {
        String text = client.toString();
        String number = text.substring(text.lastIndexOf('(') + 1).replace(")", "");
        return "HttpClient-" + number + "-SelectorManager";
    }

    private static void interrupt(String name) {
        Thread[] threads = new Thread[Thread.activeCount() + 16];
        int count = Thread.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().equals(name)) {
                threads[i].interrupt();
            }
        }
    }
}
