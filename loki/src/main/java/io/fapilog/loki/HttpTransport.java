package io.fapilog.loki;

import io.fapilog.spi.Sink;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The transport over the JDK's asynchronous HTTP client. Worker only, except that the threads of the client create it
 * and end exchanges.
 *
 * <p>The client runs on a small pool of our own daemon threads, since it must not use the common pool, and events that
 * are logged on our threads are refused.
 */
final class HttpTransport implements Transport {
    private static final int THREADS = 3;

    private final LokiSettings settings;
    private final Wire wire;
    private final Runnable wakeUp;
    private final Queue<Exchange> ended = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads;
    private final Client client;
    private int underWay;
    private boolean connectionUsed;
    private boolean doubtful;

    HttpTransport(LokiSettings settings, Wire wire, Sink.Context context) {
        this.settings = settings;
        this.wire = wire;
        this.wakeUp = context::wakeUp;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> context.newThread(task, "loki-http-" + number.incrementAndGet()),
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
        this.client = new Client(settings, threads);
    }

    @Override
    public Exchange send(SealedBatch batch, long number, long ticks) {
        if (doubtful && underWay == 0) {
            client.shutDown();
            connectionUsed = false;
            doubtful = false;
        }
        Exchange exchange = new Exchange(batch, number, ticks, connectionUsed);
        HttpRequest request = request(batch);
        HttpClient present = client.present();
        if (present == null) {
            // In a JVM that has just started this takes a tenth of a second, so it is done on a pool thread.
            threads.execute(() -> begin(exchange, request));
        } else {
            begin(exchange, present, request);
        }
        underWay++;
        return exchange;
    }

    @Override
    public @Nullable Exchange poll() {
        Exchange exchange = ended.poll();
        if (exchange != null) {
            underWay--;
            connectionUsed |= exchange.answer() != null;
            // An Error or an interrupt ends the client's thread; then no exchange succeeds any more, and nothing
            // reports it.
            doubtful |= exchange.answer() == null && !(exchange.failure() instanceof ConnectException);
        }
        return exchange;
    }

    @Override
    public void close() {
        client.close();
        threads.shutdown();
    }

    private void begin(Exchange exchange, HttpRequest request) {
        try {
            begin(exchange, client.make(), request);
        } catch (Throwable e) {
            exchange.fail(e);
            end(exchange);
        }
    }

    private void begin(Exchange exchange, HttpClient with, HttpRequest request) {
        exchange.follow(() -> with.sendAsync(request, exchange::read), () -> end(exchange));
    }

    private void end(Exchange exchange) {
        ended.add(exchange);
        wakeUp.run();
    }

    private HttpRequest request(SealedBatch batch) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.endpoint().uri())
                .version(HttpClient.Version.HTTP_1_1)
                .setHeader("User-Agent", "fapilog-loki");
        settings.credentials().addTo(request, batch.tenant());
        settings.proxy().addTo(request);
        request.setHeader("Content-Type", wire.contentType());
        String encoding = wire.contentEncoding();
        if (encoding != null) {
            request.setHeader("Content-Encoding", encoding);
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(batch.body()))
                .build();
    }
}
