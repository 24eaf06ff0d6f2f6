package io.fapilog.loki;

import io.fapilog.config.Options;
import io.fapilog.config.SinkUri;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of the pushes.
 *
 * @param uri the whole address, without user info
 * @param name the name of the sink in messages and statistics
 */
record Endpoint(URI uri, String name) {
    static final String PUSH = "/loki/api/v1/push";

    private static final URI NOWHERE = URI.create("http://localhost" + PUSH);

    static Endpoint read(SinkUri sink, Options options) {
        String name = sink.toString();
        if (sink.host().isEmpty()) {
            options.reject("the host is missing; write " + sink.scheme() + "://host" + exampleOfPort(sink.scheme()));
            return new Endpoint(NOWHERE, name);
        }
        String path = sink.path().replaceFirst("/+$", "");
        String address = (isTls(sink.scheme()) ? "https://" : "http://")
                + sink.host()
                + ":" + (sink.port() < 0 ? defaultPort(sink.scheme()) : sink.port())
                + (path.endsWith(PUSH) ? path : path + PUSH);
        return new Endpoint(address(address, sink, options), name);
    }

    boolean isTls() {
        return uri.getScheme().equals("https");
    }

    /** The host as the system resolves it: the dot at the end of a complete name stays. */
    String address() {
        return uri.getHost().replaceAll("[\\[\\]]", "");
    }

    /** The host as certificates name it: without the dot at its end. */
    String host() {
        return withoutDot(address());
    }

    int port() {
        return uri.getPort();
    }

    /** The path of the pushes. */
    String path() {
        return URI.create(uri.toASCIIString()).getRawPath();
    }

    /** What the path of the pushes has before Loki's own; empty for nothing. */
    String prefix() {
        return path().substring(0, path().length() - PUSH.length());
    }

    /** The host and the port as the server knows them; an IPv6 address is in brackets. */
    String authority() {
        boolean usual = port() == (isTls() ? 443 : 80);
        return withoutDot(uri.getHost()) + (usual ? "" : ":" + port());
    }

    /** Whether {@code host} is an IP address. */
    static boolean isAddress(String host) {
        return host.contains(":") || host.matches("\\d+(\\.\\d+){3}");
    }

    static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static URI address(String address, SinkUri sink, Options options) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null) {
                return uri;
            }
            options.reject("the host " + sink.host() + " is no host name; it may have letters, digits, - and ., so name"
                    + " the server by an alias without other characters, or by its address");
        } catch (URISyntaxException e) {
            options.reject("the address cannot be read (" + e.getReason() + "); write " + sink.scheme()
                    + "://host[:port][/prefix], special characters percent-encoded");
        }
        return NOWHERE;
    }

    private static boolean isTls(String scheme) {
        return scheme.equals("lokis") || scheme.equals("https");
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "loki" -> 3100;
            case "http" -> 80;
            default -> 443;
        };
    }

    private static String exampleOfPort(String scheme) {
        return scheme.equals("loki") ? ":3100" : "";
    }
}
