package io.fapilog.loki;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of the JDK: made when it is first needed, and again after each {@link #close}. Worker only.
 *
 * <p>HTTP/1.1, since HTTP/2 would put a fleet's pushes on one connection to one server behind a balancer, and the JDK
 * would offer it with every push that is not under TLS. Redirects are not followed, cookies not kept.
 */
final class Client {
    private final LokiSettings settings;
    private final Executor threads;
    private @Nullable HttpClient client;

    Client(LokiSettings settings, Executor threads) {
        this.settings = settings;
        this.threads = threads;
    }

    HttpClient get() {
        HttpClient present = client;
        if (present == null) {
            present = make();
            client = present;
        }
        return present;
    }

    /** Ends its thread and its connections soon. Returns at once. */
    void close() {
        HttpClient closing = client;
        client = null;
        if (closing != null) {
            shutDown(closing);
        }
    }

    private HttpClient make() {
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
     * The JDK's client can be closed from 21 on. Before, its thread, and with it the sockets, would stay until the garbage
     * collector finds that nobody holds the client, which in an idle application is never; an interrupt ends it at once.
     */
    private static void shutDown(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (ReflectiveOperationException e) {
            interrupt(threadOf(client));
        }
    }

    /** The name of its thread; both end with its number: {@code …HttpClientImpl@1b2c3d(7)}, {@code HttpClient-7-SelectorManager}. */
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
