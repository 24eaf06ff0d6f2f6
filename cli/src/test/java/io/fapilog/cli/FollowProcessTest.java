package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.StoredEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that follows files in a child process, with signals, kills and pipes. */
final class FollowProcessTest {
    @TempDir
    private Path directory;

    @Test
    void sigterm_whileFilesAreRead_deliversAllThatIsInThemAlsoInRenamedOnes() throws Exception {
        Path file = directory.resolve("app.log");
        append(file, 0, 1);
        try (DevLoki server = DevLoki.start()) {
            Cli.Child child = new Cli.Child(directory);
            Process process = child.start("ship", "-f", "--to", uri(server), file.toString());
            awaitEntries(server, 1);
            append(file, 1, 20_000);
            Files.move(file, directory.resolve("app.log.1"));
            append(file, 20_000, 30_000);

            process.destroy();
            Cli.Result result = child.result(process);

            assertThat(result.code()).as(result.err()).isZero();
            assertThat(numbers(server)).hasSize(30_000);
            assertThat(result.err()).contains("--state", "read 30,000 lines", "30,000 delivered");
        }
    }

    @Test
    void sigterm_withoutServer_saysWhatWasNotRead() throws Exception {
        Path file = directory.resolve("app.log");
        append(file, 0, 100_000);
        Cli.Child child = new Cli.Child(directory);
        String nobody = "loki://127.0.0.1:1?labels=app=x&buffer=64KiB";
        Process process = child.start("ship", "-f", "--timeout", "1s", "--to", nobody, file.toString());
        await().atMost(Duration.ofMinutes(1)).until(() -> child.err().contains("no connection"));
        process.destroy();
        Cli.Result result = child.result(process);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).containsPattern(file + ": the last [0-9,]+ bytes were not read");
    }

    @Test
    void sigkill_withState_everyLineArrivesAndWhatWasSavedOnce() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Path file = directory.resolve("app.log");
        String state = directory.resolve("state").toString();
        int written = 0;
        int rotations = 0;
        try (DevLoki server = DevLoki.start()) {
            for (int run = 0; run < 4; run++) {
                Cli.Child child = new Cli.Child(directory);
                Process process =
                        child.start("ship", "-f", "--state", state, "--to", uri(server), directory + "/app.log");
                for (int part = 0; part < 4; part++) {
                    append(file, written, written += 1 + random.nextInt(4_000));
                    // A file that is renamed before the first look at it is none of those that are named.
                    if (run + part == 0 || random.nextBoolean()) {
                        awaitNumbers(server, 1 + random.nextInt(written));
                    }
                    if (random.nextBoolean()) {
                        Files.move(file, directory.resolve("app.log.2026" + ++rotations));
                    }
                }
                process.destroyForcibly().waitFor();
            }
            append(file, written, written += 1);
            Cli.Child child = new Cli.Child(directory);
            Process process = child.start("ship", "-f", "--state", state, "--to", uri(server), directory + "/app.log");
            awaitNumbers(server, written);
            process.destroy();
            Cli.Result result = child.result(process);
            assertThat(result.code()).as("seed %s: %s", seed, result.err()).isZero();
            assertThat(numbers(server)).as("seed %s", seed).hasSize(written);

            int before = server.entries().size();
            Cli.Result again = new Cli.Child(directory).run("ship", "--state", state, "--to", uri(server), "" + file);
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(again.err()).contains("read 0 lines");
            assertThat(server.entries()).hasSize(before);
        }
    }

    @Test
    void state_usedByAnotherProcess_isRefused() throws Exception {
        Path file = directory.resolve("app.log");
        append(file, 0, 1);
        String state = directory.resolve("state").toString();
        try (DevLoki server = DevLoki.start()) {
            Cli.Child child = new Cli.Child(directory);
            Process process = child.start("ship", "-f", "--state", state, "--to", uri(server), file.toString());
            awaitEntries(server, 1);
            Cli.Result second = Cli.run("ship", "--state", state, "--to", uri(server), file.toString());
            assertThat(second.code()).isEqualTo(2);
            assertThat(second.err()).contains("another fapilog ship uses the state " + state);
            process.destroy();
            assertThat(child.result(process).code()).isZero();
        }
    }

    @Test
    void pipe_followed_isReadFromEachWriterInTurn() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (DevLoki server = DevLoki.start()) {
            Cli.Child child = new Cli.Child(directory);
            Process process = child.start("ship", "-f", "--to", uri(server), pipe.toString());
            for (int writer = 0; writer < 2; writer++) {
                try (OutputStream out = Files.newOutputStream(pipe)) {
                    out.write(("line " + writer + "\n").getBytes(StandardCharsets.UTF_8));
                }
                awaitEntries(server, writer + 1);
            }
            process.destroy();
            Cli.Result result = child.result(process);
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(numbers(server)).containsExactly(0, 1);
        }
    }

    @Test
    void stdout_readerThatEnds_endsTheCommandQuietly() throws Exception {
        Path file = directory.resolve("app.log");
        append(file, 0, 200_000);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FapilogCommand.class.getName(),
                        "ship",
                        "--to",
                        "stdout",
                        file.toString())
                .redirectError(directory.resolve("err").toFile())
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).contains("line 0");
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(141);
        assertThat(Files.readString(directory.resolve("err"))).isEmpty();
    }

    private static String uri(DevLoki server) {
        return server.lokiUri() + "?labels=app=x&batch_interval=100ms";
    }

    private static void append(Path file, int from, int to) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append("line ").append(i).append('\n');
        }
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void awaitEntries(DevLoki server, int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> server.entries().size() >= count);
    }

    private static void awaitNumbers(DevLoki server, int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> numbers(server).size() >= count);
    }

    private static Set<Integer> numbers(DevLoki server) {
        List<StoredEntry> entries = server.entries();
        Set<Integer> numbers = new TreeSet<>();
        for (StoredEntry entry : entries) {
            numbers.add(Integer.parseInt(entry.line().replaceFirst(".*\"line ([0-9]+)\".*", "$1")));
        }
        return numbers;
    }
}
