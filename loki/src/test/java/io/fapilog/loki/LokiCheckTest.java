package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check names the cause of each failure that is staged here, without TLS. */
class LokiCheckTest {
    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    private final CheckRig rig = new CheckRig();

    @Test
    void check_devLoki_pushesAndReadsBackInBothFormats() {
        try (DevLoki loki = DevLoki.builder().authEnabled(true).start()) {
            rig.checkWithout(loki.lokiUri() + "?labels=app=a&tenant=blue&format=json");
            rig.checkWithout(loki.lokiUri() + "?label.app=a%22b%5Cc&tenant=blue");
        }
        assertThat(rig.findings.toString()).doesNotContain("FAIL", "WARN");
        assertThat(rig.about("query")).hasSize(2).allMatch(text -> text.contains("read back after"));
        assertThat(rig.about("clock")).allMatch(text -> text.contains("agrees"));
    }

    @Test
    void nothingListens_isToldFromAWrongPort() throws IOException {
        int port = unusedPort();
        assertThat(rig.check("loki://127.0.0.1:" + port + "?labels=app=a").failure())
                .contains("FAIL connection: nothing listens on 127.0.0.1:" + port)
                .doesNotContain("but port");
        String wrong = new CheckRig()
                .knownPorts(new CheckMeans.KnownPort(server.port(), "Loki", true))
                .check("loki://127.0.0.1:" + port + "?labels=app=a")
                .failure();
        assertThat(wrong).contains("but port " + server.port() + " answers", "write port " + server.port());
    }

    @Test
    void containerWithoutLokisPort_isRecognisedByGrafanas() throws IOException {
        String failure = rig.knownPorts(new CheckMeans.KnownPort(server.port(), "Grafana", false))
                .check("loki://127.0.0.1:" + unusedPort() + "?labels=app=a")
                .failure();
        assertThat(failure).contains("usually that of Grafana", "grafana/otel-lgtm", "-p 3100:3100");
    }

