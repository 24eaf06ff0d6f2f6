package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.devloki.DevLoki;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a child process: streams, environment, memory, signals. */
final class ProcessTest {
    @TempDir
    private Path directory;

    @Test
    void ship_standardInputToStandardOutput_writesTheSummaryToStandardError() throws Exception {
        Path input = write("input", 3, i -> "line " + i);
        Cli.Child child = new Cli.Child(directory).environment(Map.of("FAPILOG_SINKS", "stdout"));
        Cli.Result result = child.input(input).run("ship");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(child.outLines()).hasSize(3).allMatch(line -> line.contains("\"logger\":\"stdin\""));
        assertThat(result.err()).contains("read 3 lines", "stdout  3 delivered").doesNotContain("\u001b");
    }

    @Test
    void ship_hundredThousandLinesToBothSinks_arriveOnceInOrderInEach() throws Exception {
        Path file = write("app.log", 100_000, i -> "GET /orders/" + i + " 200");
        try (DevLoki server = DevLoki.start()) {
            Cli.Child child = new Cli.Child(directory)
                    .environment(Map.of("FAPILOG_SINKS", "stdout," + server.lokiUri() + "?labels=app=myapi,env=dev"));
            Cli.Result result = child.run("ship", file.toString());

            assertThat(result.code()).as(result.err()).isZero();
            assertThat(child.outLines()).extracting(ProcessTest::number).isEqualTo(numbers(100_000));
            assertThat(server.entries())
                    .extracting(entry -> number(entry.line()))
                    .isEqualTo(numbers(100_000));
            assertThat(server.entries())
                    .extracting(entry -> entry.labels())
                    .containsOnly(Map.of("app", "myapi", "env", "dev", "service_name", "myapi"));
        }
    }

    @Test
    void ship_fileLargerThanMemory_arrivesCompletely() throws Exception {
        String filling = " " + "0123456789".repeat(100);
        Path file = write("app.log", 110_000, i -> "GET /orders/" + i + filling);
        assertThat(Files.size(file)).isGreaterThan(100 << 20);
        try (DevLoki server = DevLoki.start()) {
            Cli.Child child = new Cli.Child(directory, "-Xmx32m");
            Cli.Result result = child.run("ship", "--to", server.lokiUri() + "?labels=app=large", file.toString());

            assertThat(result.code()).as(result.err()).isZero();
            assertThat(server.counters().evicted()).isZero();
            assertThat(server.entries())
                    .extracting(entry -> number(entry.line()))
                    .isEqualTo(numbers(110_000));
        }
    }

    @Test
    void ship_followingUntilASignal_deliversAndPrintsTheSummary() throws Exception {
        Path file = write("app.log", 2, i -> "GET /orders/" + i + " 200");
        try (DevLoki server = DevLoki.start()) {
            Cli.Child child = new Cli.Child(directory);
            Process process = child.start(
                    "ship", "-f", "--to", server.lokiUri() + "?labels=app=x&batch_interval=100ms", file.toString());
            awaitEntries(server, 2);
            Files.writeString(file, "GET /orders/2 200\nunended /orders/3 ", StandardOpenOption.APPEND);
            awaitEntries(server, 3);

            process.destroy();
            Cli.Result result = child.result(process);

            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.err()).contains("read 4 lines", "4 delivered");
            assertThat(server.entries())
                    .extracting(entry -> number(entry.line()))
                    .containsExactly(0, 1, 2, 3);
        }
    }

    @Test
    void ship_signalDuringIdleInput_endsAtOnce() throws Exception {
        try (DevLoki server = DevLoki.start()) {
            Cli.Child child = new Cli.Child(directory);
            Process process = child.start("ship", "--to", server.lokiUri() + "?labels=app=x&batch_interval=100ms");
            process.getOutputStream().write("GET /orders/0 200\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            awaitEntries(server, 1);
            process.destroy();
            Cli.Result result = child.result(process);
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.err()).contains("1 delivered");
        }
    }

    @Test
    void ship_withoutSink_namesBothWaysToGiveOne() throws Exception {
        Cli.Result result = new Cli.Child(directory).run("ship", "-");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--to", "FAPILOG_SINKS");
    }

    @Test
    void ship_switchedOff_isAUsageError() throws Exception {
        Cli.Result result = new Cli.Child(directory)
                .environment(Map.of("FAPILOG_ENABLED", "false"))
                .run("ship", "--to", "stdout");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("FAPILOG_ENABLED");
    }

    @Test
    void ship_settingsOfTheEnvironment_areRespected() throws Exception {
        try (DevLoki server = DevLoki.start()) {
            Path input = write("input", 1, i -> "GET /orders/" + i + " 200");
            String uri = server.lokiUri();
            run(input, uri, Map.of());
            run(input, uri, Map.of("OTEL_SERVICE_NAME", "otel"));
            run(input, uri, Map.of("OTEL_SERVICE_NAME", "otel", "FAPILOG_SERVICE", "own"));
            assertThat(server.entries())
                    .extracting(entry -> entry.labels().get("service_name"))
                    .containsExactly("fapilog-ship", "otel", "own");
        }
    }

    @Test
    void devloki_printsHowToUseItAndServesUntilASignal() throws Exception {
        Cli.Child child = new Cli.Child(directory);
        Process process = child.start("devloki", "--port", "0");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> child.outLines().stream().anyMatch(line -> line.contains("Grafana")));
        String uri = String.join("\n", child.outLines()).replaceFirst("(?s).*'(loki://[0-9.:]+)\\?.*", "$1");
        Cli.Result shipped = Cli.run(
                "ship",
                "--to",
                uri + "?labels=app=x",
                write("a.log", 1, i -> "hello").toString());
        process.destroy();
        assertThat(shipped.code()).as(shipped.err()).isZero();
        assertThat(child.result(process).err()).isEmpty();
    }

    private void run(Path input, String uri, Map<String, String> environment) throws Exception {
        Cli.Result result =
                new Cli.Child(directory).environment(environment).input(input).run("ship", "--to", uri);
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static void awaitEntries(DevLoki server, int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> server.entries().size() == count);
    }

    private Path write(String name, int lines, IntFunction<String> line) throws IOException {
        Path file = directory.resolve(name);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < lines; i++) {
                writer.write(line.apply(i));
                writer.write('\n');
            }
        }
        return file;
    }

    /** The number of the order in a line. */
    private static int number(String line) {
        int start = line.indexOf("/orders/") + "/orders/".length();
        return Integer.parseInt(line.substring(start, line.indexOf(' ', start)));
    }

    private static List<Integer> numbers(int count) {
        return java.util.stream.IntStream.range(0, count).boxed().toList();
    }
}
