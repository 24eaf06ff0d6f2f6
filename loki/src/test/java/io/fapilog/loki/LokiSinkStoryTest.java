package io.fapilog.loki;

import static io.fapilog.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.SinkStats;
import io.fapilog.config.SinkUri;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.ReceivedPush;
import io.fapilog.devloki.Reply;
import io.fapilog.loki.LokiReader.Entry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tests that the story of the Loki sink names, under its names, and the contract of the sink, on DevLoki. */
class LokiSinkStoryTest extends LokiSinkContract {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final DevLoki loki = DevLoki.builder().recordBodies(true).start();

    @Override
    String url() {
        return loki.url();
    }

    @AfterEach
    void stopServer() {
        loki.close();
    }

    @Test
    void batchPushFormat_json_isThePayloadOfTheStory() {
        Fapilog fapilog = start("labels=app=myapi,env=dev&compression=none&metadata=none", Format.JSON);
        fapilog.log(LogEvent.builder(Level.INFO, "shop", "a \"quoted\" one")
                .thread("main")
                .build());
        assertThat(fapilog.flush(LONG)).isTrue();
        byte[] body = loki.pushes().get(0).body().orElseThrow();
        JsonNode payload = JsonMapper.shared().readTree(body);
        assertThat(payload.propertyNames()).containsExactly("streams");
        JsonNode stream = payload.get("streams").get(0);
        assertThat(stream.propertyNames()).containsExactly("stream", "values");
        assertThat(stream.get("stream").toString()).isEqualTo("{\"app\":\"myapi\",\"env\":\"dev\"}");
        JsonNode value = stream.get("values").get(0);
        assertThat(value.size()).isEqualTo(2);
        assertThat(value.get(0).isString()).isTrue();
        assertThat(value.get(0).asString()).matches("\\d{19}");
        assertThat(JsonMapper.shared()
                        .readTree(value.get(1).asString())
                        .get("message")
                        .asString())
                .isEqualTo("a \"quoted\" one");
        assertThat(new String(body, UTF_8)).startsWith("{\"streams\":[{\"stream\":{");
        assertThat(loki.pushes().get(0).contentType()).isEqualTo("application/json");
    }

    @Test
    void uriLabelParsing() {
        SinkUri uri = SinkUri.parse("loki://loki:3100?labels=app=myapi,env=dev&label.team=a,b=c");
        LokiSettings settings = LokiSettings.read(uri, SinkRig.DEFAULTS);
        assertThat(settings.endpoint().uri()).hasToString("http://loki:3100/loki/api/v1/push");
        assertThat(settings.streams().labels())
                .containsOnly(entry("app", "myapi"), entry("env", "dev"), entry("team", "a,b=c"));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void flushOnBatchSize(Format format) {
        Fapilog fapilog = start("label.app=" + app + "&batch_size=10&batch_interval=1h", format);
        offer(fapilog, 9);
        assertThat(loki.pushes()).isEmpty();
        offer(fapilog, 1);
        await().until(() -> loki.pushes().size() == 1);
        assertThat(loki.pushes().get(0).entries()).isEqualTo(10);
        assertThat(loki.pushes().get(0).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void flushOnBatchInterval(Format format) {
        Fapilog fapilog = start("label.app=" + app + "&batch_size=1000&batch_interval=50ms", format);
        offer(fapilog, 3);
        await().until(() -> loki.entries().size() == 3);
        assertThat(fapilog.stats().get(0).wakeUps()).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void retryOnFailure(Format format) {
        loki.script()
                .next(
                        Reply.status(500, "ingester is not there"),
                        Reply.reset(),
                        Reply.status(429, "slow down").header("Retry-After", "0"),
                        Reply.status(503).storeFirst(),
                        Reply.hangUp());
        Fapilog fapilog = start("label.app=" + app + "&backoff_min=1ms&backoff_max=10ms", format);
        offer(fapilog, 100);
        assertThat(fapilog.flush(LONG)).isTrue();
        List<Entry> entries = read();
        assertThat(entries).hasSize(100);
        SinkStats stats = fapilog.stats().get(0);
        assertThat(stats.events().delivered()).isEqualTo(100);
        assertThat(stats.pushes().retries()).isEqualTo(5);
        List<ReceivedPush> pushes = loki.pushes();
        assertThat(pushes).hasSizeGreaterThanOrEqualTo(5).allSatisfy(push -> {
            if (push.body().isPresent() && push.wireBytes() > 0) {
                assertThat(push.body().orElseThrow())
                        .isEqualTo(pushes.get(0).body().orElseThrow());
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void queueNonblockingUnderLoad(Format format) {
        loki.script().always(Reply.stall());
        Fapilog fapilog = start("label.app=" + app + "&buffer=1MiB&batch_bytes=64KiB&max_line=16KiB", format);
        offer(fapilog, 200_000);
        SinkStats stats = fapilog.stats().get(0);
        assertThat(stats.events().accepted()).isEqualTo(200_000);
        assertThat(stats.events().delivered()).isZero();
        assertThat(stats.buffer().bytes()).isLessThanOrEqualTo(1 << 20);
        assertThat(stats.events().dropped().get(DropReason.OVERFLOW))
                .isEqualTo(200_000 - stats.events().pending());
        loki.script().clear();
        loki.script().release();
        assertThat(fapilog.close(LONG)).isTrue();
        assertThat(loki.entries()).hasSize((int) fapilog.stats().get(0).events().delivered());
        assertThat(fapilog.stats().get(0).events().delivered()).isPositive();
    }

    private static void offer(Fapilog fapilog, int events) {
        for (int i = 0; i < events; i++) {
            fapilog.log(LogEvent.builder(Level.INFO, "shop", "order " + i).build());
        }
    }
}
