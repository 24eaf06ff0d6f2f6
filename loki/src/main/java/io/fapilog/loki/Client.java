package io.fapilog.loki;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of the JDK. The worker takes it and gives it up; a thread of the pool makes it. A close that comes
 * while it is being made is seen by one of the two: one writes {@link #closed} and then reads {@link #client}, the
 * other does it the other way round.
 *
 * <p>HTTP/1.1, since HTTP/2 would put a fleet's pushes on one connection to one server behind a balancer, and the JDK
 * would offer it with every push that is not under TLS. Redirects are not followed, cookies not kept.
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

    /** Makes the client unless there is one. Takes a tenth of a second in a JVM that has just started. */
    synchronized HttpClient make() {
        HttpClient made = client;
        if (made == null) {
            made = build();
            client = made;
            if (closed) {
                giveUp();
            }
        }
        return made;
    }

    /** Ends the thread and the connections of the present client soon. Returns at once. */
    void giveUp() {
        HttpClient ending = client;
        client = null;
        if (ending != null) {
            shutDown(ending);
        }
    }

    /** Gives up the client, also one that is being made. Returns at once. */
    void close() {
        closed = true;
        giveUp();
    }

    private HttpClient build() {
        Duration timeout = settings.retries().timeout();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(threads)
                .proxy(settings.access().proxy().selector());
        if (settings.endpoint().isTls()) {
            // Said here, so that no system property of the JVM can switch the check of the host name off.
            SSLParameters parameters = new SSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            builder.sslParameters(parameters);
        }
        if (settings.access().tls() != null) {
            builder.sslContext(settings.access().tls());
        }
        return builder.build();
    }

    /**
     * The JDK's client can be closed from 21 on. Before, its thread, and with it the sockets, would stay until the
     * garbage collector finds that nobody holds the client, which in an idle application is never; an interrupt ends it
     * at once.
     */
    private static void shutDown(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (ReflectiveOperationException e) {
            interrupt(threadOf(client));
        }
    }

    /**
     * The name of its thread; both end with its number: {@code …HttpClientImpl@1b2c3d(7)}, {@code
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
