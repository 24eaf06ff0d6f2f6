package io.fapilog.devloki;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are served: those of this machine that have, if any are required, credentials. Immutable and
 * thread-safe.
 */
final class Access {
    private static final byte[] UNAUTHORIZED = """
            <html>
            <head><title>401 Authorization Required</title></head>
            <body>
            <center><h1>401 Authorization Required</h1></center>
            <hr><center>nginx</center>
            </body>
            </html>
            """.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);

    private final String scheme;
    /** The values of the header Authorization that are accepted; empty if none is required. */
    private final List<String> credentials = new ArrayList<>();

    Access(DevLokiBuilder settings) {
        this.scheme = settings.tls() == null ? "http" : "https";
        settings.basicAuth().forEach(pair -> credentials.add("Basic " + base64(pair)));
        settings.tokens().forEach(token -> credentials.add("Bearer " + token));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether the request names this machine. The page of another origin can let its own name resolve to 127.0.0.1 (DNS
     * rebinding), and could then read the responses.
     */
    boolean namesThisMachine(Request request) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        return host == null || loopback(name(host).toLowerCase(Locale.ROOT));
    }

    private static boolean loopback(String name) {
        return name.equals("127.0.0.1")
                || name.equals("[::1]")
                || name.equals("localhost")
                || name.endsWith(".localhost");
    }

    /** The name of {@code host} without the port. */
    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    /** Whether the request comes from a page of this server, or from no page: browsers name the origin of a page. */
    boolean ofSameOrigin(Request request) {
        String own = scheme + "://" + request.getHeaders().get(HttpHeader.HOST);
        return request.getHeaders().getValuesList(HttpHeader.ORIGIN).stream().allMatch(own::equalsIgnoreCase);
    }

    /**
     * Whether the request comes from a page of this machine, such as a local Grafana, or from no page. Browsers let any
     * page open a WebSocket and read what comes.
     */
    boolean ofLocalOrigin(Request request) {
        return request.getHeaders().getValuesList(HttpHeader.ORIGIN).stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT).replaceFirst("^https?://", ""))
                .allMatch(host -> loopback(name(host)));
    }

    boolean hasCredentials(Request request) {
        @Nullable String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return credentials.isEmpty() || (given != null && credentials.contains(given));
    }

    /** Responds as nginx does, the gateway of Loki's Helm chart. */
    static void refuse(JettyExchange exchange) {
        Map<String, String> headers =
                Map.of("Content-Type", "text/html", "WWW-Authenticate", "Basic realm=\"Authorization Required\"");
        exchange.send(401, headers, UNAUTHORIZED, false);
    }
}
