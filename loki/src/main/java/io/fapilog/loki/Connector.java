package io.fapilog.loki;

import io.fapilog.Diagnostics;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to the server: tries every address of its name in turn, the one that was reached last first.
 * Thread-safe.
 */
final class Connector {
    /** Takes a socket that is about to be connected, so that another thread can close it meanwhile. */
    interface Owner {
        void own(Socket socket) throws IOException;
    }

    /** A proxy refuses its credentials. */
    static final class ProxyRefusal extends IOException {
        private static final long serialVersionUID = 1L;

        final transient Answer answer;

        ProxyRefusal(Answer answer) {
            super("the proxy answers " + answer.status());
            this.answer = answer;
        }
    }

    /** A proxy opens no tunnel to the server. */
    static final class NoTunnel extends ConnectException {
        private static final long serialVersionUID = 1L;

        NoTunnel(String message) {
            super(message);
        }
    }

    private final Endpoint endpoint;
    private final Proxies proxies;
    private final @Nullable Tls tls;
    private final Duration timeout;
    private final Resolver resolver;
    private final Consumer<String> warn;
    private volatile @Nullable InetAddress reached;

    Connector(LokiSettings settings, Resolver resolver, Diagnostics diagnostics) {
        this.endpoint = settings.endpoint();
        this.proxies = settings.proxy();
        this.tls = settings.tls();
        this.timeout = settings.retries().timeout();
        this.resolver = resolver;
        this.warn = message -> diagnostics.warn("tls", endpoint.name() + ": " + message);
    }

    /** Opens a connection for pushes, within {@code timeout}. */
    Connection open(Owner owner) throws IOException {
        return open(owner, Route::opening, AnswerBody.MOST_BYTES);
    }

    /**
     * Opens a connection, within {@code timeout}.
     *
     * @param opening makes the request line and the headers that are the same for all requests on the connection
     * @param mostBody how many bytes of the body of an answer are read
     */
    Connection open(Owner owner, Function<Route, byte[]> opening, int mostBody) throws IOException {
        Route route = route();
        Socket socket = reach(route, owner);
        try {
            return new Connection(
                    tls == null ? socket : tls.over(socket, endpoint.host(), endpoint.port(), warn),
                    opening.apply(route),
                    mostBody);
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
    }

    /** Connects to the server, through the tunnel of a proxy where TLS needs one, and begins no TLS. */
    Socket reach(Owner owner) throws IOException {
        return reach(route(), owner);
    }

    private Route route() {
        return new Route(endpoint, proxies.select(endpoint));
    }

    private Socket reach(Route route, Owner owner) throws IOException {
        Socket socket = connect(route, owner, System.nanoTime() + timeout.toNanos());
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeout.toMillis());
            if (route.needsTunnel()) {
                openTunnel(socket, route);
            }
            return socket;
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
    }

    /** A number that changes when connections should be renewed. */
    int generation() {
        return tls == null ? 0 : tls.generation(warn);
    }

    private Socket connect(Route route, Owner owner, long deadline) throws IOException {
        List<InetAddress> addresses = addresses(route.host());
        IOException failure = null;
        for (int i = 0; i < addresses.size(); i++) {
            InetAddress address = addresses.get(i);
            try {
                Socket socket = connect(
                        new InetSocketAddress(address, route.port()), owner, share(deadline, addresses.size() - i));
                reached = address;
                return socket;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure == null ? new ConnectException("no address of " + route.host()) : failure;
    }

    /** The addresses of {@code host}, the one that was reached last first. */
    private List<InetAddress> addresses(String host) throws IOException {
        List<InetAddress> addresses = new ArrayList<>(List.of(resolver.resolve(host)));
        InetAddress last = reached;
        if (last != null && addresses.remove(last)) {
            addresses.add(0, last);
        }
        return addresses;
    }

    /** The milliseconds for the next of {@code left} addresses, so that time is left for the others and for the push. */
    private static int share(long deadline, int left) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("no time left");
        }
        return (int) Math.max(1, left == 1 ? millis : millis / (left + 1));
    }

    private static Socket connect(InetSocketAddress address, Owner owner, int millis) throws IOException {
        // Without a proxy of the system: the JDK would ask its selector for a SOCKS proxy.
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            owner.own(socket);
            socket.connect(address, millis);
            return socket;
        } catch (InterruptedIOException e) {
            socket.close();
            throw (IOException) new ConnectException("no connection to " + address + " in time").initCause(e);
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
    }

    private static void openTunnel(Socket socket, Route route) throws IOException {
        socket.getOutputStream().write(route.tunnelRequest());
        AnswerReader reader = new AnswerReader(socket.getInputStream());
        Answer answer = reader.readTunnel();
        if (answer.status() == 407) {
            throw new ProxyRefusal(answer);
        }
        if (answer.status() / 100 != 2) {
            throw new NoTunnel("the proxy " + route.proxy() + " opens no tunnel and answers " + answer.status());
        }
    }
}
