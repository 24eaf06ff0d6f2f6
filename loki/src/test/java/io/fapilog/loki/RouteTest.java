package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.config.SinkUri;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The first lines of requests. */
class RouteTest {
    private static final Route.HttpProxy PROXY = new Route.HttpProxy("p", 80, "Basic dTpw");

    @Test
    void opening_direct_namesThePathAndTheHost() {
        assertThat(opening("loki://[fd00::1]/a%20b", null))
                .isEqualTo("POST /a%20b/loki/api/v1/push HTTP/1.1|Host: [fd00::1]:3100|");
        assertThat(opening("lokis://loki.test.", null)).isEqualTo("POST /loki/api/v1/push HTTP/1.1|Host: loki.test|");
        assertThat(opening("http://loki.test:80", null)).contains("Host: loki.test|");
        assertThat(opening("http://loki.test:443", null)).contains("Host: loki.test:443|");
    }

    @Test
    void opening_throughAProxy_namesTheWholeAddress() {
        assertThat(opening("loki://loki.test", PROXY))
                .isEqualTo(
                        "POST http://loki.test:3100/loki/api/v1/push HTTP/1.1|Host: loki.test:3100|Proxy-Authorization: Basic dTpw|");
        assertThat(opening("lokis://loki.test", PROXY)).startsWith("POST /loki").doesNotContain("Proxy");
    }

    @Test
    void tunnelRequest_always_namesHostAndPort() {
        Route route = new Route(endpoint("lokis://[fd00::1]"), PROXY);
        assertThat(lines(route.tunnelRequest()))
                .isEqualTo("CONNECT [fd00::1]:443 HTTP/1.1|Host: [fd00::1]:443|Proxy-Authorization: Basic dTpw||");
        assertThat(route).asString().doesNotContain("dTpw");
    }

    private static String opening(String uri, Route.@Nullable HttpProxy proxy) {
        return lines(new Route(endpoint(uri), proxy).opening());
    }

    private static String lines(byte[] request) {
        return new String(request, StandardCharsets.ISO_8859_1).replace("\r\n", "|");
    }

    private static Endpoint endpoint(String uri) {
        SinkUri sink = SinkUri.parse(uri);
        return Endpoint.read(sink, sink.options());
    }
}
