package io.fapilog.verification.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes pushes and counts what is in them, at little cost; goes away and comes back when it is told. {@code away},
 * {@code back} and {@code state} are its requests.
 */
final class CountingServer implements Requests {
    private static final int NO_CONTENT = 204;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Arrivals arrivals = new Arrivals();
    private HttpServer server;

    private CountingServer() throws IOException {
        server = listen(0);
    }

    public static void main(String[] arguments) throws IOException {
        CountingServer receiver = new CountingServer();
        Requests.serve(System.out, receiver);
        receiver.server.stop(0);
        receiver.threads.shutdown();
    }

    @Override
    public State answer(String request) throws IOException {
        int port = server.getAddress().getPort();
        if (request.equals("away")) {
            server.stop(0);
        } else if (request.equals("back")) {
            server = listen(port);
        }
        return arrivals.state().with("port", port);
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        listening.createContext("/", this::take);
        listening.setExecutor(threads);
        listening.start();
        return listening;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            arrivals.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(NO_CONTENT, -1);
        }
    }
}
