package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.StoredEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class ShipCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
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

    @BeforeEach
    void clear() {
        server.clear();
    }

    @Test
    void ship_plainAndCompressedFiles_arriveInOrderWithTheGivenLabels() throws IOException {
        Path plain = write("a.log", "one\r\n\n  \n{\"msg\":\"two\",\"n\":1}\nthree");
        Path compressed = directory.resolve("b.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write("four\nfive\n".getBytes(StandardCharsets.UTF_8));
        }

        Cli.Result result = ship(uri(), plain.toString(), compressed.toString());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(messages()).containsExactly("one", "two", "three", "four", "five");
        assertThat(field("logger")).containsExactly("a.log", "a.log", "a.log", "b.log", "b.log");
        assertThat(field("file")).containsExactly("a.log", "a.log", "a.log", "b.log.gz", "b.log.gz");
        assertThat(server.entries())
                .allSatisfy(entry -> assertThat(entry.labels())
                        .containsEntry("app", "myapi")
                        .containsEntry("env", "dev")
                        .containsOnlyKeys("app", "env", "service_name"));
        assertThat(result.err()).contains("read 7 lines (", ", 2 blank and skipped)", "5 delivered");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void ship_oneFileWhoseNameIsALabel_hasTheLabel() throws IOException {
        Path file = write("orders.log", "one\n");
        Cli.Result result = ship(uri() + "&label_fields=level,file", file.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(server.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.labels()).containsEntry("file", "orders.log"));
    }

    @Test
    void ship_eventsOfFapilogsOwnLoggers_arrive() throws IOException {
        Path file = write(
                "a.log",
                "{\"logger\":\"io.fapilog.X\",\"msg\":\"a\"}\n{\"logger\":\"jdk.httpclient\",\"msg\":\"b\"}\n");
        assertThat(ship(uri(), file.toString()).code()).isZero();
        assertThat(field("logger")).containsExactly("io.fapilog.X", "jdk.httpclient");
    }

    @Test
    void ship_malformedLines_doNotAffectOthers() throws IOException {
        Path file = directory.resolve("a.log");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("{\"msg\":\"lone \\ud800 surrogate\"}\n".getBytes(StandardCharsets.UTF_8));
            out.write(new byte[] {'x', (byte) 0xFF, 0, 'y', '\n'});
            out.write(("{\"msg\":\"" + "z".repeat(5 << 20) + "\"}\nlast\n").getBytes(StandardCharsets.UTF_8));
        }

        Cli.Result result = ship(uri(), file.toString());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(messages())
                .hasSize(4)
                .startsWith("lone \uFFFD surrogate", "x\uFFFD\0y")
                .endsWith("last");
        assertThat(messages().get(2)).startsWith("zzz").hasSizeLessThan(256 << 10);
        assertThat(result.err()).contains("4 delivered; truncated to max_line: 1");
    }

    @Test
    void ship_eventsOlderThanMaxAge_suggestsTheOption() throws IOException {
        Path file = write("a.log", "{\"time\":\"2020-01-01T00:00:00Z\",\"msg\":\"old\"}\n");
        Cli.Result result = ship(uri(), file.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("0 delivered", "1 dropped (too_old)", "--now");

        assertThat(ship(uri(), "--now", file.toString()).code()).isZero();
        assertThat(messages()).containsExactly("old");
    }

    @Test
    void ship_rejectedEvent_isCountedAndTheMessageOfTheServerIsShown() throws IOException {
        Path file = write("a.log", "{\"time\":\"2190-01-01T00:00:00Z\",\"msg\":\"future\"}\n");
        Cli.Result result = ship(uri(), file.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("0 delivered, 1 rejected", "too new");
    }

    @Test
    void ship_unavailableServer_endsAtTheTimeoutWithExactCounts() throws IOException {
        Path file = write("a.log", "line\n".repeat(10));
        Cli.Result result =
                ship(unavailable("loki://user:geheim@", "?labels=app=x"), "--timeout", "300ms", file.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("read 10 lines", "0 delivered, 10 dropped (closed)", "not complete 300ms after", "--timeout")
                .doesNotContain("geheim");
    }

    @Test
    void ship_unavailableServerWithSpool_isDeliveredByTheNextRun() throws IOException {
        Path first = write("a.log", "line\n".repeat(10));
        Path second = write("b.log", "other\n".repeat(3));
        String spool = "?labels=app=x&spool=" + directory.resolve("spool");

        Cli.Result spooled = ship(unavailable("loki://", spool), "--timeout", "300ms", first.toString());
        assertThat(spooled.code()).as(spooled.err()).isZero();
        assertThat(spooled.err()).contains("0 delivered, 10 in the spool", "delivered by the next start");

        Cli.Result delivered = ship(server.lokiUri() + spool + "&spool_adopt=all", second.toString());
        assertThat(delivered.code()).as(delivered.err()).isZero();
        assertThat(delivered.err()).contains("recovered from earlier runs: 10").doesNotContain("dropped");
        assertThat(messages()).contains("other", "other", "other");
    }

    @Test
    void ship_unavailableServerWithToken_doesNotShowTheToken() throws IOException {
        Path file = write("a.log", "line\n");
        Cli.Result result =
                ship(unavailable("loki://", "?labels=app=x&token=geheim"), "--timeout", "300ms", file.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("WARN loki://127.0.0.1:").doesNotContain("geheim");
    }

    @Test
    void ship_moreEventsThanTheBufferHolds_stopsWithExactCounts() throws IOException {
        Path file = write("a.log", "line\n".repeat(10_000));
        Cli.Result result =
                ship(unavailable("loki://", "?labels=app=x&buffer=64KiB"), "--timeout", "500ms", file.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("accepted nothing for 500ms");
        String read = result.err().replaceFirst("(?s).*read ([0-9,]+) lines.*", "$1");
        assertThat(read).isNotEqualTo("10,000");
        assertThat(result.err()).contains("0 delivered, " + read + " dropped (closed)");
    }

    @Test
    void ship_overflowOfTheSink_isUsed() throws IOException {
        Path file = write("a.log", "line\n".repeat(10_000));
        Cli.Result result = ship(
                unavailable("loki://", "?labels=app=x&buffer=64KiB&overflow=drop_newest"),
                "--timeout",
                "300ms",
                file.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("read 10,000 lines", "dropped (overflow)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loki://h?labels=app=x&batchsize=5 | batch_size",
                "loki://h?labels=app=x&batch_size=0 | batch_size",
                "loki://h?labels=9bad=x | 9bad",
                "loki://?labels=app=x | host",
                "loky://h | loki",
                "loki://u:geheim@h?labels=app=x&batch_size=0&colour=red | 2 mistakes",
            })
    void ship_invalidSink_isAUsageErrorThatNamesTheMistake(String uri, String expected) throws IOException {
        Cli.Result result = ship(uri, write("a.log", "line").toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("fapilog ship: ").contains(expected).doesNotContain("geheim", "\tat ");
    }

    @Test
    void ship_severalMistakes_areAllReported() {
        Cli.Result result = Cli.run("ship", "--timeout", "0", directory.toString(), "nowhere.log", "loki://u:geheim@h");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "5 mistakes",
                        "--timeout=0",
                        "there are no files in or like " + directory,
                        "no file nowhere.log",
                        "--to",
                        "FAPILOG_SINKS")
                .doesNotContain("geheim");
    }

    @Test
    void ship_followingStandardInputOrCompressed_isAUsageError() throws IOException {
        assertThat(Cli.run("ship", "--to", uri(), "-f").err()).contains("--follow needs uncompressed files");
        Path file = write("a.gz", "");
        assertThat(Cli.run("ship", "--to", uri(), "-f", file.toString()).code()).isEqualTo(2);
    }

    @Test
    void ship_encodings_areRecognisedOrNamed() throws IOException {
        Path wide = directory.resolve("wide.log");
        Files.writeString(wide, "\uFEFFGrüße\r\n{\"msg\":\"zwei\"}\r\n", StandardCharsets.UTF_16LE);
        Path latin = directory.resolve("latin.log");
        Files.writeString(latin, "Größe\n", StandardCharsets.ISO_8859_1);
        Cli.Result named = ship(uri(), "--encoding", "ISO-8859-1", wide.toString(), latin.toString());
        assertThat(named.code()).as(named.err()).isZero();
        assertThat(messages()).containsExactly("Grüße", "zwei", "Größe");
        assertThat(named.err()).doesNotContain("decoded");

        Cli.Result unnamed = ship(uri(), latin.toString());
        assertThat(unnamed.err()).contains("1 with bytes that could not be decoded", "--encoding");
        assertThat(ship(uri(), "--encoding", "IBM1047", latin.toString()).err()).contains("line ends");
        assertThat(ship(uri(), "--encoding", "klingon", latin.toString()).code())
                .isEqualTo(2);
    }

    @Test
    void ship_withState_shipsOnlyWhatIsNew() throws IOException {
        Path file = write("app.log", "one\ntwo\nun");
        String state = directory.resolve("state").toString();
        Cli.Result first = ship(uri(), "--state", state, file.toString());
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(messages()).containsExactly("one", "two");
        Files.move(file, directory.resolve("app.log.1"));
        Files.writeString(directory.resolve("app.log.1"), "ended\n", java.nio.file.StandardOpenOption.APPEND);
        write("app.log", "three\n");
        Cli.Result second = ship(uri(), "--state", state, file.toString());
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(messages()).containsExactly("one", "two", "unended", "three");
        assertThat(ship(uri(), "--state", state, file.toString()).err()).contains("read 0 lines");
    }

    @Test
    void ship_undelivered_isNotInTheState() throws IOException {
        Path file = write("app.log", "one\ntwo\n");
        String state = directory.resolve("state").toString();
        String nobody = unavailable("loki://", "?labels=app=x");
        assertThat(ship(nobody, "--timeout", "300ms", "--state", state, file.toString())
                        .code())
                .isEqualTo(1);
        assertThat(ship(uri(), "--state", state, file.toString()).code()).isZero();
        assertThat(messages()).containsExactly("one", "two");
    }

    @Test
    void ship_stateThatIsAnotherFile_isRefusedAndNotTouched() throws IOException {
        Path file = write("app.log", "{\"msg\":\"one\"}\n");
        Cli.Result result = ship(uri(), "--state", file.toString(), file.toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("is not a state of fapilog ship");
        assertThat(file).hasContent("{\"msg\":\"one\"}\n");
    }

    @Test
    void ship_pattern_givesEventsTheNamesOfTheirFiles() throws IOException {
        Path pod = Files.createDirectories(directory.resolve("pods/shop_cart-7d9_0a1b/server"));
        Files.writeString(pod.resolve("0.log"), "from a pod\n");
        write("a.log", "one\n");
        Cli.Result result = ship(uri() + "&label_fields=file,namespace", directory + "/**/*.log");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(server.entries()).hasSize(2).anySatisfy(entry -> {
            assertThat(entry.labels()).containsEntry("file", "0.log").containsEntry("namespace", "shop");
            assertThat(entry.line()).contains("\"pod\":\"cart-7d9\"", "\"container\":\"server\"", "0a1b");
        });
        assertThat(server.entries())
                .anySatisfy(entry -> assertThat(entry.labels())
                        .containsEntry("file", "a.log")
                        .doesNotContainKey("namespace"));
        assertThat(ship(uri(), directory + "/*.nothing").code()).isEqualTo(2);
    }

    @Test
    void ship_damagedArchive_isReportedAndOtherFilesAreDelivered() throws IOException {
        Path damaged = write("a.gz", "this is no archive");
        Path sound = write("b.log", "intact\n");
        Cli.Result result = ship(uri(), damaged.toString(), sound.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains(damaged + " could not be read completely");
        assertThat(messages()).containsExactly("intact");
    }

    @Test
    void ship_misplacedUri_isNotShown() {
        Cli.Result result = Cli.run("ship", "--too", "loki://u:ge heim'@h");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--too", "did you mean --to?").doesNotContain("heim");
    }

    private static Cli.Result ship(String uri, String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "ship";
        args[1] = "--to";
        args[2] = uri;
        System.arraycopy(more, 0, args, 3, more.length);
        return Cli.run(args);
    }

    private static String uri() {
        return server.lokiUri() + "?labels=app=myapi,env=dev";
    }

    /** A URI with a port without a server. */
    private static String unavailable(String before, String after) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return before + "127.0.0.1:" + socket.getLocalPort() + after;
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static List<String> messages() {
        return field("message");
    }

    private static List<String> field(String name) {
        return server.entries().stream()
                .map(StoredEntry::line)
                .map(line -> JSON.readTree(line).path(name).asString())
                .toList();
    }
}
