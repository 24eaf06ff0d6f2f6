package io.fapilog.devloki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are served. */
class AccessTest extends FixedTimeServer {

    /** The status of a request with these lines after the first one; {@code PORT} is the port of the server. */
    private int status(String first, String... lines) throws IOException {
        String head = (first + "\r\n" + String.join("\r\n", lines)).replace("PORT", Integer.toString(loki.port()));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), loki.port())) {
            socket.setSoTimeout(30_000);
            String connection = head.contains("Upgrade:") ? "Upgrade" : "close";
            socket.getOutputStream().write((head + "\r\nConnection: " + connection + "\r\n\r\n").getBytes(UTF_8));
            String response = new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), UTF_8);
            return Integer.parseInt(response.split(" ")[1]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:PORT, 200",
        "localhost, 200",
        "LocalHost:80, 200",
        "[::1]:PORT, 200",
        "[::1], 200",
        "loki.localhost:PORT, 200",
        "evil.example:PORT, 403",
        "127.0.0.1.evil.example:PORT, 403",
        "127.0.0.2:PORT, 403",
        "notlocalhost, 403",
        "localhost.evil.example, 403",
        "[::2]:PORT, 403",
    })
    void host_ofAnotherMachine_isRefused(String host, int expected) throws Exception {
        for (String path : new String[] {"/ready", "/loki/api/v1/labels", "/_faults"}) {
            assertThat(status("GET " + path + " HTTP/1.1", "Host: " + host)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:PORT, 201",
        "HTTP://127.0.0.1:PORT, 201",
        "https://127.0.0.1:PORT, 403",
        "http://127.0.0.1:1, 403",
        "http://localhost:PORT, 403",
        "https://evil.example, 403",
        "null, 403",
    })
    void faults_ofAnotherOrigin_areRefused(String origin, int expected) throws Exception {
        int status = status(
                "POST /_faults HTTP/1.1",
                "Host: 127.0.0.1:PORT",
                "Content-Length: 0",
                "Origin: " + origin,
                "Content-Type: text/plain");
        // An admitted request has no text, which is a bad fault.
        assertThat(status).isEqualTo(expected == 201 ? 400 : expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:PORT, 101",
        "http://localhost:3000, 101",
        "https://grafana.localhost, 101",
        "https://evil.example, 403",
        "https://localhost.evil.example, 403",
        "null, 403",
    })
    void tail_ofAPageOfAnotherMachine_isRefused(String origin, int expected) throws Exception {
        String path = "/loki/api/v1/tail?query=%7Bapp%3D%22x%22%7D";
        int status = status(
                "GET " + path + " HTTP/1.1",
                "Host: 127.0.0.1:PORT",
                "Origin: " + origin,
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(status).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loki/api/v1/labels", "/ready", "/metrics", "/loki/api/v1/push", "/nowhere"})
    void credentials_missingOrWrong_areRefusedAsByAGateway(String path) throws Exception {
        LokiApi api = restarted(
                DevLoki.builder().basicAuth("ann", "pa:ss").basicAuth("bob", "").token("t0"));
        HttpResponse<String> refused = api.get(path);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"Authorization Required\"");
        assertThat(refused.body()).contains("401 Authorization Required");
        assertThat(with("Bearer t1").get(path).statusCode()).isEqualTo(401);
        assertThat(with(basic("ann:pa")).get(path).statusCode()).isEqualTo(401);
        assertThat(with("Bearer t0").get(path).statusCode()).isNotEqualTo(401);
        assertThat(with(basic("ann:pa:ss")).get(path).statusCode()).isNotEqualTo(401);
        assertThat(with(basic("bob:")).get(path).statusCode()).isNotEqualTo(401);
        assertThat(api.get("/_faults").statusCode()).isEqualTo(200);
    }

    private LokiApi with(String authorization) {
        return new LokiApi(loki.url(), "Authorization", authorization);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    @Test
    void latency_ofLokisRequests_precedesThem() throws Exception {
        LokiApi api = restarted(DevLoki.builder().latency(Duration.ofMillis(20)));
        long start = System.nanoTime();
        assertThat(api.push(body("x", "a")).statusCode()).isEqualTo(204);
        assertThat(api.get("/loki/api/v1/labels").statusCode()).isEqualTo(200);
        assertThat(api.get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
        assertThat(loki.entries()).hasSize(1);
    }

    @Test
    void builder_valuesOutOfRange_throwsIllegalArgument() {
        DevLokiBuilder builder = DevLoki.builder();
        assertThatThrownBy(() -> builder.latency(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.latency(Duration.ofHours(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.basicAuth("", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.basicAuth("a:b", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.token("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.token("")).isInstanceOf(IllegalArgumentException.class);
    }
}