    @Test
    void addressThatDoesNotAnswer_isToldFromARefusal() throws IOException {
        // Without room for a further connection, Linux drops what begins one, as a firewall does.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = new ArrayList<>();
            while (connects(full.getLocalPort(), waiting)) {
                assertThat(waiting).hasSizeLessThan(1000);
            }
            String uri = "loki://127.0.0.1:" + full.getLocalPort() + "?labels=app=a&timeout=300ms";
            assertThat(rig.check(uri).failure())
                    .contains("FAIL connection: 127.0.0.1:" + full.getLocalPort() + " does not answer within 300 ms")
                    .contains("a firewall or a network policy");
            for (Socket each : waiting) {
                each.close();
            }
        }
    }

    private static boolean connects(int port, List<Socket> connected) throws IOException {
        Socket socket = new Socket();
        connected.add(socket);
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void unknownHost_isTold() {
        rig.resolver(host -> {
            throw new UnknownHostException(host);
        });
        assertThat(rig.check("loki://loki.invalid?labels=app=a").failure())
                .contains("FAIL name: the host name loki.invalid is unknown here", "Kubernetes");
    }

    @Test
    void unreachableIp6_besideAGoodIp4_isAWarning() throws IOException {
        server.otherwise(CheckRig.loki(ScriptedServer.answer(204, "")));
        InetAddress[] both = {
            InetAddress.getAllByName("::1")[0], InetAddress.getAllByName("127.0.0.1")[0],
        };
        rig.resolver(host -> both);
        rig.check("loki://loki.test:" + server.port() + "?labels=app=a");
        assertThat(rig.warning())
                .contains("[0:0:0:0:0:0:0:1]:" + server.port() + " (IPv6)", "another address of loki.test answers");
        assertThat(rig.about("push")).singleElement().asString().startsWith("OK");
    }

    @Test
    void grafana_isRecognised() {
        server.otherwise(CheckRig.paths(
                Map.of("/api/health", ScriptedServer.answer(200, "{\"database\": \"ok\", \"version\": \"11.2.0\"}"))));
        assertThat(rig.check(server.uri("labels=app=a")).failure())
                .contains("is Grafana 11.2.0, not Loki", "data source");
        assertThat(server.requests).noneMatch(request -> request.line().startsWith("POST"));
    }

    @Test
    void prometheusAndTempo_areRecognised() {
        server.otherwise(CheckRig.paths(Map.of(
                "/-/ready", ScriptedServer.answer(200, "Prometheus Server is Ready.\n"),
                "/api/v1/status/buildinfo", ScriptedServer.answer(200, "{\"data\":{\"version\":\"2.53.0\"}}"))));
        assertThat(rig.check(server.uri("labels=app=a")).failure()).contains("is Prometheus 2.53.0, not Loki");
        server.otherwise(CheckRig.paths(Map.of(
                "/ready", ScriptedServer.answer(200, "ready"),
                "/api/echo", ScriptedServer.answer(200, "echo"),
                "/api/status/buildinfo", ScriptedServer.answer(200, "{\"version\":\"2.6.1\"}"))));
        assertThat(new CheckRig().check(server.uri("labels=app=a")).failure()).contains("is Tempo 2.6.1, not Loki");
    }

    @Test
    void recognition_doesNotSendCredentialsToTheRoot() {
        server.otherwise(CheckRig.paths(Map.of()));
        rig.check(server.uri("labels=app=a"));
        assertThat(server.requests)
                .filteredOn(request -> request.line().contains("/api/health"))
                .singleElement()
                .satisfies(request -> assertThat(request.headers()).doesNotContainKey("authorization"));
    }

    @Test
    void webServer_isNotTakenForLoki() {
        server.otherwise(CheckRig.paths(Map.of()));
        assertThat(rig.check(server.uri("labels=app=a")).failure())
                .contains("FAIL push: 127.0.0.1:" + server.port() + " is not Loki", "takes no pushes", "404");
        assertThat(rig.about("server")).singleElement().asString().contains("by nginx");
        server.otherwise(ScriptedServer.answer(200, "<!doctype html><p>Welcome"));
        assertThat(new CheckRig().check(server.uri("labels=app=a")).failure())
                .contains("is not Loki but a web server that answers any request with a page");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/push,Mimir", "/api/v1/write,Prometheus", "/v1/traces,Tempo"})
    void pushPathOfAnotherServer_isNamed(String path, String owner) {
        server.otherwise(CheckRig.paths(Map.of()));
        rig.check("loki://127.0.0.1:" + server.port() + path + "?labels=app=a");
        assertThat(rig.failure()).contains("the path of the URI ends with " + path, owner);
        assertThat(rig.warning()).contains("WARN address", owner);
    }

    @Test
    void credentials_wrongOrMissing_areToldApart() {
        server.otherwise(CheckRig.loki(ScriptedServer.answer(401, "bad token " + CheckRig.SECRET)));
        assertThat(rig.check(server.uri("labels=app=a")).failure())
                .contains("FAIL push: the credentials are wrong (401): bad token ***");
        server.otherwise(CheckRig.loki(ScriptedServer.answer(401, "who are you")));
        assertThat(new CheckRig().checkWithout(server.uri("labels=app=a")).failure())
                .contains("the server wants credentials (401)");
        server.otherwise(CheckRig.loki(ScriptedServer.answer(403, "not you")));
        assertThat(new CheckRig().check(server.uri("labels=app=a")).failure()).contains("access is refused (403)");
    }

    @Test
    void tenant_missing_isTold() {
        try (DevLoki loki = DevLoki.builder().authEnabled(true).start()) {
            assertThat(rig.check(loki.lokiUri() + "?labels=app=a").failure())
                    .contains("the server wants a tenant (401)", "set tenant=NAME");
        }
    }

    @Test
    void tenant_blocked_isTold() {
        server.otherwise(CheckRig.loki(ScriptedServer.answer(260, "blocked until tomorrow")));
        assertThat(rig.check(server.uri("labels=app=a")).failure())
                .contains("the ingestion is blocked for this tenant (260): blocked until tomorrow");
        assertThat(rig.about("query")).isEmpty();
    }

    @Test
    void metadata_refused_isAWarningAndTheRestGoesOn() {
        try (DevLoki loki = DevLoki.builder()
                .limits(Limits.defaults().allowStructuredMetadata(false))
                .start()) {
            rig.check(loki.lokiUri() + "?labels=app=a");
        }
        assertThat(rig.warning()).contains("WARN metadata: the server refuses structured metadata", "metadata=none");
        assertThat(rig.about("query")).singleElement().asString().contains("read back after");
    }

    @Test
    void rateLimit_isToldFromTheLimitOfStreams() {
        server.otherwise(CheckRig.loki(ScriptedServer.answer(429, "ingestion rate limit exceeded for user fake")));
        assertThat(rig.check(server.uri("labels=app=a")).failure()).contains("a rate limit of the server is exceeded");
        server.otherwise(CheckRig.loki(ScriptedServer.answer(429, "Maximum active stream limit exceeded")));
        assertThat(new CheckRig().check(server.uri("labels=app=a")).failure()).contains("as many streams as");
    }

    @Test
    void clock_twoDaysAhead_isNamedAsTheCauseOfARefusal() {
        String date = date(-2);
        server.otherwise(
                CheckRig.loki(ScriptedServer.answer(400, "entry for stream '{}' has timestamp too new", "Date", date)));
        rig.check(server.uri("labels=app=a"));
        assertThat(rig.about("push"))
                .singleElement()
                .asString()
                .contains("as too new: the clock of this host is 2 days ahead of the server's", "NTP");
        assertThat(rig.about("clock")).singleElement().asString().contains("FAIL clock", "creation_grace_period");
    }

    @Test
    void clock_twoDaysBehind_isAWarningWhileEventsAreTaken() {
        server.otherwise(CheckRig.loki(ScriptedServer.answer(204, "", "Date", date(2))));
        assertThat(rig.check(server.uri("labels=app=a")).warning())
                .contains("WARN clock: the clock of this host is 2 days behind the server's");
        server.otherwise(CheckRig.loki(ScriptedServer.answer(204, "", "Date", date(8))));
        assertThat(new CheckRig().check(server.uri("labels=app=a")).failure()).contains("reject_old_samples_max_age");
        server.otherwise(CheckRig.loki(ScriptedServer.answer(204, "", "Date", "soon")));
        assertThat(new CheckRig()
                        .check(server.uri("labels=app=a"))
                        .about("clock")
                        .toString())
                .contains("not compared");
    }

    @Test
    void timeStamp_tooOldWithEqualClocks_namesTheLimit() {
        server.otherwise(
                CheckRig.loki(ScriptedServer.answer(400, "entry has timestamp too old: 2026-01-01", "Date", date(0))));
        assertThat(rig.check(server.uri("labels=app=a")).failure())
                .contains("refuses the time stamp of this moment as too old", "reject_old_samples_max_age");
    }

    @ParameterizedTest
    @CsvSource({
        "400, has 16 label names; limit 15, more labels than the server allows",
        "400, nonsense, the server refuses the event (400)",
        "302, , the server redirects the push (302)",
        "407, , the proxy refuses its user and password (407)",
        "413, too large, the server refuses the push (413)",
        "503, busy, the server fails (503)"
    })
    void otherRefusal_isExplained(int status, String text, String cause) {
        server.otherwise(CheckRig.loki(ScriptedServer.answer(status, text == null ? "" : text)));
        assertThat(rig.check(server.uri("labels=app=a")).failure()).contains("FAIL push: ", cause);
    }

    @Test
    void push_withoutAnswer_isTold() {
        server.otherwise(CheckRig.loki(ScriptedServer.hangUp()));
        assertThat(rig.check(server.uri("labels=app=a")).failure()).contains("there is no answer to the push");
    }

    @Test
    void server_thatIsNotReady_isAWarning() {
        server.otherwise(CheckRig.paths(Map.of(
                "/ready",
                ScriptedServer.answer(503, "Ingester not ready: waiting for 15s"),
                "/loki/api/v1/status/buildinfo",
                ScriptedServer.answer(200, "{\"version\":\"3.7.2\"}"),
                Endpoint.PUSH,
                ScriptedServer.answer(204, ""))));
        assertThat(rig.check(server.uri("labels=app=a")).warning())
                .contains("Loki 3.7.2 is not ready: Ingester not ready");
    }

    @Test
    void gateway_withoutReadyAndQueries_isNoErrorAndTheQueryIsShown() {
        server.otherwise(CheckRig.paths(Map.of("/team/loki/api/v1/push", ScriptedServer.answer(204, ""))));
        rig.check("loki://127.0.0.1:" + server.port() + "/team?labels=app=a");
        assertThat(rig.findings.toString()).doesNotContain("FAIL", "WARN");
        assertThat(rig.about("query"))
                .singleElement()
                .asString()
                .contains("queries are not allowed here (404); look for it with {app=\"a\"} |= \"");
    }

    @Test
    void event_takenAndNotFound_isAWarning() {
        server.otherwise(CheckRig.paths(Map.of(
                "/loki/api/v1/query_range",
                ScriptedServer.answer(200, "{}"),
                Endpoint.PUSH,
                ScriptedServer.answer(204, ""))));
        assertThat(rig.check(server.uri("labels=app=a")).warning()).contains("WARN query: the event was taken");
    }

    @Test
    void otherProtocolOrSilence_isTold() {
        server.otherwise(RawReaction.writes("SSH-2.0-OpenSSH_9.6\r\n"));
        assertThat(rig.check(server.uri("labels=app=a")).failure()).contains("does not speak HTTP/1.1", "9095");
        server.otherwise(ScriptedServer.stall());
        assertThat(new CheckRig()
                        .check(server.uri("labels=app=a", "timeout=50ms"))
                        .failure())
                .contains("does not answer in time");
    }

    @Test
    void proxy_thatRefuses_isNamed() {
        server.otherwise(ScriptedServer.answer(407, "who are you"));
        String proxy = "&proxy=http://user:" + CheckRig.SECRET + "@127.0.0.1:" + server.port();
        assertThat(rig.check("loki://loki.test?labels=app=a" + proxy).failure())
                .contains("FAIL proxy: the proxy answers 407: who are you", "check user and password of the proxy");
        assertThat(rig.about("proxy").get(0)).contains("with user and password: the parameter proxy names it");
        assertThat(new CheckRig()
                        .check("lokis://loki.test?labels=app=a" + proxy)
                        .failure())
                .contains("FAIL proxy: the proxy refuses its user and password (407)");
        server.otherwise(ScriptedServer.answer(403, "no"));
        assertThat(new CheckRig()
                        .check("lokis://loki.test?labels=app=a" + proxy)
                        .failure())
                .contains("FAIL proxy: ", "opens no tunnel and answers 403", "allow CONNECT to loki.test:443");
    }

    @Test
    void secrets_repeatedByAServer_areHidden() {
        String secrets = "wizard pa/ss:word Basic d2l6YXJkOnBhL3NzOndvcmQ= Xy12345";
        server.otherwise(ScriptedServer.answer(500, secrets, "Server", secrets, "Date", secrets));
        rig.checkWithout(
                "loki://wizard:pa%2Fss%3Aword@127.0.0.1:" + server.port() + "?labels=app=a&header.X-Key=Xy12345");
        server.otherwise(CheckRig.loki(ScriptedServer.answer(302, "", "Location", "http://wizard:pass@h/?Xy12345")));
        rig.checkWithout(
                "loki://wizard:pa%2Fss%3Aword@127.0.0.1:" + server.port() + "?labels=app=a&header.X-Key=Xy12345");
        assertThat(rig.about("push")).hasSize(2).allMatch(text -> text.startsWith("FAIL"));
        assertThat(rig.findings.toString())
                .contains("user=***", "header.X-Key=***")
                .doesNotContain("wizard", "ss:word", "d2l6", "Xy12345");
    }

    @Test
    void offline_doesNothingButReadTheSettings() {
        rig.offline().resolver(host -> {
            throw new AssertionError("offline");
        });
        rig.check(server.uri("labels=app=a,pod=123456789012", "label_fields=requestId,level,k8s_*", "batch_size=7"));
        assertThat(server.requests).isEmpty();
        assertThat(rig.about("settings"))
                .singleElement()
                .asString()
                .contains("batch_size=7", "labels=app=a,pod=123456789012", "token=***")
                .doesNotContain("max_age");
        assertThat(rig.about("defaults")).singleElement().asString().contains("max_age=6d");
        assertThat(rig.about("labels"))
                .satisfiesExactly(
                        text -> assertThat(text).contains("requestId, which looks like an id"),
                        text -> assertThat(text).contains("the label pod looks like an id"),
                        text -> assertThat(text).contains("pattern k8s_*"));
    }

    @Test
    void labels_many_areAWarning() {
        rig.offline().check("loki://h?labels=a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1&label_fields=k");
        assertThat(rig.warning()).contains("11 labels are many");
    }

    /** The header {@code Date} of a clock that is {@code days} ahead of the one of this host. */
    private static String date(int days) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(days * 86_400L).atOffset(ZoneOffset.UTC));
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
