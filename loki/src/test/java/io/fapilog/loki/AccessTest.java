package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.ConfigurationException;
import io.fapilog.config.Options;
import io.fapilog.config.SinkUri;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who we are, and how the server is reached. */
class AccessTest {
    @TempDir
    Path directory;

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void request_plain_isAnHttp11PostThatSaysWhatItIs() {
        try (SinkRig rig = new SinkRig("http://localhost:" + server.port() + "/a%20b?format=protobuf")) {
            rig.append("one").deliver();
            ScriptedServer.Request request = server.requests.get(0);
            assertThat(request.line()).isEqualTo("POST /a%20b/loki/api/v1/push HTTP/1.1");
            assertThat(request.headers())
                    .containsEntry("host", "localhost:" + server.port())
                    .containsEntry("content-type", "application/x-protobuf")
                    .containsEntry("content-length", "" + request.body().length)
                    .containsEntry("user-agent", "fapilog-loki")
                    .doesNotContainKeys(
                            "content-encoding", "upgrade", "http2-settings", "x-scope-orgid", "authorization");
        }
    }

    @Test
    void request_json_saysSo() {
        try (SinkRig rig = new SinkRig(server.uri("format=json"))) {
            rig.append("one").deliver();
            assertThat(server.requests.get(0).headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("content-encoding", "gzip");
        }
        try (SinkRig rig = new SinkRig(server.uri("format=json", "compression=none"))) {
            rig.append("two").deliver();
            assertThat(server.requests.get(1).headers()).doesNotContainKey("content-encoding");
            assertThat(server.push(1).messages()).containsExactly("two");
        }
    }

    @Test
    void request_tenantTokenAndHeaders_areSent() {
        try (SinkRig rig = new SinkRig(server.uri("tenant=team-a", "token=abc", "header.X-Extra=1%202"))) {
            rig.append("one").deliver();
            assertThat(server.requests.get(0).headers())
                    .containsEntry("x-scope-orgid", "team-a")
                    .containsEntry("authorization", "Bearer abc")
                    .containsEntry("x-extra", "1 2");
        }
    }

    @Test
    void connections_severalPushes_useOne() {
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            for (int i = 0; i < 5; i++) {
                rig.append(1).exchange();
            }
            assertThat(server.requests)
                    .extracting(ScriptedServer.Request::connection)
                    .containsOnly(1);
        }
    }

