package io.fapilog.loki;

import io.fapilog.loki.CheckMeans.KnownPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resolves the name of the server, or of the proxy, and connects to each of its addresses. */
final class AddressCheck {
    private static final int MOST_ADDRESSES = 8;
    private static final String CONNECTION = "connection";
    /** The longest attempt to reach one of several addresses. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final Route route;
    private final int timeoutMillis;
    private final CheckMeans means;
    private final CheckFindings findings;

    AddressCheck(LokiSettings settings, CheckMeans means, CheckFindings findings) {
        this.route = new Route(settings.endpoint(), settings.proxy().select(settings.endpoint()));
        this.timeoutMillis = (int) settings.within(LONGEST).retries().timeout().toMillis();
        this.means = means;
        this.findings = findings;
    }

    /** Returns whether an address can be reached. */
    boolean run() {
        List<InetAddress> addresses = resolve();
        Map<InetAddress, IOException> failures = new LinkedHashMap<>();
        long reached = 0;
        for (InetAddress address : addresses) {
            long start = means.time().ticks();
            IOException failure = failure(address, route.port(), timeoutMillis);
            if (failure == null) {
                reached++;
                long millis = (means.time().ticks() - start) / 1_000_000;
                findings.ok(CONNECTION, who() + shown(address) + " answers in " + millis + " ms");
            } else {
                failures.put(address, failure);
            }
        }
        boolean isReachable = reached > 0;
        failures.forEach((address, failure) -> tell(address, failure, isReachable));
        return isReachable;
    }

    private List<InetAddress> resolve() {
        try {
            List<InetAddress> addresses = List.of(means.resolver().resolve(route.host()));
            findings.ok(
                    "name",
                    who() + route.host() + " is "
                            + addresses.stream()
                                    .map(InetAddress::getHostAddress)
                                    .collect(Collectors.joining(", ")));
            return addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()));
        } catch (UnknownHostException e) {
            findings.fail(
                    "name",
                    who() + "the host name " + route.host() + " is unknown here",
                    "check its spelling; a container knows the names of its own network only (Docker: the name of the"
                            + " service; Kubernetes: SERVICE.NAMESPACE.svc)");
            return List.of();
        }
    }

    /** Why {@code address} cannot be reached; null if it can. */
    private static @Nullable IOException failure(InetAddress address, int port, int millis) {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(new InetSocketAddress(address, port), millis);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private void tell(InetAddress address, IOException failure, boolean isOtherReachable) {
        String sentence = who() + reason(address, failure);
        if (isOtherReachable) {
            findings.warn(
                    CONNECTION,
                    sentence + "; another address of " + route.host() + " answers",
                    "remove this address from the name, or make the server reachable by it: a connection may lose time"
                            + " on it");
            return;
        }
        KnownPort other = isRefusal(failure) ? otherPort(address) : null;
        findings.fail(CONNECTION, sentence + (other == null ? "" : found(other)), mend(address, failure, other));
    }

    private String reason(InetAddress address, IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return shown(address) + " does not answer within " + timeoutMillis + " ms";
        }
        if (isRefusal(failure)) {
            return "nothing listens on " + shown(address);
        }
        return shown(address) + " cannot be reached from here: " + findings.theirs(failure);
    }

    private String mend(InetAddress address, IOException failure, @Nullable KnownPort other) {
        if (failure instanceof SocketTimeoutException) {
            return "a firewall or a network policy probably drops the packets; check the address and the port, and allow"
                    + " the connection";
        }
        if (!isRefusal(failure)) {
            return "check the network of this host: there is no route to this address";
        }
        if (other != null) {
            return other.isLoki()
                    ? "write port " + other.number()
                    : "if the server is a container such as grafana/otel-lgtm, it does not publish Loki's port: add"
                            + " -p 3100:3100 to docker run; else check the port";
        }
        String local = address.isLoopbackAddress()
                ? "; in a container, " + route.host() + " is the container itself, so name Loki's container or host"
                : "";
        return "check that the server is running and the port" + local;
    }

    private static String found(KnownPort other) {
        return ", but port " + other.number() + " answers, which is usually that of " + other.owner();
    }

    private @Nullable KnownPort otherPort(InetAddress address) {
        if (route.proxy() != null) {
            return null;
        }
        return means.knownPorts().stream()
                .filter(port -> port.number() != route.port())
                .filter(port -> failure(address, port.number(), Math.min(500, timeoutMillis)) == null)
                .findFirst()
                .orElse(null);
    }

    private static boolean isRefusal(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return failure instanceof ConnectException && message.contains("refused");
    }

    private String who() {
        return route.proxy() == null ? "" : "the proxy ";
    }

    private String shown(InetAddress address) {
        boolean isIp6 = address.getAddress().length > 4;
        String ip = address.getHostAddress();
        return (isIp6 ? "[" + ip + "]" : ip) + ":" + route.port() + (isIp6 ? " (IPv6)" : "");
    }
}
