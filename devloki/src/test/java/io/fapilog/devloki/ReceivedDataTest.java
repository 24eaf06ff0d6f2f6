package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceivedDataTest extends FixedTimeServer {

    @Test
    void entries_afterPush_returnsAllFieldsByTimestamp() throws Exception {
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
    }

    @Test
    void entries_withQuery_returnsMatchingEntries() throws Exception {
        push("x", "a warning", "other");
        assertThat(loki.entries("{app=\"x\"} |= \"warn\""))
                .extracting(StoredEntry::line)
                .containsExactly("a warning");
        assertThat(loki.entries("{app=\"x\"} != \"warn\"")).hasSize(1);
        assertThat(loki.entries("{app=\"y\"}")).isEmpty();
        assertThatThrownBy(() -> loki.entries("{")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pushes_acceptedPush_returnsAllFields() throws Exception {
        LokiApi api = restarted(DevLoki.builder().recordBodies(true));
        byte[] body = body("x", "a", "b").getBytes(UTF_8);
        api.push(body, "Content-Type", "application/json", "X-Test", "1", "X-Test", "2");
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
    }

    @Test
    void pushes_undecodablePush_returnsItsRefusal() throws Exception {
        new LokiApi(loki.url()).push("no".getBytes(UTF_8), "Content-Type", "text/plain");
        ReceivedPush push = loki.pushes().get(0);
        assertThat(push.status()).isEqualTo(400);
        assertThat(push.text()).isEqualTo("snappy: corrupt input");
        assertThat(push.entries()).isZero();
    }

    @Test
    void onPush_eachPush_isCalledAfterStoringAndBeforeTheResponse() throws Exception {
        List<ReceivedPush> seen = new CopyOnWriteArrayList<>();
        LokiApi api = restarted(DevLoki.builder().recordBodies(true).onPush(push -> {
            seen.add(push);
            assertThat(loki.entries()).hasSize(1);
        }));
        assertThat(api.push(body("x", "a")).statusCode()).isEqualTo(204);
        assertThat(api.push(body("x", "b")).statusCode()).isEqualTo(500);
        assertThat(api.push("no push").statusCode()).isEqualTo(500);
        assertThat(seen)
                .isEqualTo(loki.pushes())
                .extracting(ReceivedPush::status)
                .containsExactly(204, 204, 400);
        assertThat(seen.get(0).body()).hasValue(body("x", "a").getBytes(UTF_8));
    }

    @Test
    void pushes_byDefault_haveNoBody() throws Exception {
        push("x", "a");
        assertThat(loki.pushes())
                .singleElement()
                .satisfies(push -> assertThat(push.body()).isEmpty());
    }

    @Test
    void counters_afterPushes_countStoredDuplicateAndRejected() throws Exception {
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
    void maxBytes_exceeded_evictsTheOldestEntries() throws Exception {
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
    void maxBytes_allEntriesOfStreamEvicted_removesTheStream() throws Exception {
        LokiApi api = restarted(DevLoki.builder().maxBytes(400));
        push("gone", "a");
        push("left", "b", "c", "d");
        long seconds = START.getEpochSecond();
        assertThat(api.get("/loki/api/v1/label/app/values", "start", seconds - 1, "end", seconds + 1)
                        .body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"left\"]}");
    }
}
