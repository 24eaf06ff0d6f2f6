package io.fapilog.verification.growth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fapilog.verification.load.Requests;
import io.fapilog.verification.load.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server that reads pushes and answers each after a time, which is its argument in milliseconds. Any request is
 * answered with its port and the pushes and bytes so far.
 */
final class SlowServer implements Requests, AutoCloseable {
    private static final int NO_CONTENT = 204;
    private static final int MOST_CONNECTIONS = 8;

    private final int answerMillis;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(MOST_CONNECTIONS);
    private final AtomicLong pushes = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    private SlowServer(int answerMillis) throws IOException {
        this.answerMillis = answerMillis;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::accept);
        server.setExecutor(threads);
        server.start();
    }

    public static void main(String[] arguments) throws IOException {
        try (SlowServer server = new SlowServer(Integer.parseInt(arguments[0]))) {
            Requests.serve(System.out, server);
        }
    }

    @Override
    public State answer(String request) {
        return State.of()
                .with("port", server.getAddress().getPort())
                .with("pushes", pushes.get())
                .with("bytes", bytes.get());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void accept(HttpExchange exchange) throws IOException {
        byte[] block = new byte[64 << 10];
        for (int read = exchange.getRequestBody().read(block);
                read >= 0;
                read = exchange.getRequestBody().read(block)) {
            bytes.addAndGet(read);
        }
        pushes.incrementAndGet();
        if (answerMillis == 0) {
            answer(exchange);
        } else {
            CompletableFuture.delayedExecutor(answerMillis, TimeUnit.MILLISECONDS, threads)
                    .execute(() -> answer(exchange));
        }
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            exchange.sendResponseHeaders(NO_CONTENT, -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