    @Test
    void token_fileChanges_isReadBeforeTheNextPush() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first");
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "token=file:" + file))) {
            rig.append("one").exchange();
            change(file, "second\n");
            rig.append("two").exchange();
            assertThat(server.requests)
                    .extracting(request -> request.headers().get("authorization"))
                    .containsExactly("Bearer first", "Bearer second");
        }
    }

    @Test
    void token_fileChangesWhileRefused_isTriedAtOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first");
        server.then((out, socket) -> {
            change(file, "second");
            return ScriptedServer.answer(401, "expired").write(out, socket);
        });
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "token=file:" + file))) {
            rig.append("one").exchange().awaitAnswer();
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(server.requests.get(1).headers()).containsEntry("authorization", "Bearer second");
        }
    }

    @Test
    void token_fileBecomesUnusable_isShownAsAFailureWithoutIt() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first");
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "token=file:" + file))) {
            change(file, "two\nlines");
            rig.append("one").work();
            assertThat(rig.warnings).singleElement().asString().doesNotContain("lines");
            change(file, "third");
            assertThat(rig.advance(Duration.ofSeconds(1)).exchange().ledger.delivered)
                    .isEqualTo(1);
        }
    }

    @Test
    void tls_trustedAuthority_delivers() {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost,ip:127.0.0.1", "RSA");
        try (ScriptedServer tls = ScriptedServer.tls(own);
                SinkRig rig = new SinkRig("lokis://localhost:" + tls.port() + "?ca=" + own.certificate)) {
            rig.append("one").deliver();
            assertThat(rig.ledger.delivered).isEqualTo(1);
        }
    }

    @Test
    void tls_ownCertificate_isShownToTheServer() {
        TestCertificate server = new TestCertificate(directory, "server", "dns:localhost", "RSA");
        for (String algorithm : List.of("RSA", "EC")) {
            TestCertificate client = new TestCertificate(directory, "client" + algorithm, "dns:client", algorithm);
            try (ScriptedServer tls = ScriptedServer.tls(server, client);
                    SinkRig rig = new SinkRig("lokis://localhost:" + tls.port() + "?ca=" + server.certificate + "&cert="
                            + client.certificate + "&key=file:" + client.key)) {
                rig.append("one").deliver();
                assertThat(rig.ledger.delivered).isEqualTo(1);
            }
        }
    }

    @Test
    void pemFiles_unusable_areRefusedEachWithItsMend() throws IOException {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost", "RSA");
        Path text = Files.writeString(directory.resolve("text"), "hello");
        Path old = Files.writeString(
                directory.resolve("old"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        Path broken = Files.writeString(
                directory.resolve("broken"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Path none = Files.writeString(
                directory.resolve("none"), "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
        assertThat(refusal("ca=" + text)).contains("ca: ", "PEM file");
        assertThat(refusal("ca=" + directory.resolve("missing"))).contains("ca: cannot be read (NoSuchFileException)");
        assertThat(refusal("cert=" + text + "&key=" + own.key)).contains("cert: ");
        assertThat(refusal("cert=" + own.certificate + "&key=" + text)).contains("key: holds no private key");
        assertThat(refusal("cert=" + own.certificate + "&key=" + old)).contains("another kind (RSA)", "openssl pkcs8");
        assertThat(refusal("cert=" + own.certificate + "&key=" + broken)).contains("neither an RSA nor an EC key");
        assertThat(refusal("cert=" + own.certificate + "&key=" + none)).contains("key: is no base64");
        assertThat(refusal("cert=" + own.certificate)).contains("cert needs key");
    }

    @Test
    void proxy_named_isUsedWithItsUser() {
        try (SinkRig rig = new SinkRig("loki://loki.invalid?proxy=http://u:p@127.0.0.1:" + server.port())) {
            rig.append("one").deliver();
            assertThat(server.requests.get(0).line())
                    .isEqualTo("POST http://loki.invalid:3100/loki/api/v1/push HTTP/1.1");
            assertThat(server.requests.get(0).headers()).containsEntry("proxy-authorization", "Basic dTpw");
        }
    }

    @Test
    void proxy_withUserBeforeTls_isRefusedSinceTheJdkWouldNotSendIt() {
        assertThat(refusal("proxy=http://u:hunter2@p"))
                .contains("disabledSchemes")
                .doesNotContain("hunter2");
    }

    @Test
    void proxy_environment_isObeyedWithItsExceptions() {
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

    private static String proxy(String uri, Map<String, String> environment) {
        SinkUri sink = SinkUri.parse(uri);
        Endpoint endpoint = Endpoint.read(sink, sink.options());
        Options options = new Options("loki", List.of(new Options.Entry("proxy", "env")));
        Proxy proxy = Proxies.read(options, endpoint, environment)
                .selector()
                .select(URI.create("http://" + endpoint.uri().getHost()))
                .get(0);
        options.finish();
        return proxy.address() == null
                ? "DIRECT"
                : ((InetSocketAddress) proxy.address()).getHostString() + ":"
                        + ((InetSocketAddress) proxy.address()).getPort();
    }

    private static String refusal(String parameters) {
        ConfigurationException thrown = Assertions.catchThrowableOfType(
                ConfigurationException.class,
                () -> new LokiSinkProvider().plan(SinkUri.parse("lokis://h?" + parameters), SinkRig.DEFAULTS));
        return String.valueOf(thrown.getMessage());
    }

    /** Files change within one tick of the file system's clock here; so the time is set. */
    private static void change(Path file, String content) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 10_000));
    }
}
