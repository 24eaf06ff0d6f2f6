package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.Finding;
import io.fapilog.devloki.DevLoki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CheckCommandTest {
    private static DevLoki server;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        server = DevLoki.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void check_serverThatWorks_findsTheEventAgainAndIsZero() {
        server.clear();
        Cli.Result result =
                Cli.run("check", uri("?labels=app=checked&label_fields=level,logger&metadata=trace_id,sku"));
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("OK    settings      label_fields=level,logger, labels=app=checked, metadata=trace_id,sku")
                .contains("OK    push", "OK    query         read back after", "Everything is in order.")
                .doesNotContain("WARN", "FAIL");
        assertThat(server.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.labels()).containsEntry("app", "checked").containsEntry("logger", "io.fapilog.check");
            assertThat(entry.metadata()).containsEntry("sku", "fapilog-check").containsKey("trace_id");
        });
    }

    @Test
    void check_json_isOneObject() {
        Cli.Result result = Cli.run("check", "--json", uri("?labels=app=checked"), uri("?format=json"));
        JsonNode report = new JsonMapper().readTree(result.out());
        assertThat(result.code()).isZero();
        assertThat(report.path("outcome").asString()).isEqualTo("OK");
        assertThat(report.path("findings").values())
                .filteredOn(finding -> finding.path("subject").asString().equals("query"))
                .hasSize(2)
                .allSatisfy(finding -> {
                    assertThat(finding.path("outcome").asString()).isEqualTo("OK");
                    assertThat(finding.path("sink").asString()).startsWith("loki://127.0.0.1:");
                    assertThat(finding.path("sentence").asString()).contains("read back after");
                    assertThat(finding.path("mend").asString()).isEmpty();
                });
    }

    @Test
    void check_nothingListens_isOneAndSaysWhatToDo() throws IOException {
        Cli.Result result = Cli.run("check", unavailable() + "?labels=app=checked");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("FAIL  connection    nothing listens on 127.0.0.1:", "-> ", "It does not work");
    }

    @Test
    void check_offline_needsNoServer() throws IOException {
        Cli.Result result = Cli.run("check", "--offline", unavailable() + "?labels=app=checked&label_fields=user_id");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("WARN  labels        label_fields has user_id", "read the warnings")
                .doesNotContain("connection");
    }

    @Test
    void check_invalidConfiguration_listsEveryViolationAndIsTwo() {
        Cli.Result result = Cli.run("check", "--json", "loki://h?batch_size=0&nonsense=1", "loki://h?format=xml");
        JsonNode report = new JsonMapper().readTree(result.out());
        assertThat(result.code()).isEqualTo(2);
        assertThat(report.path("findings").values())
                .extracting(finding -> finding.path("sentence").asString())
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("batch_size=0 is out of range"),
                        text -> assertThat(text).contains("nonsense"),
                        text -> assertThat(text).contains("format=xml is unknown"));
        assertThat(Cli.run("check", "loki://h?format=xml").out()).contains("FAIL  configuration");
    }

    @Test
    void check_withoutSink_isAUsageError() {
        Cli.Result result = Cli.run("check");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).contains("no sink is given", "FAPILOG_SINKS");
    }

    @Test
    void check_sinksOfTheEnvironment_areChecked() throws IOException, InterruptedException {
        Cli.Child child = new Cli.Child(directory)
                .environment(Map.of("FAPILOG_SINKS", "stdout," + uri("?labels=app=checked,env=ci")));
        Cli.Result result = child.run("check");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("stdout\nOK", "labels=app=checked,env=ci", "read back after");
    }

    @Test
    void check_spool_tellsWhatIsInIt() throws IOException {
        Path spool = Files.createDirectories(directory.resolve("spool"));
        Cli.Result empty = Cli.run("check", uri("?labels=app=checked&spool=" + spool));
        assertThat(empty.out()).contains("OK    spool", "can be written and locked", "nothing is in it");
        assertThat(spool).isEmptyDirectory();
        Path missing = directory.resolve("missing/spool");
        assertThat(Cli.run("check", uri("?spool=" + missing)).out()).contains("it will be created");
        assertThat(missing).doesNotExist();
    }

    @Test
    void check_inCode_returnsTheSame() {
        List<Finding> findings = Fapilog.check(uri("?labels=app=checked"));
        assertThat(findings).extracting(Finding::outcome).containsOnly(Finding.Outcome.OK);
        assertThat(findings)
                .extracting(Finding::subject)
                .containsExactly(
                        "settings",
                        "defaults",
                        "address",
                        "proxy",
                        "name",
                        "connection",
                        "server",
                        "push",
                        "query",
                        "clock",
                        "spool");
    }

    private static String uri(String parameters) {
        return server.lokiUri() + parameters;
    }

    /** The URI of a port without a server. */
    private static String unavailable() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "loki://127.0.0.1:" + socket.getLocalPort();
        }
    }
}
