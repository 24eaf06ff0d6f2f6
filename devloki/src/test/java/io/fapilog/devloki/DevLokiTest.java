package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevLokiTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicReference<Instant> clock = new AtomicReference<>(START);
    private DevLoki loki = DevLoki.builder().clock(clock::get).start();

    @AfterEach
    void close() {
        loki.close();
    }

    private LokiApi restarted(DevLokiBuilder settings) {
        loki.close();
        loki = settings.clock(clock::get).start();
        return new LokiApi(loki.url());
    }

    private LokiApi limited(Limits limits) {
        return restarted(DevLoki.builder().limits(limits));
    }

    private static String at(long nanos) {
        return Long.toString(START.getEpochSecond() * 1_000_000_000L + nanos);
    }

    private static String body(String app, String... lines) {
        List<?>[] values = IntStream.range(0, lines.length)
                .mapToObj(i -> List.of(at(i), lines[i]))
                .toArray(List<?>[]::new);
        return json(stream(Map.of("app", app), values));
    }

    private HttpResponse<String> push(String app, String... lines) throws Exception {
        return new LokiApi(loki.url()).push(body(app, lines));
    }

    @Test
    void start_listensOnLoopbackOnly() throws Exception {
        assertThat(loki.url()).isEqualTo("http://127.0.0.1:" + loki.port());
        assertThat(loki.lokiUri()).isEqualTo("loki://127.0.0.1:" + loki.port());
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (var address :
                    network.inetAddresses().filter(a -> !a.isLoopbackAddress()).toList()) {
                try (Socket socket = new Socket()) {
                    assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, loki.port()), 1000))
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }

    @Test
    void start_takenPort_saysSo() {
        DevLokiBuilder second = DevLoki.builder().port(loki.port());
        assertThatThrownBy(second::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + loki.port());
    }

    @Test
    void stopAndRestart_keepPortAndEntries() throws Exception {
        push("x", "before");
        int port = loki.port();
        loki.stop();
        loki.stop();
        assertThatThrownBy(() -> push("x", "during")).isInstanceOf(IOException.class);
        assertThat(loki.entries()).hasSize(1);
        loki.restart();
        loki.restart();
        assertThat(loki.port()).isEqualTo(port);
        push("y", "after");
        assertThat(loki.entries()).extracting(StoredEntry::line).containsExactly("before", "after");
    }

    @Test
    void clear_forgetsEverything() throws Exception {
        push("x", "a", "a");
        loki.script().always(Answer.status(500));
        loki.stop();
        loki.clear();
        assertThat(loki.entries()).isEmpty();
        assertThat(loki.pushes()).isEmpty();
        assertThat(loki.counters()).isEqualTo(new Counters(0, 0, 0, 0, 0, 0));
        assertThat(push("x", "a").statusCode()).isEqualTo(204);
    }

    @Test
    void entries_showWhatIsStored() throws Exception {
        new LokiApi(loki.url())
                .push(json(
                        stream(Map.of("app", "x", "env", "dev"), List.of(at(2), "level=warn", Map.of("trace.id", "7"))),
                        stream(Map.of("app", "y"), List.of(at(1), "plain"))));
        assertThat(loki.entries())
                .containsExactly(
                        new StoredEntry(
                                "fake",
                                Map.of("app", "y", "service_name", "y"),
                                Long.parseLong(at(1)),
                                "plain",
                                Map.of("detected_level", "unknown")),
                        new StoredEntry(
                                "fake",
                                Map.of("app", "x", "env", "dev", "service_name", "x"),
                                Long.parseLong(at(2)),
                                "level=warn",
                                Map.of("detected_level", "warn", "trace_id", "7")));
        assertThat(loki.entries("{env=\"dev\"} |= \"warn\"")).hasSize(1);
        assertThat(loki.entries("{env=\"dev\"} != \"warn\"")).isEmpty();
        assertThatThrownBy(() -> loki.entries("{")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pushes_showWhatCame() throws Exception {
        LokiApi api = restarted(DevLoki.builder().recordBodies(true));
        byte[] body = body("x", "a", "b").getBytes(UTF_8);
        api.push(body, "Content-Type", "application/json", "X-Test", "1", "X-Test", "2");
        api.push("no".getBytes(UTF_8), "Content-Type", "text/plain");
        ReceivedPush first = loki.pushes().get(0);
        assertThat(first.status()).isEqualTo(204);
        assertThat(first.text()).isEmpty();
        assertThat(first.tenant()).isEqualTo("fake");
        assertThat(first.contentType()).isEqualTo("application/json");
        assertThat(first.encoding()).isEmpty();
        assertThat(first.header("x-TEST")).isEqualTo("1,2");
        assertThat(first.header("Nope")).isNull();
        assertThat(first.wireBytes()).isEqualTo(body.length);
        assertThat(first.plainBytes()).isEqualTo(body.length);
        assertThat(first.streams()).isEqualTo(1);
        assertThat(first.entries()).isEqualTo(2);
        assertThat(first.body()).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(body));
        ReceivedPush second = loki.pushes().get(1);
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.text()).isEqualTo("snappy: corrupt input");
        assertThat(second.entries()).isZero();
    }

    @Test
    void pushes_bodies_areNotKeptByDefault() throws Exception {
        push("x", "a");
        assertThat(loki.pushes())
                .singleElement()
                .satisfies(push -> assertThat(push.body()).isEmpty());
    }

    @Test
    void counters_countStoredDuplicateAndRejected() throws Exception {
        push("x", "a", "b");
        push("x", "a", "b", "c");
        new LokiApi(loki.url()).push(json(stream(Map.of("app", "x"), List.of("1", "old"), List.of(at(0), "a"))));
        Counters counters = loki.counters();
        assertThat(counters.pushes()).isEqualTo(3);
        assertThat(counters.stored()).isEqualTo(3);
        assertThat(counters.duplicates()).isEqualTo(3);
        assertThat(counters.rejected()).isEqualTo(1);
        assertThat(counters.evicted()).isZero();
        assertThat(counters.bytes()).isPositive();
    }

    @Test
    void maxBytes_whenFull_theOldestGoFirst() throws Exception {
        restarted(DevLoki.builder().maxBytes(10 * 256));
        for (int i = 0; i < 30; i++) {
            push(
                    "app" + i % 2,
                    IntStream.rangeClosed(0, i).mapToObj(n -> "line " + n).toArray(String[]::new));
        }
        Counters counters = loki.counters();
        assertThat(counters.bytes()).isLessThanOrEqualTo(2560).isGreaterThan(2000);
        assertThat(loki.entries()).hasSize((int) (counters.stored() - counters.evicted()));
        assertThat(loki.entries()).last().extracting(StoredEntry::line).isEqualTo("line 29");
    }

    @Test
    void maxBytes_streamWithoutEntriesLeft_isGone() throws Exception {
        LokiApi api = restarted(DevLoki.builder().maxBytes(400));
        push("gone", "a");
        push("left", "b", "c", "d");
        long seconds = START.getEpochSecond();
        assertThat(api.get("/loki/api/v1/label/app/values", "start", seconds - 1, "end", seconds + 1)
                        .body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"left\"]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
                a/b       → 400 → tenant ID 'a/b' contains unsupported character '/'
                ..        → 400 → tenant ID is '.' or '..'
                a|b       → 400 → multiple org IDs present
                """)
    void auth_wrongTenant_isRefused(String tenant, int status, String text) throws Exception {
        restarted(DevLoki.builder().authEnabled(true));
        HttpResponse<String> response = new LokiApi(loki.url(), "X-Scope-OrgID", tenant).push(body("x", "a"));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(text + "\n");
        assertThat(new LokiApi(loki.url(), "X-Scope-OrgID", "a".repeat(151))
                        .push(body("x", "a"))
                        .body())
                .isEqualTo("tenant ID is too long: max 150 characters\n");
    }

    @Test
    void auth_withoutTenant_is401() throws Exception {
        LokiApi api = restarted(DevLoki.builder().authEnabled(true));
        HttpResponse<String> response = api.push(body("x", "a"));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("no org id\n");
        assertThat(api.get("/loki/api/v1/labels").statusCode()).isEqualTo(401);
        assertThat(api.get("/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void auth_tenants_seeTheirOwnOnly() throws Exception {
        restarted(DevLoki.builder().authEnabled(true));
        LokiApi one = new LokiApi(loki.url(), "X-Scope-OrgID", "one");
        LokiApi two = new LokiApi(loki.url(), "X-Scope-OrgID", "two:sub");
        one.push(body("x", "of one"));
        two.push(body("x", "of two"));
        long start = Long.parseLong(at(-1));
        assertThat(one.lines("{app=\"x\"}", start, start + 10)).containsExactly("of one");
        assertThat(two.lines("{app=\"x\"}", start, start + 10)).containsExactly("of two");
        assertThat(loki.entries()).extracting(StoredEntry::tenant).containsExactlyInAnyOrder("one", "two");
        assertThat(loki.pushes()).extracting(ReceivedPush::tenant).containsExactly("one", "two");
    }

    @Test
    void auth_off_ignoresTheTenant() throws Exception {
        new LokiApi(loki.url(), "X-Scope-OrgID", "a/b").push(body("x", "a"));
        assertThat(loki.entries()).extracting(StoredEntry::tenant).containsExactly("fake");
    }

    @Test
    void tenantRate_exceeded_refusesTheWholePushUntilTimeHasPassed() throws Exception {
        limited(Limits.defaults().tenantRate(10, 25));
        assertThat(push("x", "0123456789", "0123456789").statusCode()).isEqualTo(204);
        HttpResponse<String> refused = push("y", "0123456789");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body())
                .startsWith("ingestion rate limit exceeded for user fake (limit: 10 bytes/sec) while attempting to"
                        + " ingest '1' lines totaling '10' bytes");
        clock.set(START.plusMillis(500));
        assertThat(push("y", "0123456789").statusCode()).isEqualTo(204);
        assertThat(loki.counters().rejected()).isEqualTo(1);
    }

    @Test
    void streamRate_exceeded_refusesThatStreamOnly() throws Exception {
        LokiApi api = limited(Limits.defaults().streamRate(1024, 100));
        HttpResponse<String> response = api.push(json(
                stream(Map.of("app", "loud"), List.of(at(0), "x".repeat(100))),
                stream(Map.of("app", "low"), List.of(at(0), "x"))));
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body())
                .startsWith("entry with timestamp 2026-11-22 12:00:00 +0000 UTC ignored, reason: 'Per stream rate"
                        + " limit exceeded (limit: 1KB/sec) while attempting to ingest for stream '{app=\"loud\","
                        + " service_name=\"loud\"}' totaling 121B, consider splitting a stream")
                .endsWith("user 'fake', total ignored: 1 out of 1 for stream: {app=\"loud\", service_name=\"loud\"}\n");
        assertThat(loki.entries()).extracting(e -> e.labels().get("app")).containsExactly("low");
    }

    @Test
    void maxStreams_exceeded_refusesNewStreamsOnly() throws Exception {
        limited(Limits.defaults().maxStreams(1));
        push("one", "a");
        HttpResponse<String> response = push("two", "a");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body())
                .isEqualTo("maximum active stream limit exceeded when trying to create stream {app=\"two\","
                        + " service_name=\"two\"}, reduce the number of active streams (reduce labels or reduce label"
                        + " values), or contact your Loki administrator to see if the limit can be increased, user:"
                        + " 'fake'\n");
        assertThat(push("one", "a", "b").statusCode()).isEqualTo(204);
    }

    private String farBehindThenGood() {
        return json(
                stream(Map.of("app", "x"), List.of(at(-3_700_000_000_000L), "old")),
                stream(Map.of("app", "y"), List.of(at(0), "good")));
    }

    @Test
    void push_refusalOfOneOfSeveralStreams_isReported() throws Exception {
        push("x", "new");
        HttpResponse<String> response = new LokiApi(loki.url()).push(farBehindThenGood());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("entry with timestamp 2026-11-22 10:58:20 +0000 UTC ignored, reason: 'entry too far behind,"
                        + " entry timestamp is: 2026-11-22T10:58:20Z, oldest acceptable timestamp is:"
                        + " 2026-11-22T11:00:00Z',\nuser 'fake', total ignored: 1 out of 1 for stream: {app=\"x\","
                        + " service_name=\"x\"}\n");
        assertThat(loki.entries()).extracting(StoredEntry::line).containsExactlyInAnyOrder("new", "good");
    }

    @Test
    void lastStreamWins_hidesTheRefusalOfAnEarlierStream() throws Exception {
        LokiApi api = limited(Limits.defaults().lastStreamWins(true));
        push("x", "new");
        assertThat(api.push(farBehindThenGood()).statusCode()).isEqualTo(204);
        assertThat(loki.counters().rejected()).isEqualTo(1);
    }

    @Test
    void truncateLines_cutsByBytes() throws Exception {
        limited(Limits.defaults().maxLineSize(5).truncateLines(true));
        assertThat(push("x", "12345", "123456", "1234é").statusCode()).isEqualTo(204);
        assertThat(loki.entries()).extracting(StoredEntry::line).containsExactly("12345", "12345", "1234\uFFFD");
    }

    @Test
    void allowStructuredMetadata_off_refusesItAndAddsNoLevel() throws Exception {
        LokiApi api = limited(Limits.defaults().allowStructuredMetadata(false));
        HttpResponse<String> response = api.push(
                json(stream(Map.of("app", "x"), List.of(at(0), "no", Map.of("a", "b")), List.of(at(1), "yes"))));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("stream '{app=\"x\", service_name=\"x\"}' includes structured metadata, but this feature is"
                        + " disallowed. Please see `limits_config.allow_structured_metadata` or contact your Loki"
                        + " administrator to enable it\n");
        assertThat(loki.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.metadata()).isEmpty());
    }

    @Test
    void limits_ofTimeAndSize_areSettable() throws Exception {
        limited(Limits.defaults()
                .maxAge(Duration.ofMinutes(1))
                .creationGracePeriod(Duration.ofMinutes(2))
                .outOfOrderWindow(Duration.ofSeconds(1))
                .maxLineSize(0)
                .maxGrpcBytes(0));
        LokiApi api = new LokiApi(loki.url());
        assertThat(pushAt(api, -61).body())
                .contains("timestamp too old: 2026-11-22T11:58:59Z, oldest acceptable"
                        + " timestamp is: 2026-11-22T11:59:00Z");
        assertThat(pushAt(api, 121).body()).contains("timestamp too new: 2026-11-22T12:02:01Z");
        assertThat(pushAt(api, 10).statusCode()).isEqualTo(204);
        assertThat(pushAt(api, 8).body()).contains("too far behind");
        assertThat(push("big", "x".repeat(5 << 20)).statusCode()).isEqualTo(204);
        limited(Limits.defaults().maxAge(null));
        assertThat(pushAt(new LokiApi(loki.url()), -1_000_000_000).statusCode()).isEqualTo(204);
    }

    private static HttpResponse<String> pushAt(LokiApi api, long seconds) throws Exception {
        return api.push(json(stream(Map.of("app", "x"), List.of(at(seconds * 1_000_000_000), "x"))));
    }

    @Test
    void limits_ofLabels_areSettable() throws Exception {
        limited(Limits.defaults().maxLabelNames(1).maxLabelNameLength(12).maxLabelValueLength(3));
        LokiApi api = new LokiApi(loki.url());
        assertThat(api.push(json(stream(Map.of("a", "1", "b", "2"), List.of(at(0), "x"))))
                        .body())
                .contains("has 2 label names; limit 1");
        assertThat(api.push(json(stream(Map.of("service_name", "long"), List.of(at(0), "x"))))
                        .body())
                .contains("label value too long: 'long'");
        limited(Limits.defaults().maxStructuredMetadataCount(1).maxStructuredMetadataSize(10));
        api = new LokiApi(loki.url());
        assertThat(api.push(json(stream(Map.of("a", "1"), List.of(at(0), "x", Map.of("k", "v", "l", "w")))))
                        .body())
                .contains("too many structured metadata labels: '2', limit: '1'");
        assertThat(api.push(json(stream(Map.of("a", "1"), List.of(at(0), "x", Map.of("k", "v".repeat(10))))))
                        .body())
                .contains("structured metadata too large: '11' bytes, limit: '10' bytes");
    }

    @Test
    void maxBodyBytes_exceeded_is413() throws Exception {
        LokiApi api = limited(Limits.defaults().maxBodyBytes(100));
        byte[] block = Protobuf.snappy(new byte[20_000]);
        HttpResponse<String> response = api.push(block, "Content-Type", "application/x-protobuf");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body())
                .isEqualTo("request body too large: message size too large than max (" + block.length + " vs 100)\n");
        assertThat(api.push(body("x", "y".repeat(200))).statusCode()).isEqualTo(413);
        limited(Limits.defaults().maxPlainBytes(100));
        response = new LokiApi(loki.url()).push(block, "Content-Type", "application/x-protobuf");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("decompressed message size too large than max (20000 vs 100)\n");
    }

    @Test
    void builder_valuesOutOfRange_areRefused() {
        assertThatThrownBy(() -> DevLoki.builder().port(70_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DevLoki.builder().maxBytes(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
