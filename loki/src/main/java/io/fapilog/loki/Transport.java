package io.fapilog.loki;

import io.fapilog.spi.FapilogThread;
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
 * Sends pushes with the HTTP client of the JDK, asynchronously. Worker only, but for the end of an exchange.
 *
 * <p>An own small pool of daemon threads, so that neither the common pool is used nor what is logged on them comes back.
 */
final class Transport {
    private static final int THREADS = 3;

    private final LokiSettings settings;
    private final Wire wire;
    private final Runnable wakeUp;
    private final Queue<Exchange> ended = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads;
    private final Client client;
    private boolean connectionUsed;
    private boolean doubtful;

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
        this.client = new Client(settings, threads);
    }

    /** Begins to send {@code batch}; {@link #poll} returns the exchange when it has ended. */
    Exchange send(SealedBatch batch, long ticks) {
        Exchange exchange = new Exchange(batch, ticks, connectionUsed);
        try {
            exchange.follow(client.get().sendAsync(request(batch), info -> new AnswerBody()), () -> {
                ended.add(exchange);
                wakeUp.run();
            });
        } catch (Throwable e) {
            // Also an OutOfMemoryError: the batch is not in line any more, and would be lost.
            exchange.fail(e);
            ended.add(exchange);
        }
        return exchange;
    }

    /** An exchange that has ended, or null. */
    @Nullable
    Exchange poll() {
        Exchange exchange = ended.poll();
        if (exchange != null) {
            connectionUsed |= exchange.answer() != null;
            doubtful |= exchange.answer() == null && !(exchange.failure() instanceof ConnectException);
        }
        return exchange;
    }

    /**
     * Gives the client up if its thread may have died, as it does of any {@link Error} and of an interrupt: from then on no
     * exchange would ever succeed, and nothing tells. To be called while none is under way.
     */
    void renew() {
        if (doubtful) {
            client.close();
            connectionUsed = false;
            doubtful = false;
        }
    }

    /** Ends all threads and connections. Returns at once. */
    void close() {
        client.close();
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
}
