package io.fapilog.verification.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that accepts pushes and counts their events, at little cost. Its requests are {@code stop} (it refuses
 * connections), {@code start} and {@code state}.
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
        CountingServer counting = new CountingServer();
        Requests.serve(System.out, counting);
        counting.server.stop(0);
        counting.threads.shutdown();
    }

    @Override
    public State answer(String request) throws IOException {
        int port = server.getAddress().getPort();
        if (request.equals("stop")) {
            server.stop(0);
        } else if (request.equals("start")) {
            server = listen(port);
        }
        return arrivals.state().with("port", port);
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        listening.createContext("/", this::accept);
        listening.setExecutor(threads);
        listening.start();
        return listening;
    }

    private void accept(HttpExchange exchange) throws IOException {
        try (exchange) {
            arrivals.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(NO_CONTENT, -1);
        }
    }
}
