package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitEnforcementTest extends FixedTimeServer {

    @Test
    void tenantRate_exceeded_refusesPushesAsAWholeForATime() throws Exception {
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
        LokiApi api = limited(Limits.defaults().streamRate(1024, 99));
        HttpResponse<String> response = api.push(json(
                stream(Map.of("app", "loud"), List.of(at(0), "x".repeat(100))),
                stream(Map.of("app", "low"), List.of(at(0), "x"))));
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body())
                .startsWith("entry with timestamp 2026-11-22 12:00:00 +0000 UTC ignored, reason: 'Per stream rate"
                        + " limit exceeded (limit: 1KB/sec) while attempting to ingest for stream '{app=\"loud\","
                        + " service_name=\"loud\"}' totaling 100B, consider splitting a stream")
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
    void push_oneOfSeveralStreamsRefused_reportsIt() throws Exception {
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
    void lastStreamWins_earlierStreamRefused_doesNotReportIt() throws Exception {
        LokiApi api = limited(Limits.defaults().lastStreamWins(true));
        push("x", "new");
        assertThat(api.push(farBehindThenGood()).statusCode()).isEqualTo(204);
        assertThat(loki.counters().rejected()).isEqualTo(1);
    }

    @Test
    void truncateLines_longLine_truncatesBytes() throws Exception {
        limited(Limits.defaults().maxLineSize(5).truncateLines(true));
        assertThat(push("x", "12345", "123456", "1234é").statusCode()).isEqualTo(204);
        assertThat(loki.entries()).extracting(StoredEntry::line).containsExactly("12345", "12345", "1234\uFFFD");
    }

    @Test
    void allowStructuredMetadata_off_refusesMetadataAndAddsNoLevel() throws Exception {
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
    void limits_ofTimeAndSize_areEnforced() throws Exception {
        LokiApi api = limited(Limits.defaults()
                .maxAge(Duration.ofMinutes(1))
                .creationGracePeriod(Duration.ofMinutes(2))
                .outOfOrderWindow(Duration.ofSeconds(1))
                .maxLineSize(0)
                .maxGrpcBytes(0));
        assertThat(pushAt(api, -61).body())
                .contains("timestamp too old: 2026-11-22T11:58:59Z, oldest acceptable"
                        + " timestamp is: 2026-11-22T11:59:00Z");
        assertThat(pushAt(api, 121).body()).contains("timestamp too new: 2026-11-22T12:02:01Z");
        assertThat(pushAt(api, 10).statusCode()).isEqualTo(204);
        assertThat(pushAt(api, 8).body()).contains("too far behind");
        assertThat(push("big", "x".repeat(5 << 20)).statusCode()).isEqualTo(204);
    }

    @Test
    void maxAge_null_acceptsAnyAge() throws Exception {
        LokiApi api = limited(Limits.defaults().maxAge(null));
        assertThat(pushAt(api, -1_000_000_000).statusCode()).isEqualTo(204);
    }

    private static HttpResponse<String> pushAt(LokiApi api, long seconds) throws Exception {
        return api.push(json(stream(Map.of("app", "x"), List.of(at(seconds * 1_000_000_000), "x"))));
    }

    @Test
    void limits_ofLabels_areEnforced() throws Exception {
        LokiApi api = limited(
                Limits.defaults().maxLabelNames(1).maxLabelNameLength(12).maxLabelValueLength(3));
        assertThat(api.push(json(stream(Map.of("a", "1", "b", "2"), List.of(at(0), "x"))))
                        .body())
                .contains("has 2 label names; limit 1");
        assertThat(api.push(json(stream(Map.of("service_name", "long"), List.of(at(0), "x"))))
                        .body())
                .contains("label value too long: 'long'");
    }

    @Test
    void limits_ofMetadata_areEnforced() throws Exception {
        LokiApi api = limited(Limits.defaults().maxStructuredMetadataCount(1).maxStructuredMetadataSize(10));
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
        assertThat(api.push(body("x", "y".repeat(200))).statusCode()).isEqualTo(400);
        assertThat(loki.entries()).isEmpty();
    }

    @Test
    void maxPlainBytes_exceeded_is400() throws Exception {
        LokiApi api = limited(Limits.defaults().maxPlainBytes(100));
        byte[] block = Protobuf.snappy(new byte[20_000]);
        HttpResponse<String> response = api.push(block, "Content-Type", "application/x-protobuf");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("decompressed message size too large than max (20000 vs 100)\n");
    }

    @Test
    void tenantRate_ofOneTenant_replacesThatOfAll() throws Exception {
        Limits limits =
                Limits.defaults().tenantRate(10, 10).tenantRate("large", 30, 40).tenantRate("free", 0, 0);
        restarted(DevLoki.builder().authEnabled(true).limits(limits));
        String push = body("x", "0123456789", "0123456789", "0123456789", "0123456789");
        assertThat(tenant("small").push(push).body())
                .startsWith("ingestion rate limit exceeded for user small (limit: 10 bytes/sec)");
        assertThat(tenant("large").push(push).statusCode()).isEqualTo(204);
        assertThat(tenant("large").push(push).body())
                .startsWith("ingestion rate limit exceeded for user large (limit: 30 bytes/sec)");
        assertThat(tenant("free").push(push).statusCode()).isEqualTo(204);
        assertThat(tenant("free").push(push).statusCode()).isEqualTo(204);
    }

    @Test
    void blockedTenant_push_is260AndNothingIsStored() throws Exception {
        restarted(DevLoki.builder()
                .authEnabled(true)
                .limits(Limits.defaults().blockedTenant("a").blockedTenant("b")));
        HttpResponse<String> refused = tenant("a").push(body("x", "1", "2"));
        assertThat(refused.statusCode()).isEqualTo(260);
        assertThat(refused.body())
                .isEqualTo("ingestion blocked for user a until '2100-01-01T00:00:00Z' with status code '260'\n");
        assertThat(tenant("b").push(body("x", "1")).statusCode()).isEqualTo(260);
        assertThat(tenant("c").push(body("x", "1")).statusCode()).isEqualTo(204);
        assertThat(loki.entries()).extracting(StoredEntry::tenant).containsExactly("c");
        assertThat(loki.counters().rejected()).isEqualTo(3);
    }

    private LokiApi tenant(String name) {
        return new LokiApi(loki.url(), "X-Scope-OrgID", name);
    }
}
