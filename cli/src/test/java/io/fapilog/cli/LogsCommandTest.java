package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fapilog.cli.logs.LogsRig;
import io.fapilog.devloki.DevLoki;
import io.fapilog.spi.TimeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code logs}, in this JVM and, where pipes and signals matter, in a child process. */
final class LogsCommandTest {
    private static final Map<String, String> LABELS = Map.of("app", "a");

    @TempDir
    private Path directory;

    private DevLoki server;
    private LogsRig rig;

    @BeforeEach
    void start() {
        server = DevLoki.start();
        rig = new LogsRig(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void logs_withoutQuery_showsTheNewestLinesOfAllStreams() throws Exception {
        push("one", Map.of("app", "a"));
        push("two", Map.of("app", "b"));
        push("three", Map.of("app", "a"));
        Cli.Result result = run("--limit", "2");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(" b two"),
                        line -> assertThat(line).endsWith(" a three"));
        assertThat(result.out()).doesNotContain("\u001b");
        assertThat(run("{app=\"b\"}", "-n", "0").out()).contains("two").doesNotContain("one", "three");
        assertThat(run("{app=\"c\"}")).isEqualTo(new Cli.Result(0, "", ""));
    }

    @Test
    void logs_json_printsOneObjectForEachLine() throws Exception {
        push("{\"level\":\"ERROR\",\"message\":\"m\",\"trace_id\":\"t1\"}", LABELS);
        push("other", LABELS);
        Cli.Result result = run("--json", "--trace", "t1", "--level", "warn");
        JsonNode line = new JsonMapper().readTree(result.out());
        assertThat(result.code()).isZero();
        assertThat(line.path("line").asString()).startsWith("{\"level\":\"ERROR\"");
        assertThat(line.path("labels").path("app").asString()).isEqualTo("a");
        assertThat(line.path("metadata").path("detected_level").asString()).isEqualTo("error");
    }

    @Test
    void logs_since_leavesOlderLinesOut() throws Exception {
        rig.line(TimeSource.system().epochNanos() - 90_000_000_000L, "old", LABELS, Map.of())
                .push();
        assertThat(run("--since", "1m").out()).isEmpty();
        assertThat(run("--since", "2m").out()).contains("old");
    }

    @Test
    void logs_badLogQl_isTwoWithTheServersWords() {
        Cli.Result result = run("{app=\"a\"");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("fapilog logs: loki://127.0.0.1:" + server.port() + " answered 400: parse error at line 1")
                .contains("; correct the query");
        assertThat(run("--follow", "{app=\"a\"", "-n", "0").code()).isEqualTo(2);
        assertThat(run("rate({app=\"a\"}[1m])").err()).contains("not lines");
    }

    @Test
    void logs_refusedOrHangingOrNoServer_isOneAndSaysWhatToDo() throws Exception {
        String uri = "loki://127.0.0.1:" + unusedPort();
        Cli.Result none = Cli.run("logs", "--follow", "--sink", uri);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains(uri, "Connection refused", "check that the server is running");
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Cli.Result hanging =
                    Cli.run("logs", "--sink", "loki://127.0.0.1:" + silent.getLocalPort() + "?timeout=100ms");
            assertThat(hanging.code()).isEqualTo(1);
            assertThat(hanging.err()).contains("no answer in time");
        }
        HttpServer http = answering(401, "who are you, hunter2-hunter2? \u001b[2J");
        try {
            Cli.Result refused = Cli.run(
                    "logs", "--sink", "loki://127.0.0.1:" + http.getAddress().getPort() + "?token=hunter2-hunter2");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("answered 401: who are you, ***?", "check token, user and password")
                    .doesNotContain("hunter2", "\u001b");
        } finally {
            http.stop(0);
        }
        HttpServer other = answering(200, "<html>hello</html>");
        try {
            Cli.Result html = Cli.run(
                    "logs", "--sink", "loki://127.0.0.1:" + other.getAddress().getPort());
            assertThat(html.code()).isEqualTo(1);
            assertThat(html.err()).contains("cannot be read as that of Loki");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void logs_wrongUsage_listsEveryMistakeAndIsTwo() {
        Cli.Result result = run("--limit", "-1", "--since", "soon", "--trace", "a\"b");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--limit=-1 is out of range", "--since=soon is not a time", "--trace is no");
        assertThat(run("--level", "loud").err()).contains("--level", "loud");
        assertThat(Cli.run("logs", "--sink", "stdout").err()).contains("--sink is no Loki");
        assertThat(Cli.run("logs", "--sink", "loki://h?nonsense=1").code()).isEqualTo(2);
    }

    @Test
    void logs_tenant_readsThatTenant() throws Exception {
        try (DevLoki tenants = DevLoki.builder().authEnabled(true).start()) {
            new LogsRig(tenants)
                    .line(TimeSource.system().epochNanos(), "mine", LABELS, Map.of())
                    .push("X-Scope-OrgID", "shop");
            assertThat(Cli.run("logs", "--sink", tenants.lokiUri() + "?tenant=shop")
                            .out())
                    .contains("mine");
            assertThat(Cli.run("logs", "--sink", tenants.lokiUri() + "?tenant=other")
                            .out())
                    .isEmpty();
            Cli.Result none = Cli.run("logs", "--sink", tenants.lokiUri());
            assertThat(none.code()).isEqualTo(1);
            assertThat(none.err()).contains("answered 401: no org id", "set tenant");
        }
    }

    @Test
    void logs_sinksOfTheEnvironment_theFirstLokiIsAsked() throws Exception {
        push("mine", LABELS);
        Cli.Child child = new Cli.Child(directory)
                .environment(Map.of("FAPILOG_SINKS", "stdout," + server.lokiUri() + "?labels=app=x,env=ci"));
        Cli.Result result = child.run("logs");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("mine");
    }

    @Test
    void logs_terminal_isColouredUnlessForbidden() throws Exception {
        push("{\"level\":\"ERROR\",\"message\":\"m\"}", LABELS);
        String terminal = "-Dio.fapilog.cli.terminal.stdout=true";
        String sink = server.lokiUri();
        assertThat(new Cli.Child(directory, terminal)
                        .run("logs", "--sink", sink)
                        .out())
                .contains("\u001b[31mERROR");
        Cli.Child forbidden = new Cli.Child(directory, terminal).environment(Map.of("NO_COLOR", "1"));
        assertThat(forbidden.run("logs", "--sink", sink).out())
                .contains("ERROR")
                .doesNotContain("\u001b");
    }

    @Test
    void follow_outageOfTheServer_goesOnAndEndsWithZeroOnASignal() throws Exception {
        push("one", LABELS);
        Cli.Child child = new Cli.Child(directory);
        Process process = child.start("logs", "--follow", "--sink", server.lokiUri());
        awaitLines(child, "one");
        push("two", LABELS);
        awaitLines(child, "one", "two");
        server.stop();
        await().atMost(Duration.ofMinutes(1)).until(() -> child.err().contains("Trying again"));
        server.restart();
        push("three", LABELS);
        awaitLines(child, "one", "two", "three");
        process.destroy();
        Cli.Result result = child.result(process);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).containsOnlyOnce("Trying again").containsOnlyOnce("answers again");
        assertThat(result.out().lines()).hasSize(3);
    }

    @Test
    void logs_readerThatEnds_endsTheCommandQuietly() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            rig.line(TimeSource.system().epochNanos() + i, "line " + i, LABELS, Map.of());
        }
        rig.push();
        for (String[] arguments : new String[][] {{"-n", "0"}, {"--follow", "-n", "20000"}}) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    FapilogCommand.class.getName(),
                    "logs",
                    "--sink",
                    server.lokiUri()));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectError(directory.resolve("err").toFile())
                    .start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).contains("line 0");
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(Files.readString(directory.resolve("err"))).isEmpty();
            assertThat(process.exitValue()).isEqualTo(141);
        }
    }

    private static void awaitLines(Cli.Child child, String... ends) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> child.outLines().stream()
                        .map(line -> line.replaceFirst(".* ", ""))
                        .toList()
                        .equals(List.of(ends)));
    }

    private Cli.Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("logs", "--sink", server.lokiUri()));
        all.addAll(List.of(arguments));
        return Cli.run(all.toArray(String[]::new));
    }

    private void push(String line, Map<String, String> labels) throws Exception {
        rig.line(TimeSource.system().epochNanos(), line, labels, Map.of()).push();
    }

    private static HttpServer answering(int status, String body) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        http.start();
        return http;
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
