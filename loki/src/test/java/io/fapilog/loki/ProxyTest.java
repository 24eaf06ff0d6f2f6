package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.config.Options;
import io.fapilog.config.SinkUri;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Proxies of the settings and of the environment. */
class ProxyTest {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void proxy_withUser_receivesThePushAndTheUser() {
        try (SinkRig rig = new SinkRig("loki://loki.invalid?proxy=http://u:p@127.0.0.1:" + server.port())) {
            rig.append("one").deliver();
            assertThat(server.requests.get(0).line())
                    .isEqualTo("POST http://loki.invalid:3100/loki/api/v1/push HTTP/1.1");
            assertThat(server.requests.get(0).headers()).containsEntry("proxy-authorization", "Basic dTpw");
        }
    }

    @Test
    void proxy_withUserInFrontOfTls_opensATunnelAndReceivesNothingElse() {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost", "RSA");
        try (ScriptedServer tls = ScriptedServer.tls(own);
                SinkRig rig = new SinkRig("lokis://localhost:" + tls.port() + "?token=secret&ca=" + own.certificate
                        + "&proxy=http://u:p@127.0.0.1:" + server.port())) {
            server.then(tunnelTo(tls));
            rig.append("one").deliver();
            rig.append("two").deliver();
            assertThat(server.requests)
                    .extracting(ScriptedServer.Request::line)
                    .containsExactly("CONNECT localhost:" + tls.port() + " HTTP/1.1");
            assertThat(server.requests.get(0).headers())
                    .containsEntry("host", "localhost:" + tls.port())
                    .containsEntry("proxy-authorization", "Basic dTpw")
                    .doesNotContainKey("authorization");
            assertThat(tls.requests)
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.headers())
                            .containsEntry("authorization", "Bearer secret")
                            .doesNotContainKey("proxy-authorization"));
        }
    }

    @Test
    void proxy_refusesTheTunnel_isReportedAndTriedAgain() {
        server.then(
                ScriptedServer.answer(407, "who are you, hunter2?"),
                ScriptedServer.answer(503, "busy"),
                ScriptedServer.answer(413, "of the proxy"));
        String uri = "lokis://loki.test?batch_size=2&proxy=http://u:hunter2@127.0.0.1:" + server.port();
        try (SinkRig rig = new SinkRig(uri)) {
            rig.append(2);
            for (int i = 0; i < 3; i++) {
                rig.exchange().advance(Duration.ofMinutes(1));
            }
            assertThat(rig.ledger.statuses).as("the proxy cannot judge a push").containsExactly(407, 0, 0);
            assertThat(rig.warnings.get(0))
                    .contains("check user and password of the proxy")
                    .doesNotContain("hunter2");
            assertThat(rig.warnings.get(1)).contains("opens no tunnel and answers 503");
            assertThat(rig.pending()).isEqualTo(2);
        }
    }

    @Test
    void proxy_passwordInAFile_isReadAgain() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "old");
        server.then(ScriptedServer.answer(407, "who is it, old or new?"));
        String proxy = "http://u:" + encoded("file:" + file) + "@127.0.0.1:" + server.port();
        String uri = "loki://loki.test?batch_size=1&proxy=" + encoded(proxy);
        try (SinkRig rig = new SinkRig(uri)) {
            rig.append("one").exchange();
            Files.writeString(file, "new");
            rig.advance(Duration.ofMinutes(1)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(server.requests)
                    .extracting(request -> request.headers().get("proxy-authorization"))
                    .containsExactly("Basic dTpvbGQ=", "Basic dTpuZXc=");
        }
    }

    @Test
    void proxy_ofTheEnvironment_isUsedExceptForNoProxy() {
        Map<String, String> environment = Map.of(
                "HTTP_PROXY", "http://p:8080", "https_proxy", "q:8081", "NO_PROXY", "localhost, .internal,*.corp,db");
        assertThat(proxy("loki://h", environment)).endsWith("p:8080");
        assertThat(proxy("lokis://h", environment)).endsWith("q:8081");
        assertThat(proxy("loki://loki.internal", environment)).isEqualTo("DIRECT");
        assertThat(proxy("loki://a.corp", environment)).isEqualTo("DIRECT");
        assertThat(proxy("loki://db", environment)).isEqualTo("DIRECT");
        assertThat(proxy("loki://mydb", environment)).endsWith("p:8080");
        assertThat(proxy("loki://h", Map.of())).isEqualTo("DIRECT");
        assertThat(proxy("loki://h", Map.of("HTTP_PROXY", "p", "NO_PROXY", "*")))
                .isEqualTo("DIRECT");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Opens a tunnel, and passes on what both sides send. */
    private static ScriptedServer.Reaction tunnelTo(ScriptedServer target) {
        return (out, socket) -> {
            try (Socket other = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
                out.write("HTTP/1.1 200 x\r\nContent-Length: 7\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                Thread back = new Thread(() -> pass(other, socket), "tunnel");
                back.setDaemon(true);
                back.start();
                pass(socket, other);
            }
            return false;
        };
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Closed.
        }
    }

    private static String proxy(String uri, Map<String, String> environment) {
        SinkUri sink = SinkUri.parse(uri);
        Endpoint endpoint = Endpoint.read(sink, sink.options());
        Options options = new Options("loki", List.of(new Options.Entry("proxy", "env")));
        Route.HttpProxy proxy = Proxies.read(options, endpoint, environment).select(endpoint);
        options.finish();
        return proxy == null ? "DIRECT" : proxy.toString();
    }
}
