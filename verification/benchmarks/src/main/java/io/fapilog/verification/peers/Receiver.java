package io.fapilog.verification.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fapilog.verification.load.Requests;
import io.fapilog.verification.load.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that takes the pushes of all pipelines and only stores them. The request {@code look} decodes what it has
 * stored, and {@code take} removes it as well; {@code count} tells the pushes and bytes so far.
 */
final class Receiver implements Requests, AutoCloseable {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server;
    private List<Push> pushes = new ArrayList<>();
    private long bytes;
    private long last;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::accept);
        server.setExecutor(threads);
        server.start();
    }

    public static void main(String[] arguments) throws IOException {
        try (Receiver receiver = new Receiver()) {
            Requests.serve(System.out, receiver);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    @Override
    public State answer(String request) throws IOException {
        List<Push> decoded;
        State state;
        synchronized (this) {
            state = State.of()
                    .with("port", server.getAddress().getPort())
                    .with("pushes", pushes.size())
                    .with("bytes", bytes)
                    .with("last", last);
            decoded = request.equals("count") ? List.of() : List.copyOf(pushes);
            if (request.equals("take")) {
                pushes = new ArrayList<>();
                bytes = 0;
            }
        }
        Arrived arrived = new Arrived();
        for (Push push : decoded) {
            push.decode(arrived);
        }
        return arrived.addTo(state);
    }

    private void accept(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            store(new Push(path, exchange.getRequestHeaders(), body));
            exchange.sendResponseHeaders(path.startsWith("/v1/") ? OK : NO_CONTENT, -1);
        }
    }

    private synchronized void store(Push push) {
        pushes.add(push);
        bytes += push.size();
        last = System.nanoTime();
    }
}
