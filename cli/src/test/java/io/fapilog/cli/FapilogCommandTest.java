package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FapilogCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "demo --help",
                "ship --help",
                "check --help",
                "devloki --help",
                "help",
                "help ship",
                "demo -h"
            })
    void help_ofEveryCommand_isPrintedOnStandardOutput(String args) {
        Cli.Result result = Cli.run(args.split(" "));
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Usage: fapilog").contains("Exit codes:");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "demo --version", "ship -V", "devloki --version"})
    void version_ofEveryCommand_isPrinted(String args) {
        Cli.Result result = Cli.run(args.split(" "));
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("fapilog ");
    }

    @Test
    void run_withoutCommand_printsTheUsageAsAnError() {
        Cli.Result result = Cli.run();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("Usage: fapilog", "no command is given");
    }

    @Test
    void run_unknownCommand_suggestsASimilarOne() {
        Cli.Result result = Cli.run("shipp");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("'shipp'; did you mean ship?");
    }

    @Test
    void devloki_portInUse_isReportedInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Cli.Result result = Cli.run("devloki", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err().lines()).hasSize(1);
            assertThat(result.err()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "--port");
        }
    }

    @Test
    void devloki_invalidPort_isAUsageError() {
        assertThat(Cli.run("devloki", "--port", "65536").code()).isEqualTo(2);
        assertThat(Cli.run("devloki", "--port", "http").code()).isEqualTo(2);
    }

    @Test
    void demo_findsEveryEventOnce() {
        Cli.Result result = Cli.run("demo");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .containsPattern("logged +3,111\\R")
                .containsPattern("delivered +3,111 ")
                .containsPattern("read back +3,111 ")
                .containsPattern("lost +0\\R")
                .containsPattern("duplicates +0\\R")
                .contains("?labels=app=shop,env=demo", "Caused by: java.lang.SecurityException", "trace_id=");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(result.err()).isEmpty();
    }
}
