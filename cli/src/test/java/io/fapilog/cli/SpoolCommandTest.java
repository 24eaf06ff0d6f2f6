package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.devloki.DevLoki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolCommandTest {
    private static DevLoki server;

    @TempDir
    private Path temporary;

    private Path spool;

    @BeforeAll
    static void start() {
        server = DevLoki.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        server.clear();
        spool = temporary.resolve("a spool & more");
    }

    @Test
    void list_folderOfEndedProcess_isShown() throws IOException {
        leave(1_234);

        Cli.Result result = Cli.run("spool", "list", spool.toString());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(2);
        assertThat(result.out()).contains("FOLDER", "ended", "1,234", "none");
    }

    @Test
    void list_emptyOrMissingDirectory_isReported() throws IOException {
        Files.createDirectories(spool);
        assertThat(Cli.run("spool", "list", spool.toString()).out()).contains("empty");

        Cli.Result missing = Cli.run("spool", "list", spool.resolve("missing").toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("there is no directory");
    }

    @Test
    void drain_eventsOfEndedProcess_arriveWithTheirLabels() throws IOException {
        leave(1_234);

        Cli.Result result = Cli.run("spool", "drain", spool.toString(), "--to", uri());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("1,234 of 1,234 events delivered");
        assertThat(server.entries())
                .hasSize(1_234)
                .allSatisfy(entry -> assertThat(entry.labels()).containsEntry("app", "dead"));
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void drain_unavailableServer_leavesEveryEventOnDisk() throws IOException {
        leave(10);

        Cli.Result result = Cli.run("spool", "drain", spool.toString(), "--to", unavailable(), "--timeout", "300ms");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("0 of 10 events delivered", "10 still in the spool");
        assertThat(Cli.run("spool", "drain", spool.toString(), "--to", uri()).code())
                .isZero();
        assertThat(server.entries()).hasSize(10);
    }

    @Test
    void run_wrongUsage_isReportedInOneMessage() {
        assertThat(Cli.run("spool").code()).isEqualTo(2);
        assertThat(Cli.run("spool", "drain", spool.toString()).code()).isEqualTo(2);
        Cli.Result missing = Cli.run("spool", "drain", spool.toString(), "--to", uri());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("there is no directory");
        Cli.Result timeout = Cli.run("spool", "drain", spool.toString(), "--to", uri(), "--timeout", "soon");
        assertThat(timeout.code()).isEqualTo(2);
        assertThat(timeout.err()).contains("--timeout=soon");
    }

    /** Leaves events on disk, as a process does that ends while the server is unavailable. */
    private void leave(int events) throws IOException {
        String encoded = spool.toString().replace(" ", "%20").replace("&", "%26");
        try (Fapilog fapilog = Fapilog.builder()
                .sink(unavailable() + "?label.app=dead&spool=" + encoded)
                .closeTimeout(Duration.ofSeconds(30))
                .start()) {
            for (int i = 0; i < events; i++) {
                fapilog.log(LogEvent.builder(Level.INFO, "shop", "event " + i).build());
            }
        }
    }

    private static String uri() {
        return server.url().replaceFirst("http", "loki");
    }

    /** The URI of a port without a server. */
    private static String unavailable() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "loki://127.0.0.1:" + socket.getLocalPort();
        }
    }
}
