package io.fapilog.devloki;

import java.io.IOException;
import java.io.UncheckedIOException;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/** The Jetty server of a {@link DevLoki}. It listens from its construction to {@link #stop}. Thread-safe. */
final class JettyServer {
    static final String HOST = "127.0.0.1";

    private static final int MAX_THREADS = 32;
    private static final int MIN_THREADS = 4;
    /** Loki's default ({@code http_server_idle_timeout}). */
    private static final long IDLE_TIMEOUT_MILLIS = 120_000;

    private static final int MAX_HEAD_BYTES = 64 * 1024;

    private final Server server;
    private final ServerConnector connector;

    JettyServer(DevLokiBuilder settings, int port, Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("devloki");
        threads.setDaemon(true);
        server = new Server(threads, new ScheduledExecutorScheduler("devloki-scheduler", true), null);
        server.setStopTimeout(0);
        connector = connector(server, settings);
        connector.setHost(HOST);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
        server.addConnector(connector);
        server.setHandler(handler);
        WebSocketServerComponents.ensureWebSocketComponents(server);
        start(port);
    }

    private static ServerConnector connector(Server server, DevLokiBuilder settings) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEAD_BYTES);
        // Otherwise Jetty would replace "GZIP" by "gzip"; Loki accepts only the latter.
        configuration.setHeaderCacheCaseSensitive(true);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        SSLContext tls = settings.tls();
        if (tls == null) {
            return new ServerConnector(server, 1, 1, http);
        }
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(tls);
        factory.setNeedClientAuth(settings.clientCertificate());
        return new ServerConnector(server, 1, 1, new SslConnectionFactory(factory, http.getProtocol()), http);
    }

    private void start(int port) {
        try {
            server.start();
        } catch (Exception e) {
            stop();
            throw new UncheckedIOException(
                    "DevLoki cannot listen on " + HOST + ":" + port,
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Stops listening and closes all connections. Blocks until it is done. */
    void stop() {
        // An interrupt would end Jetty's stop before the connections are closed.
        boolean interrupted = Thread.interrupted();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("DevLoki cannot stop its HTTP server", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
