package io.fapilog.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fapilog.ConfigurationException;
import io.fapilog.Overflow;
import io.fapilog.SinkSetting;
import io.fapilog.config.Options.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    @Test
    void readers_absentNames_giveTheDefaults() {
        Options options = options();

        assertThat(options.text("a")).isNull();
        assertThat(options.secret("a")).isNull();
        assertThat(options.count("a", 7, 1, 10)).isEqualTo(7);
        assertThat(options.size("a", 8, 1, 10)).isEqualTo(8);
        assertThat(options.duration("a", SECOND, SECOND, HOUR)).isEqualTo(SECOND);
        assertThat(options.choice("a", Overflow.BLOCK)).isEqualTo(Overflow.BLOCK);
        assertThat(options.list("a", List.of("x"))).containsExactly("x");
        assertThat(options.prefixed("label")).isEmpty();
        assertThat(options.has("a")).isFalse();
        assertThatCode(options::finish).doesNotThrowAnyException();
    }

    @Test
    void readers_givenNames_giveTheValues() {
        Options options = options(
                "text",
                "a=b,c d",
                "count",
                "10",
                "size",
                "1KiB",
                "time",
                "2s",
                "overflow",
                "drop-newest",
                "list",
                " a, b,,c ",
                "label.app",
                "x",
                "label.Env-1",
                "y",
                "has",
                "");

        assertThat(options.text("text")).isEqualTo("a=b,c d");
        assertThat(options.count("count", 1, 1, 10)).isEqualTo(10);
        assertThat(options.size("size", 1, 1024, 1024)).isEqualTo(1024);
        assertThat(options.duration("time", SECOND, SECOND, HOUR)).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.choice("overflow", Overflow.BLOCK)).isEqualTo(Overflow.DROP_NEWEST);
        assertThat(options.list("list", List.of())).containsExactly("a", "b", "c");
        assertThat(options.prefixed("label")).containsOnlyKeys("app", "Env-1");
        assertThat(options.prefixed("label").values()).extracting(Secret::value).containsExactly("x", "y");
        assertThat(options.has("has")).isTrue();
        assertThatCode(options::finish).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"batch-size, batch_size", "batch_size, batch_size"})
    void readers_kebabCase_equalsSnakeCase(String written, String read) {
        Options options = options(written, "5");

        assertThat(options.count(read, 1, 1, 10)).isEqualTo(5);
        assertThatCode(options::finish).doesNotThrowAnyException();
    }

    @Test
    void prefixed_kebabCaseBehindTheDot_staysAsTheUserWroteIt() {
        assertThat(options("header.X-Scope-OrgID", "a").prefixed("header")).containsKey("X-Scope-OrgID");
    }

    @Test
    void list_none_isEmpty() {
        assertThat(options("list", "none").list("list", List.of("a"))).isEmpty();
        assertThat(options("list", "").list("list", List.of("a"))).isEmpty();
    }

    @Test
    void text_reference_isResolved() throws IOException {
        Path file = Files.writeString(folder.resolve("tenant"), "acme\n");
        Options options = options("tenant", "file:" + file, "path", "env:PATH");

        assertThat(options.text("tenant")).isEqualTo("acme");
        assertThat(options.text("path")).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void secret_file_followsTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "one");
        Secret secret = options("token", "file:" + file).secret("token");
        assertThat(secret).isNotNull();

        Files.writeString(file, "two");

        assertThat(secret.refresh()).isTrue();
        assertThat(secret.value()).isEqualTo("two");
    }

    @Test
    void secret_brokenReference_isReportedByName() {
        assertThat(violations(o -> o.secret("token"), "token", "env:FAPILOG_NOT_SET"))
                .containsExactly("loki: token: the environment variable FAPILOG_NOT_SET is not set");
    }

    @Test
    void literal_anyText_isUsedAsItIs() {
        Options options = new Options(
                "loki",
                List.of(
                        Entry.literal("label.path", "file:/x"),
                        Entry.literal("label.home", "env:HOME"),
                        Entry.literal("names", "a,b", "c"),
                        Entry.literal("none")));
        assertThat(options.prefixed("label").values()).extracting(Secret::value).containsExactly("file:/x", "env:HOME");
        assertThat(options.list("names", List.of())).containsExactly("a,b", "c");
        assertThat(options.list("none", List.of("x"))).isEmpty();
        assertThatCode(options::finish).doesNotThrowAnyException();
    }

    @Test
    void ranged_violation_isReadAsTheDefault() {
        Options options = new Options("loki", List.of(new Entry("n", "99"), new Entry("size", "much")));
        assertThat(options.count("n", 5, 1, 10)).isEqualTo(5);
        assertThat(options.size("size", 7, 1, 10)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "2147483648", "4294967301", "9223372036854775807"})
    void count_outOfRange_isAViolation(String value) {
        assertThat(violations(o -> o.count("n", 5, 1, 10), "n", value))
                .containsExactly("loki: n=" + value + " is out of range; use 1 to 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "1k", "99999999999999999999"})
    void count_notANumber_isAViolation(String value) {
        assertThat(violations(o -> o.count("n", 5, 1, 10), "n", value))
                .containsExactly("loki: n=" + value + " is not a whole number; use 1 to 10");
    }

    @Test
    void count_valueThatIsNoWord_isNotShown() {
        assertThat(violations(o -> o.count("n", 5, 1, 10), "n", "5:s3cret@host"))
                .containsExactly("loki: n=(not shown) is not a whole number; use 1 to 10");
    }

    @Test
    void size_wrong_isReported() {
        assertThat(violations(o -> o.size("s", 1, 1024, 1 << 20), "s", "1023"))
                .containsExactly("loki: s=1023 is out of range; use 1KiB to 1MiB");
        assertThat(violations(o -> o.size("s", 1, 1024, 1 << 20), "s", "1048577"))
                .containsExactly("loki: s=1048577 is out of range; use 1KiB to 1MiB");
        assertThat(violations(o -> o.size("s", 1, 1024, 1 << 20), "s", "1MB"))
                .containsExactly("loki: s=1MB is not a size; write 1048576, 64KiB or 1MiB");
    }

    @Test
    void duration_wrong_isReported() {
        assertThat(violations(o -> o.duration("t", SECOND, SECOND, HOUR), "t", "999ms"))
                .containsExactly("loki: t=999ms is out of range; use 1s to 1h");
        assertThat(violations(o -> o.duration("t", SECOND, SECOND, HOUR), "t", "61m"))
                .containsExactly("loki: t=61m is out of range; use 1s to 1h");
        assertThat(violations(o -> o.duration("t", SECOND, SECOND, HOUR), "t", "soon"))
                .containsExactly("loki: t=soon is not a duration; write 2s, 500ms, 5m, 1h or 6d");
    }

    @Test
    void choice_wrong_isReportedWithTheNearest() {
        assertThat(violations(o -> o.choice("overflow", Overflow.BLOCK), "overflow", "DROP-OLDST"))
                .singleElement()
                .asString()
                .contains("overflow=DROP-OLDST is unknown; did you mean drop_oldest? Use ", "drop_newest", "block");
        assertThat(violations(o -> o.choice("overflow", Overflow.BLOCK), "overflow", "whatever"))
                .singleElement()
                .asString()
                .doesNotContain("did you mean");
    }

    @ParameterizedTest
    @CsvSource({
        "batchsize, batch_size",
        "batchSize, batch_size",
        "batch-sise, batch_size",
        "BATCH_SIZE, batch_size",
        "lable.app, label.NAME"
    })
    void finish_unknownName_suggestsTheNearest(String name, String nearest) {
        assertThat(violations(OptionsTest::readTwo, name, "1"))
                .singleElement()
                .asString()
                .matches("loki: unknown parameter .*; did you mean " + nearest + "\\?");
    }

    @Test
    void finish_unknownNameFarFromAll_listsTheKnown() {
        assertThat(violations(OptionsTest::readTwo, "colour", "1"))
                .containsExactly("loki: unknown parameter colour; known are batch_size, label.NAME");
    }

    @Test
    void finish_noKnownName_isReported() {
        assertThat(violations(o -> {}, "colour", "1"))
                .containsExactly("loki: unknown parameter colour; known are none");
    }

    @Test
    void finish_nameThatWasGivenAlready_isNotSuggested() {
        assertThat(violations(OptionsTest::readTwo, "batch_size", "1", "batch_sise", "1"))
                .singleElement()
                .asString()
                .doesNotContain("did you mean");
    }

    @Test
    void new_repeatedName_isReported() {
        assertThat(violations(OptionsTest::readTwo, "batch_size", "1", "batch-size", "1"))
                .containsExactly("loki: batch-size is given more than once; keep one");
        assertThat(violations(OptionsTest::readTwo, "label.app", "1", "label.app", "2"))
                .containsExactly("loki: label.app is given more than once; keep one");
    }

    @Test
    void finish_manyMistakes_listsThemAllInOrder() {
        assertThat(violations(
                        o -> {
                            o.count("n", 1, 1, 10);
                            o.duration("t", SECOND, SECOND, HOUR);
                            o.reject("labels: name 9bad must begin with a letter");
                        },
                        "n",
                        "0",
                        "t",
                        "x",
                        "n",
                        "1",
                        "zzz",
                        "1"))
                .satisfiesExactly(
                        v -> assertThat(v).contains("n is given more than once"),
                        v -> assertThat(v).contains("n=0 is out of range"),
                        v -> assertThat(v).contains("t=x is not a duration"),
                        v -> assertThat(v).contains("9bad"),
                        v -> assertThat(v).contains("unknown parameter zzz"));
    }

    @Test
    void toString_entry_hidesTheValue() {
        assertThat(new Entry("token", "s3cret")).hasToString("token=***");
    }

    @Test
    void read_queueOptions_takesNamesAndDefaults() {
        Options options = options("queue_maxsize", "10", "buffer", "64KiB", "overflow", "block", "block-timeout", "0");

        assertThat(QueueOptions.read(options, QueueOptions.DEFAULT))
                .isEqualTo(new QueueOptions(10, 65_536, Overflow.BLOCK, Duration.ZERO));
        assertThatCode(options::finish).doesNotThrowAnyException();
        assertThat(QueueOptions.read(options(), QueueOptions.DEFAULT)).isEqualTo(QueueOptions.DEFAULT);
    }

    @Test
    void read_queueOptionsOutOfRange_reportsAll() {
        assertThat(violations(
                        o -> QueueOptions.read(o, QueueOptions.DEFAULT),
                        "queue_maxsize",
                        "0",
                        "buffer",
                        "1KiB",
                        "overflow",
                        "explode",
                        "block_timeout",
                        "2d"))
                .hasSize(4);
    }

    private static void readTwo(Options options) {
        options.count("batch_size", 1, 1, 10);
        options.prefixed("label");
    }

    private static List<String> violations(Consumer<Options> reading, String... namesAndValues) {
        Options options = options(namesAndValues);
        reading.accept(options);
        return catchThrowableOfType(ConfigurationException.class, options::finish)
                .violations();
    }

    private static Options options(String... namesAndValues) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            entries.add(new Entry(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Options("loki", entries);
    }

    @Test
    void values_inQuotes_areRefusedWithTheMend() {
        for (String quoted : List.of("\"32MiB\"", "'32MiB'")) {
            Options options = new Options("loki", List.of(new Options.Entry("buffer", quoted)));
            assertThat(options.size("buffer", 1, 1, 1L << 40)).isEqualTo(1);
            assertThatThrownBy(options::finish)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("leave out the quotes around the value");
        }
        assertThat(Options.mendOfQuotes("\"")).isEmpty();
        assertThat(Options.mendOfQuotes("\"a'")).isEmpty();
    }

    @Test
    void settings_afterReading_areTheValuesInForceByName() {
        Options options =
                options("count", "10", "text", "x", "time", "1500ms", "size", "2048", "overflow", "drop-newest");
        options.text("text");
        options.text("absent");
        options.count("count", 7, 1, 10);
        options.size("size", 8, 1, 1 << 20);
        options.size("room", 1 << 20, 1, 1 << 20);
        options.duration("time", SECOND, SECOND, HOUR);
        options.choice("overflow", Overflow.BLOCK);
        options.list("list", List.of("a", "b"));
        options.list("nothing", List.of());
        assertThat(options.settings())
                .containsExactly(
                        new SinkSetting("absent", "none", false),
                        new SinkSetting("count", "10", true),
                        new SinkSetting("list", "a,b", false),
                        new SinkSetting("nothing", "none", false),
                        new SinkSetting("overflow", "drop_newest", true),
                        new SinkSetting("room", "1MiB", false),
                        new SinkSetting("size", "2KiB", true),
                        new SinkSetting("text", "x", true),
                        new SinkSetting("time", "1500ms", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "s3cret\n", "http://u:s3cret@h", "x y=s3cret"})
    void settings_ofSecrets_doNotShowThem(String secret) {
        Options options = options("token", secret, "header.X", secret);
        options.secret("token");
        options.secret("password");
        options.prefixed("header");
        options.showSecret("header.X");
        assertThat(options.settings())
                .containsExactly(
                        new SinkSetting("header.X", "***", true),
                        new SinkSetting("password", "none", false),
                        new SinkSetting("token", "***", true));
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:pw@host:80, http://***@host:80",
        "http://user:p@w/x@host, http://***@host",
        "http://host:80, http://host:80",
        "/var/log, /var/log"
    })
    void settings_ofAnAddress_hideItsUserInfo(String address, String shown) {
        Options options = options("proxy", address);
        options.text("proxy");
        assertThat(options.settings()).containsExactly(new SinkSetting("proxy", shown, true));
    }
}
