package io.fapilog.loki;

import static io.fapilog.loki.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.config.SinkUri;
import io.fapilog.spi.SinkQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Reading from the server of a sink. */
class LokiServerTest {
    private static final String SECRET = "hunter2-hunter2";
    private static final int MANY = 1 << 20;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void get_answer_hasBodyAndDate_andTheRequestIdentifiesTheSender() throws Exception {
        server.otherwise(answer(200, "grün", "Date", "Sun, 22 Nov 2026 10:00:00 GMT"));
        SinkQuery query = query(server.uri("token=" + SECRET, "tenant=shop", "header.X-Team=a"));
        SinkQuery.Reply reply = query.get("/loki/api/v1/labels?a=b%20c", MANY);
        assertThat(reply).isEqualTo(new SinkQuery.Reply("grün", true, Instant.parse("2026-11-22T10:00:00Z")));
        assertThat(server.requests.get(0).line()).isEqualTo("GET /loki/api/v1/labels?a=b%20c HTTP/1.1");
        assertThat(server.requests.get(0).headers())
                .containsEntry("authorization", "Bearer " + SECRET)
                .containsEntry("x-scope-orgid", "shop")
                .containsEntry("x-team", "a")
                .containsEntry("x-loki-response-encoding-flags", "categorize-labels")
                .doesNotContainKey("content-type");
        assertThat(query.server()).isEqualTo("loki://127.0.0.1:" + server.port());
    }

    @Test
    void get_prefixOfTheSink_isKept() throws Exception {
        server.otherwise(answer(200, "", "Date", "yesterday"));
        String uri = "loki://127.0.0.1:" + server.port() + "/team/loki/api/v1/push";
        assertThat(query(uri).get("/ready", MANY).date()).isNull();
        assertThat(server.requests.get(0).line()).isEqualTo("GET /team/ready HTTP/1.1");
    }

    @Test
    void get_bodyLargerThanThatOfAPush_isReadUpToTheLimit() throws Exception {
        String body = "0123456789".repeat(300_000);
        server.otherwise(answer(200, body));
        SinkQuery query = query(server.uri());
        assertThat(query.get("/", body.length())).isEqualTo(new SinkQuery.Reply(body, true, null));
        SinkQuery.Reply cut = query.get("/", MANY);
        assertThat(cut.isComplete()).isFalse();
        assertThat(cut.body()).isEqualTo(body.substring(0, MANY));
    }

    @Test
    void get_refusal_hasTheServersWordsWithoutSecretsAndWhatToDo() {
        SinkQuery query = query(server.uri("token=" + SECRET));
        server.then(answer(401, "no \u001b[31mtoken " + SECRET));
        assertFailure(query, 401, " answered 401: no [31mtoken ***; check token, user and password, or set tenant");
        server.then(answer(400, "parse error at line 1"));
        assertFailure(query, 400, "400: parse error at line 1; correct the query");
        server.then(answer(400, "Client sent an HTTP request to an HTTPS server."));
        assertFailure(query, 400, "write lokis://");
        server.then(answer(403, ""));
        assertFailure(query, 403, " answered 403; check the tenant, and that the token or user may read logs");
        server.then(answer(404, "not found"));
        assertFailure(query, 404, "is this Loki");
        server.then(answer(429, "too many"));
        assertFailure(query, 429, "too many; wait");
        server.then(answer(503, "away"));
        assertFailure(query, 503, "away; try again");
        server.then(answer(302, "", "Location", "https://u:p@other/?secret"));
        assertFailure(query, 302, "302 (https://other/); set the URI to the address");
    }

    @Test
    void get_noAnswer_saysWhy() throws IOException {
        SinkQuery query = query(server.uri("timeout=100ms"));
        server.then(ScriptedServer.stall());
        assertFailure(query, 0, "set a longer timeout in the URI");
        server.then(ScriptedServer.hangUp());
        assertFailure(query, 0, "the connection was closed without an answer; check what listens there");
        server.then(ScriptedServer.truncate());
        assertFailure(query, 0, "closed within an answer");
        assertFailure(
                query("loki://127.0.0.1:" + unusedPort()), 0, "Connection refused; check that the server is running");
        assertFailure(query("loki://fapilog.invalid"), 0, "the host name is unknown");
    }

    @Test
    void get_overTlsWithTheCertificateOfTheSink_isAnswered() throws Exception {
        TestCertificate own = new TestCertificate(directory, "server", "dns:localhost", "EC");
        try (ScriptedServer tls = ScriptedServer.tls(own)) {
            tls.otherwise(answer(200, "safe"));
            String uri = "lokis://localhost:" + tls.port();
            assertThat(query(uri + "?ca=" + own.certificate).get("/", MANY).body())
                    .isEqualTo("safe");
            assertFailure(query(uri), 0, "check the certificate of the server");
        }
    }

    @Test
    void get_throughAProxy_isForwarded() throws Exception {
        SinkQuery query = query("loki://loki.invalid?proxy=http://u:p@127.0.0.1:" + server.port());
        server.then(answer(200, "forwarded"), answer(407, "who?"));
        assertThat(query.get("/ready", MANY).body()).isEqualTo("forwarded");
        assertThat(server.requests.get(0).line()).isEqualTo("GET http://loki.invalid:3100/ready HTTP/1.1");
        assertFailure(query, 407, "check user and password of the proxy");
        SinkQuery tunnelled = query("lokis://loki.invalid?proxy=http://u:p@127.0.0.1:" + server.port());
        server.then(answer(407, "who?"));
        assertFailure(tunnelled, 407, "check user and password of the proxy");
    }

    @Test
    void close_whileTheServerIsSilent_endsTheRequestAndLaterOnes() throws Exception {
        SinkQuery query = query(server.uri());
        server.otherwise(ScriptedServer.stall());
        CompletableFuture<SinkQuery.Reply> reply = CompletableFuture.supplyAsync(() -> {
            try {
                return query.get("/", MANY);
            } catch (SinkQuery.Failure e) {
                throw new IllegalStateException(e);
            }
        });
        server.awaitRequests(1);
        query.close();
        assertThatThrownBy(() -> reply.get(1, TimeUnit.MINUTES)).hasRootCauseInstanceOf(SinkQuery.Failure.class);
        assertFailure(query, 0, "the query was ended");
        assertThat(server.requests).hasSize(1);
    }

    private static void assertFailure(SinkQuery query, int status, String words) {
        assertThatThrownBy(() -> query.get("/", MANY))
                .isInstanceOfSatisfying(
                        SinkQuery.Failure.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining(words)
                .hasMessageNotContaining(SECRET)
                .hasMessageNotContaining("\u001b");
    }

    private static SinkQuery query(String uri) {
        return Objects.requireNonNull(
                LokiSinkProvider.planOf(SinkUri.parse(uri), SinkRig.DEFAULTS).query());
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
