package io.fapilog.loki;

import io.fapilog.spi.FapilogThread;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Sends pushes with the HTTP client of the JDK, asynchronously. Worker only, but for the end of an exchange.
 *
 * <p>HTTP/1.1, since HTTP/2 would put a fleet's pushes on one connection to one server behind a balancer, and the JDK
 * would offer it with every push that is not under TLS. An own small pool of daemon threads, so that neither the common
 * pool is used nor what is logged on them comes back. Redirects are not followed, cookies not kept.
 */
final class Transport {
    private static final int THREADS = 3;

    private final LokiSettings settings;
    private final Wire wire;
    private final Runnable wakeUp;
    private final Queue<Exchange> ended = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads;
    private @Nullable CompletableFuture<HttpClient> client;
    private boolean connectionUsed;

    Transport(LokiSettings settings, Wire wire, Runnable wakeUp) {
        this.settings = settings;
        this.wire = wire;
        this.wakeUp = wakeUp;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new FapilogThread(task, "loki-http-" + number.incrementAndGet()),
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * There will be something to send. Making the client takes a tenth of a second in a process that has just started, in
     * which the worker has events to bring to safety.
     */
    void prepare() {
        if (client == null) {
            client = CompletableFuture.supplyAsync(this::make, threads);
        }
    }

    /** Begins to send {@code batch}; {@link #poll} returns the exchange when it has ended. */
    Exchange send(SealedBatch batch, long ticks) {
        Exchange exchange = new Exchange(batch, ticks, connectionUsed);
        try {
            exchange.follow(client().sendAsync(request(batch), info -> new AnswerBody()), () -> {
                ended.add(exchange);
                wakeUp.run();
            });
        } catch (RuntimeException e) {
            exchange.fail(e);
            ended.add(exchange);
        }
        return exchange;
    }

    /** An exchange that has ended, or null. */
    @Nullable
    Exchange poll() {
        Exchange exchange = ended.poll();
        connectionUsed |= exchange != null && exchange.answer() != null;
        return exchange;
    }

    /** Ends all threads and connections. Returns at once. */
    void close() {
        if (client != null) {
            CompletableFuture<?> unused = client.thenAccept(Transport::shutDown);
            client = null;
        }
        threads.shutdown();
    }

    private HttpRequest request(SealedBatch batch) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.endpoint().uri())
                .version(HttpClient.Version.HTTP_1_1)
                .setHeader("User-Agent", "fapilog-loki");
        settings.access().credentials().addTo(request, batch.tenant());
        settings.access().proxy().addTo(request);
        request.setHeader("Content-Type", wire.contentType());
        String encoding = wire.contentEncoding();
        if (encoding != null) {
            request.setHeader("Content-Encoding", encoding);
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(batch.body()))
                .build();
    }

    /** The client; waits for the rest of its making, and tries that again where it has failed. */
    private HttpClient client() {
        prepare();
        try {
            return Objects.requireNonNull(client).join();
        } catch (CompletionException e) {
            client = null;
            throw new IllegalStateException("no HTTP client could be made", e.getCause());
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

    /** The JDK's client can be closed from 21 on; before, it ends when nobody holds it any more. */
    private static void shutDown(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (ReflectiveOperationException e) {
            // Before 21: cancelled exchanges have closed their connections, and the selector ends with the client.
        }
    }
}
