package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RefusedEntriesTest extends FixedTimeServer {

    private JsonNode refused() throws Exception {
        return LokiApi.read(new LokiApi(loki.url()).get("/_refused")).get("refused");
    }

    @Test
    void refused_withoutRefusal_isEmpty() throws Exception {
        push("x", "good");
        assertThat(refused()).isEmpty();
    }

    @Test
    void refused_entriesOfAPush_areNamedWithTheirReason() throws Exception {
        long day = Duration.ofDays(1).toNanos();
        new LokiApi(loki.url())
                .push(json(stream(
                        Map.of("app", "x"),
                        List.of(at(-8 * day), "too old"),
                        List.of(at(0), "good"),
                        List.of(at(day), "too new"))));
        JsonNode refused = refused();
        assertThat(refused).hasSize(2);
        assertThat(refused.get(0).get("line").asString()).isEqualTo("too new");
        assertThat(refused.get(0).get("reason").asString()).contains("timestamp too new");
        assertThat(refused.get(1).get("line").asString()).isEqualTo("too old");
        assertThat(refused.get(1).get("status").asInt()).isEqualTo(400);
        assertThat(refused.get(1).get("labels")).hasToString("{\"app\":\"x\",\"service_name\":\"x\"}");
        assertThat(refused.get(1).get("time").asString()).isEqualTo(at(0));
    }

    @Test
    void refused_entryFarBehindTheNewest_isNamed() throws Exception {
        push("x", "newest");
        long behind = -Duration.ofHours(2).toNanos();
        new LokiApi(loki.url()).push(json(stream(Map.of("app", "x"), List.of(at(behind), "behind"))));
        assertThat(refused()).hasSize(1);
        assertThat(refused().get(0).get("line").asString()).isEqualTo("behind");
        assertThat(refused().get(0).get("reason").asString()).contains("entry too far behind");
    }

    @Test
    void refused_wholePush_isOneOfEachStreamWithTheNumberOfItsEntries() throws Exception {
        loki.script().next(Reply.status(429, "slow down"));
        push("x", "first", "second");
        JsonNode refused = refused();
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).get("status").asInt()).isEqualTo(429);
        assertThat(refused.get(0).get("reason").asString()).isEqualTo("slow down");
        assertThat(refused.get(0).get("line").asString()).isEqualTo("first");
        assertThat(refused.get(0).get("entries").asInt()).isEqualTo(2);
    }

    @Test
    void refused_byRateLabelsOrNumberOfStreams_isNamed() throws Exception {
        limited(Limits.defaults().tenantRate(1, 1));
        push("x", "too fast");
        assertThat(refused().get(0).get("reason").asString()).contains("ingestion rate limit exceeded");
        limited(Limits.defaults().maxStreams(1));
        push("x", "one");
        push("y", "two");
        assertThat(refused().get(0).get("reason").asString()).contains("maximum active stream limit");
        limited(Limits.defaults().maxLabelValueLength(3));
        push("long", "three", "four");
        assertThat(refused().get(0).get("reason").asString()).contains("label value too long");
        assertThat(refused().get(0).get("entries").asInt()).isEqualTo(2);
    }

    @Test
    void refused_manyAndLong_areBounded() throws Exception {
        loki.script().always(Reply.status(429));
        for (int i = 0; i < 1001; i++) {
            push("x", i + " " + "x".repeat(5000));
        }
        JsonNode refused = refused();
        assertThat(refused).hasSize(1000);
        assertThat(refused.get(0).get("line").asString()).startsWith("1000 ").hasSize(4097);
        loki.clear();
        assertThat(refused()).isEmpty();
    }

    @Test
    void refused_byAnotherMethod_isNotAllowed() throws Exception {
        assertThat(new LokiApi(loki.url()).send("POST", "/_refused").statusCode())
                .isEqualTo(405);
        assertThat(new LokiApi(loki.url()).send("DELETE", "/_senders").statusCode())
                .isEqualTo(405);
    }
}
