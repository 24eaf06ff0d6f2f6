package io.fapilog.loki;

import io.fapilog.spi.FapilogThread;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Sends pushes with the HTTP client of the JDK, asynchronously. Worker only, but for the making of the client and the end
 * of an exchange, which are for the threads of the client. A close that comes while the client is made is seen by one of the
 * two sides: one writes {@link #closed} and then reads {@link #client}, the other does it the other way round.
 *
 * <p>HTTP/1.1, since HTTP/2 would put a fleet's pushes on one connection to one server behind a balancer, and the JDK
 * would offer it with every push that is not under TLS. An own small pool of daemon threads, so that neither the common
 * pool is used nor what is logged on them comes back. Redirects are not followed, cookies not kept.
 */
final class HttpTransport implements Transport {
    private static final int THREADS = 3;

    private final LokiSettings settings;
    private final Wire wire;
    private final Runnable wakeUp;
    private final Queue<Exchange> ended = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads;
    private volatile @Nullable HttpClient client;
    private volatile boolean closed;
    private boolean connectionUsed;

    HttpTransport(LokiSettings settings, Wire wire, Runnable wakeUp) {
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

    @Override
    public Exchange send(SealedBatch batch, long number, long ticks) {
        Exchange exchange = new Exchange(batch, number, ticks, connectionUsed);
        try {
            HttpRequest request = request(batch);
            HttpClient open = client;
            if (open == null) {
                // In a JVM that has just started it takes a tenth of a second, for which the worker has better use.
                threads.execute(() -> begin(exchange, this::open, request));
            } else {
                begin(exchange, () -> open, request);
            }
        } catch (RuntimeException e) {
            exchange.fail(e);
            ended.add(exchange);
        }
        return exchange;
    }

    @Override
    public @Nullable Exchange poll() {
        Exchange exchange = ended.poll();
        connectionUsed |= exchange != null && exchange.answer() != null;
        return exchange;
    }

    @Override
    public void close() {
        closed = true;
        HttpClient open = client;
        if (open != null) {
            shutDown(open);
            client = null;
        }
        threads.shutdown();
    }

    private void begin(Exchange exchange, Supplier<HttpClient> with, HttpRequest request) {
        try {
            HttpClient open = with.get();
            exchange.follow(() -> open.sendAsync(request, exchange::read), () -> end(exchange));
        } catch (RuntimeException | Error e) {
            exchange.fail(e);
            end(exchange);
        }
    }

    private void end(Exchange exchange) {
        ended.add(exchange);
        wakeUp.run();
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

    private synchronized HttpClient open() {
        HttpClient open = client;
        if (open == null) {
            open = build();
            client = open;
            if (closed) {
                shutDown(open);
                client = null;
            }
        }
        return open;
    }

    private HttpClient build() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.retries().timeout())
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
