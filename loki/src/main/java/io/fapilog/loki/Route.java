package io.fapilog.loki;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How the server is reached: directly, through a proxy that forwards requests, or, with TLS, through a tunnel that a
 * proxy opens.
 *
 * @param endpoint the address of the pushes
 * @param proxy the proxy, or null for none
 */
record Route(Endpoint endpoint, @Nullable HttpProxy proxy) {
    /**
     * A proxy.
     *
     * @param host its host
     * @param port its port
     * @param authorization the value of {@code Proxy-Authorization}; null for none
     */
    record HttpProxy(String host, int port, @Nullable String authorization) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** The host to connect to. */
    String host() {
        return proxy == null ? endpoint.address() : proxy.host();
    }

    int port() {
        return proxy == null ? endpoint.port() : proxy.port();
    }

    /** Whether a proxy has to open a tunnel. */
    boolean needsTunnel() {
        return proxy != null && endpoint.isTls();
    }

    /** The request line of a push, and the headers that are the same for all pushes on a connection. */
    byte[] opening() {
        return opening("POST", endpoint.path());
    }

    /** The same for another request to the server. */
    byte[] opening(String method, String target) {
        boolean forwarded = proxy != null && !endpoint.isTls();
        String push = endpoint.uri().toASCIIString();
        String server = push.substring(0, push.length() - endpoint.path().length());
        StringBuilder lines = new StringBuilder(256);
        lines.append(method).append(' ').append(forwarded ? server : "").append(target);
        return opening(lines, endpoint.authority(), forwarded);
    }

    /** The request for a tunnel. */
    byte[] tunnelRequest() {
        String host = endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host();
        String target = host + ":" + endpoint.port();
        byte[] opening = opening(new StringBuilder("CONNECT ").append(target), target, true);
        byte[] whole = new byte[opening.length + 2];
        System.arraycopy(opening, 0, whole, 0, opening.length);
        whole[opening.length] = '\r';
        whole[opening.length + 1] = '\n';
        return whole;
    }

    private byte[] opening(StringBuilder requestLine, String authority, boolean toProxy) {
        StringBuilder lines = requestLine.append(" HTTP/1.1\r\n");
        PushRequest.add(lines, "Host", authority);
        if (toProxy && proxy != null && proxy.authorization() != null) {
            PushRequest.add(lines, "Proxy-Authorization", proxy.authorization());
        }
        return lines.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
