package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fapilog.ConfigurationException;
import io.fapilog.ConsoleFormat;
import io.fapilog.Overflow;
import io.fapilog.SinkSetting;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LokiSettingsTest {
    @Test
    void read_labelsOfAUri_areReadUnchanged() {
        LokiSettings settings = read("loki://loki:3100?labels=app=myapi,env=dev");
        assertThat(settings.endpoint().uri()).hasToString("http://loki:3100/loki/api/v1/push");
        assertThat(settings.endpoint().name()).isEqualTo("loki://loki:3100");
        assertThat(settings.streams().labels()).isEqualTo(Map.of("app", "myapi", "env", "dev"));
    }

    @Test
    void read_noParameters_hasTheDefaults() {
        LokiSettings settings = read("loki://loki");
        assertThat(settings.streams().labels()).isEqualTo(Map.of("service_name", "shop"));
        assertThat(settings.streams().labelFields()).isEmpty();
        assertThat(settings.streams().metadata()).extracting(Field::name).containsExactly("trace_id", "span_id");
        assertThat(settings.batches())
                .isEqualTo(new BatchSettings(
                        100,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(200),
                        1 << 20,
                        240 << 10,
                        Format.PROTOBUF,
                        Compression.GZIP,
                        1));
        assertThat(settings.retries())
                .isEqualTo(new RetrySettings(
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(30),
                        RetrySettings.UNLIMITED,
                        Duration.ofDays(6)));
        assertThat(settings.queue()).isEqualTo(QueueOptions.DEFAULT);
        assertThat(settings.tls()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "loki://h, http://h:3100/loki/api/v1/push",
        "lokis://h, https://h:443/loki/api/v1/push",
        "http://h, http://h:80/loki/api/v1/push",
        "https://h, https://h:443/loki/api/v1/push",
        "loki://h:8080/, http://h:8080/loki/api/v1/push",
        "https://h/prefix, https://h:443/prefix/loki/api/v1/push",
        "https://h/prefix/, https://h:443/prefix/loki/api/v1/push",
        "https://h/a/loki/api/v1/push, https://h:443/a/loki/api/v1/push",
        "loki://[::1]:3101, http://[::1]:3101/loki/api/v1/push",
        "loki://u:p@h/a%20b, http://h:3100/a%20b/loki/api/v1/push"
    })
    void read_anyAddress_becomesTheAddressOfPushes(String uri, String address) {
        assertThat(read(uri).endpoint().uri()).hasToString(address);
    }

    @Test
    void read_everyParameter_isRead(@TempDir Path directory) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "abc\n");
        LokiSettings settings = read("lokis://h?label.app=a,b&label-fields=level,order.id&metadata=user,trace_id,app"
                + "&batch_size=7&batch-interval=500ms&batch-pause=0&batch_bytes=64KiB&format=json"
                + "&compression=none&buffer=1MiB&overflow=drop-newest&block_timeout=3s&max_in_flight=4&timeout=5&backoff_min=1s&backoff_max=1m"
                + "&max_retries=9&max_age=1h&max_line=2KiB&tenant=team-a&header.X-A=1&proxy=none&token=file:" + token);
        assertThat(settings.streams().labels()).isEqualTo(Map.of("app", "a,b"));
        assertThat(settings.streams().labelFields()).extracting(Field::name).containsExactly("level", "order_id");
        assertThat(settings.streams().metadata()).extracting(Field::name).containsExactly("user", "trace_id");
        assertThat(settings.batches())
                .isEqualTo(new BatchSettings(
                        7, Duration.ofMillis(500), Duration.ZERO, 64 << 10, 2 << 10, Format.JSON, Compression.NONE, 4));
        assertThat(settings.retries())
                .isEqualTo(new RetrySettings(
                        Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(1), 9, Duration.ofHours(1)));
        assertThat(settings.queue().buffer()).isEqualTo(1 << 20);
        assertThat(settings.queue().overflow()).isEqualTo(Overflow.DROP_NEWEST);
        assertThat(settings.credentials().hidden()).containsExactly("1", "abc");
    }

    @Test
    void builder_everySetting_equalsTheParameterOfTheUri() {
        Sink.Plan plan = LokiSink.builder("loki://host:3100")
                .labels(Map.of("app", "a,b=c&d %"))
                .label("env", "dev")
                .labelFields("level")
                .metadata()
                .batchSize(7)
                .batchInterval(Duration.ofMillis(1500))
                .batchPause(Duration.ofMillis(300))
                .batchBytes(65_536)
                .format(Format.JSON)
                .compression(Compression.NONE)
                .buffer(1 << 20)
                .overflow(Overflow.BLOCK)
                .blockTimeout(Duration.ofSeconds(1))
                .maxInFlight(2)
                .timeout(Duration.ofSeconds(3))
                .backoffMin(Duration.ofMillis(5))
                .backoffMax(Duration.ofSeconds(6))
                .maxRetries(3)
                .maxAge(Duration.ofDays(1))
                .maxLine(4096)
                .tenant("t")
                .token("secret")
                .header("X-A", "b")
                .proxy("none")
                .plan(SinkRig.DEFAULTS);
        assertThat(plan.name()).isEqualTo("loki://host:3100");
        assertThat(plan.queue()).isEqualTo(new QueueOptions(65_536, 1 << 20, Overflow.BLOCK, Duration.ofSeconds(1)));
        LokiSinkBuilder wrong = LokiSink.builder("loki://host?batch_size=1")
                .batchSize(2)
                .ca("a")
                .cert("b")
                .key("c")
                .labelFields("level", "level");
        assertThat(violations(() -> wrong.plan(SinkRig.DEFAULTS)))
                .anyMatch(text -> text.contains("batch_size is given more than once"))
                .anyMatch(text -> text.contains("need TLS"))
                .anyMatch(text -> text.startsWith("loki: ca: cannot be read"))
                .anyMatch(text -> text.contains("label_fields: level is given more than once"));
    }

    @Test
    void read_spoolParametersWithViolations_listsEach() {
        assertThat(violations("loki://h?spool_max=1&spool_sync=2d"))
                .anyMatch(text -> text.contains("spool_max"))
                .anyMatch(text -> text.contains("spool_sync"))
                .anyMatch(text -> text.contains("go with spool only"));
        assertThat(violations("loki://h?spool=")).singleElement().asString().contains("spool is empty");
        assertThat(violations("loki://h?spool=a%00b"))
                .singleElement()
                .asString()
                .contains("spool is no directory");
    }

    @ParameterizedTest
    @CsvSource({
        "loki://user:secret@h?spool=s, http://h:3100/loki/api/v1/push",
        "lokis://h/a?spool=s&tenant=b&token=secret, https://h:443/a/loki/api/v1/push tenant b",
        "loki://h?spool=s&header.x-scope-orgid=b, http://h:3100/loki/api/v1/push tenant #62",
        "loki://h?spool=s&header.X-Scope-OrgID=c, http://h:3100/loki/api/v1/push tenant #63"
    })
    void read_spool_namesServerAndTenantWithoutSecrets(String uri, String destination) {
        assertThat(read(uri).spool())
                .isNotNull()
                .satisfies(spool -> assertThat(spool.destination()).isEqualTo(destination));
    }

    @Test
    void read_rejectedParametersWithViolations_listsEach() {
        assertThat(violations("loki://h?rejected_max=1"))
                .anyMatch(text -> text.contains("rejected_max=1 is out of range"))
                .anyMatch(text -> text.contains("goes with rejected only"));
        assertThat(violations("loki://h?rejected=")).singleElement().asString().contains("rejected is empty");
        assertThat(violations("loki://h?rejected=a%00b"))
                .singleElement()
                .asString()
                .contains("rejected is no file");
    }

    @Test
    void builder_spool_equalsTheParametersOfTheUri(@TempDir Path directory) {
        Path spool = directory.resolve("spool");
        LokiSinkBuilder builder = LokiSink.builder("loki://h")
                .spool(spool)
                .spoolMax(1 << 20)
                .spoolSync(Duration.ofMillis(20))
                .spoolAdopt(Adoption.ALL);
        try (SinkRig rig = new SinkRig(builder.plan(SinkRig.DEFAULTS))) {
            rig.work();
            assertThat(spool).isNotEmptyDirectory();
        }
    }

    @Test
    void read_manyViolations_listsAllAtOnce() {
        assertThat(violations("loki://?labels=9bad=1,__x=2,empty=,nonsense,app=a,app=b&batch_size=0&bach_interval=1"
                        + "&backoff_min=1m&backoff_max=1s&compression=gzip&batch_bytes=4KiB&max_line=8KiB"
                        + "&label_fields=日本,app,a.b,a-b&metadata=---&tenant=a|b&key=x&header.Host=x&header.a%20b=c"
                        + "&max_retries=many&proxy=ftp://x&token=a%0Ab&timeout=1h&header.X=a%0Ab"))
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("the host is missing; write loki://host:3100"),
                        text -> assertThat(text).contains("9bad", "; write _9bad"),
                        text -> assertThat(text).contains("__x begins with __"),
                        text -> assertThat(text).contains("label empty has no value"),
                        text -> assertThat(text).contains("nonsense has no value"),
                        text -> assertThat(text).contains("label app is given more than once"),
                        text -> assertThat(text).contains("batch_size=0 is out of range; use 1 to"),
                        text -> assertThat(text).contains("bach_interval; did you mean batch_interval?"),
                        text -> assertThat(text).contains("backoff_min=1m is more than backoff_max=1s"),
                        text -> assertThat(text).contains("compression works with format=json only"),
                        text -> assertThat(text).contains("max_line=8KiB is more than batch_bytes=4KiB"),
                        text -> assertThat(text).contains("label_fields: 日本 has no ASCII letter"),
                        text -> assertThat(text).contains("label_fields: app is in labels too"),
                        text -> assertThat(text).contains("label_fields: a_b is given more than once"),
                        text -> assertThat(text).contains("metadata: --- has no ASCII letter"),
                        text -> assertThat(text).contains("tenant must be"),
                        text -> assertThat(text).contains("need TLS"),
                        text -> assertThat(text).contains("key needs cert"),
                        text -> assertThat(text).contains("header.Host is set by fapilog itself"),
                        text -> assertThat(text).contains("header.a b is not the name"),
                        text -> assertThat(text).contains("header.X has a value that a header cannot contain"),
                        text -> assertThat(text).contains("max_retries=many is not a whole number"),
                        text -> assertThat(text).contains("proxy must be http://"),
                        text -> assertThat(text).contains("token contains characters"),
                        text -> assertThat(text).contains("timeout=1h is out of range"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "labels=",
                "labels=a=\uFFFD",
                "label.a=\uD83D",
                "labels=a=env:NO_SUCH_VARIABLE_HERE",
                "label.=x",
                "batch_bytes=4MiB",
                "batch_pause=3s",
                "batch_pause=60ms&batch_interval=50ms",
                "batch_bytes=1MiB&buffer=64KiB",
                "metadata=a&label.a=",
                "tenant=..",
                "tenant=",
                "tenant=a&header.x-scope-orgid=b",
                "token=a&header.Authorization=b",
                "proxy=http://"
            })
    void read_oneViolation_listsExactlyOne(String parameters) {
        assertThat(violations("loki://h?" + parameters)).hasSize(1);
    }

    @Test
    void read_moreThanLokiAccepts_isRefused() {
        StringBuilder labels = new StringBuilder("labels=service_name=x");
        for (int i = 0; i < 15; i++) {
            labels.append(",l").append(i).append("=v");
        }
        assertThat(read("loki://h?" + labels).streams().labels()).hasSize(16);
        assertThat(violations("loki://h?" + labels + "&label_fields=level"))
                .singleElement()
                .asString()
                .contains("make 16");
        assertThat(violations("loki://h?labels=a=" + "x".repeat(2_049)))
                .singleElement()
                .asString()
                .contains("2048");
        assertThat(violations("loki://h?label." + "a".repeat(1_025) + "=x")).hasSize(1);
        StringBuilder metadata = new StringBuilder("one");
        for (int i = 0; i < 128; i++) {
            metadata.append(",k").append(i);
        }
        assertThat(violations("loki://h?metadata=" + metadata))
                .singleElement()
                .asString()
                .contains("128");
    }

    @Test
    void read_userAndToken_areRefusedWithoutShowingThem() {
        assertThat(violations("loki://wizard:hunter2@h?token=abracadabra"))
                .singleElement()
                .asString()
                .contains("exclude each other")
                .doesNotContain("wizard", "hunter2", "abracadabra");
    }

    @Test
    void read_invalidHostOrPath_isRefused() {
        assertThat(violations("loki://my_loki:3100")).singleElement().asString().contains("my_loki", "alias");
        assertThat(violations("loki://h/a{b")).anyMatch(text -> text.contains("percent-encoded"));
    }

    @Test
    void read_noServiceName_hasADefaultLabel() {
        Sink.Defaults defaults = new Sink.Defaults(" ", QueueOptions.DEFAULT, ConsoleFormat.AUTO);
        assertThat(LokiSettings.read(SinkUri.parse("loki://h"), defaults)
                        .streams()
                        .labels())
                .isEqualTo(Map.of("service_name", "unknown_service"));
    }

    @Test
    void read_smallBatches_limitTheDefaultOfMaxLine() {
        assertThat(read("loki://h?batch_bytes=64KiB").batches().maxLine()).isEqualTo(64 << 10);
        assertThat(read("loki://h?buffer=128KiB").batches().bytes()).isEqualTo(64 << 10);
    }

    @Test
    void provider_ofTheModule_hasFourSchemes() {
        assertThat(ServiceLoader.load(SinkProvider.class))
                .filteredOn(LokiSinkProvider.class::isInstance)
                .singleElement()
                .extracting(SinkProvider::schemes)
                .isEqualTo(Set.of("loki", "lokis", "http", "https"));
    }

    @Test
    void plan_uriWithCredentials_isNamedWithoutThem() {
        Sink.Plan plan = new LokiSinkProvider().plan(SinkUri.parse("loki://u:pw@h/x?header.K=v"), SinkRig.DEFAULTS);
        assertThat(plan.name()).isEqualTo("loki://h/x");
    }

    private static LokiSettings read(String uri) {
        return LokiSettings.read(SinkUri.parse(uri), SinkRig.DEFAULTS);
    }

    private static List<String> violations(String uri) {
        return violations(() -> read(uri));
    }

    private static List<String> violations(ThrowingCallable call) {
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, call);
        assertThat(thrown).as("a refusal").isNotNull();
        return thrown.violations();
    }

    @Test
    void settings_ofAPlan_areTheValuesInForceWithoutSecrets() {
        String secrets = "&token=s3cret-a&header.X-Key=s3cret-b&proxy=http://u:s3cret-c@proxy:8080";
        Map<String, String> settings =
                shown("loki://loki?label.env=dev&labels=app=myapi&tenant=acme&batch_size=7" + secrets);
        assertThat(settings)
                .containsEntry("labels", "app=myapi,env=dev")
                .containsEntry("tenant", "acme")
                .containsEntry("batch_size", "7")
                .containsEntry("batch_interval", "2s")
                .containsEntry("metadata", "trace_id,span_id")
                .containsEntry("max_retries", "unlimited")
                .containsEntry("spool", "none")
                .containsEntry("token", "***")
                .containsEntry("header.X-Key", "***")
                .containsEntry("proxy", "http://***@proxy:8080")
                .doesNotContainKey("user");
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void settings_ofAPlanWithUserInfo_hideBothParts() {
        Map<String, String> settings = shown("loki://s3cret-user:s3cret-pw@loki?max_retries=5");
        assertThat(settings)
                .containsEntry("user", "***")
                .containsEntry("max_retries", "5")
                .containsEntry("labels", "service_name=shop")
                .containsEntry("proxy", "system")
                .containsEntry("token", "none");
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    private static Map<String, String> shown(String uri) {
        Sink.Defaults defaults = new Sink.Defaults("shop", QueueOptions.DEFAULT, ConsoleFormat.AUTO);
        return LokiSinkProvider.planOf(SinkUri.parse(uri), defaults).settings().stream()
                .collect(Collectors.toMap(SinkSetting::name, SinkSetting::value));
    }
}
