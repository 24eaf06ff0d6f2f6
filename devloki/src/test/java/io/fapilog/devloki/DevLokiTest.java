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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevLokiTest extends FixedTime {

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
    void start_andPush_runOnDaemonThreadsOnly() throws Exception {
        loki.close();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        loki = DevLoki.builder().clock(clock::get).start();
        push("x", "a");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
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
        loki.script().always(Reply.status(500));
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
    void onPush_tellsEachPushOnceStoredAndBeforeItIsAnswered() throws Exception {
        List<ReceivedPush> told = new CopyOnWriteArrayList<>();
        LokiApi api = restarted(DevLoki.builder().recordBodies(true).onPush(push -> {
            told.add(push);
            assertThat(loki.entries()).hasSize(1);
        }));
        assertThat(api.push(body("x", "a")).statusCode()).isEqualTo(204);
        assertThat(api.push(body("x", "b")).statusCode()).isEqualTo(500);
        assertThat(api.push("no push").statusCode()).isEqualTo(500);
        assertThat(told)
                .isEqualTo(loki.pushes())
                .extracting(ReceivedPush::status)
                .containsExactly(204, 204, 400);
        assertThat(told.get(0).body()).hasValue(body("x", "a").getBytes(UTF_8));
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
    void builder_valuesOutOfRange_areRefused() {
        assertThatThrownBy(() -> DevLoki.builder().port(70_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DevLoki.builder().maxBytes(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
