package io.fapilog.devloki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Faults while they last, in Java and over HTTP. */
class FaultTest extends FixedTimeServer {
    private static final Duration LONG = Duration.ofMinutes(1);

    private int status() throws Exception {
        return push("x", "a").statusCode();
    }

    private void advance(Duration time) {
        Instant now = Objects.requireNonNull(clock.get());
        clock.set(now.plus(time));
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(loki.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode faults() throws Exception {
        HttpResponse<String> response = send("GET", "/_faults", "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=UTF-8");
        return LokiApi.read(response).get("faults");
    }

    @Test
    void fault_withTime_endsWithIt() throws Exception {
        loki.script().fault("429 retry-after 7s for 30s");
        HttpResponse<String> refused = push("x", "a");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("scripted fault: 429 retry-after 7s for 30s\n");
        assertThat(refused.headers().firstValue("Retry-After")).contains("7");
        advance(Duration.ofMillis(29_999));
        assertThat(status()).isEqualTo(429);
        assertThat(loki.entries()).isEmpty();
        advance(Duration.ofMillis(1));
        assertThat(status()).isEqualTo(204);
        assertThat(loki.entries()).hasSize(1);
        assertThat(loki.script().faults()).isEmpty();
    }

    @Test
    void fault_withCount_endsWithIt() throws Exception {
        loki.script().fault("500 next 2").fault("503 next 1");
        assertThat(status()).isEqualTo(500);
        assertThat(loki.script().faults())
                .extracting(RunningFault.State::remainingCount)
                .containsExactly(1, 1);
        assertThat(status()).isEqualTo(500);
        assertThat(status()).isEqualTo(503);
        assertThat(status()).isEqualTo(204);
    }

    @Test
    void fault_withDelay_beginsLater() throws Exception {
        loki.script().fault("after 10s: 503 for 20s");
        assertThat(status()).isEqualTo(204);
        advance(Duration.ofSeconds(10));
        assertThat(status()).isEqualTo(503);
        advance(Duration.ofSeconds(20));
        assertThat(status()).isEqualTo(204);
    }

    @Test
    void fault_severalTogether_theFirstThatLastsReplies() throws Exception {
        loki.script().fault("429 for 30s").fault("503 for 1m").fault("away");
        assertThat(status()).isEqualTo(429);
        advance(Duration.ofSeconds(30));
        assertThat(status()).isEqualTo(503);
        advance(Duration.ofSeconds(30));
        assertThatThrownBy(this::status).isInstanceOf(IOException.class);
        loki.script().clear();
        assertThat(status()).isEqualTo(204);
    }

    @Test
    void fault_besideScriptedReplies_comesAfterNextAndBeforeWhen() throws Exception {
        loki.script()
                .always(Reply.reset().beforeReading())
                .next(Reply.status(418))
                .fault("503 next 1");
        assertThat(status()).isEqualTo(418);
        assertThat(status()).isEqualTo(503);
        assertThatThrownBy(this::status).isInstanceOf(IOException.class);
    }

    @Test
    void fault_slow_storesAndResponds() throws Exception {
        loki.script().fault("slow 1ms next 1");
        assertThat(status()).isEqualTo(204);
        assertThat(loki.entries()).hasSize(1);
        assertThat(loki.script().faults()).isEmpty();
    }

    @Test
    void fault_away_readsNothingOfThePush() {
        loki.script().fault("away for 30s");
        assertThatThrownBy(this::status).isInstanceOf(IOException.class);
        assertThat(loki.pushes()).isNotEmpty().allMatch(push -> push.wireBytes() == 0);
    }

    @Test
    void fault_hangWhoseTimeIsOver_answersThePush() throws Exception {
        loki.script().fault("hang next 1 for 30s");
        CompletableFuture<HttpResponse<String>> response = hanging();
        assertThat(push("y", "b").statusCode()).isEqualTo(204);
        assertThat(response).isNotDone();
        advance(Duration.ofSeconds(30));
        assertThat(faults()).isEmpty();
        assertThat(response.get().statusCode()).isEqualTo(204);
        assertThat(loki.entries()).hasSize(2);
    }

    @Test
    void fault_hangOnARealClock_endsByItself() throws Exception {
        loki.close();
        loki = DevLoki.builder()
                .limits(Limits.defaults().maxAge(null).creationGracePeriod(Duration.ofDays(36_500)))
                .start();
        push("x", "before");
        loki.script().fault("hang for 2s");
        assertThat(hanging().get().statusCode()).isEqualTo(204);
        assertThat(loki.script().stalled()).isZero();
    }

    private CompletableFuture<HttpResponse<String>> hanging() {
        CompletableFuture<HttpResponse<String>> response = new LokiApi(loki.url()).pushAsync(body("x", "a"));
        await().atMost(LONG).until(() -> loki.script().stalled() == 1);
        return response;
    }

    @Test
    void builder_withFault_beginsAtTheStartAndAnewWhenCleared() throws Exception {
        restarted(DevLoki.builder().fault("500 next 1"));
        assertThat(status()).isEqualTo(500);
        assertThat(status()).isEqualTo(204);
        loki.clear();
        assertThat(status()).isEqualTo(500);
        assertThatThrownBy(() -> DevLoki.builder().fault("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void http_addedFault_isListedWithWhatRemains() throws Exception {
        assertThat(faults()).isEmpty();
        HttpResponse<String> added = send("POST", "/_faults", "429  for 30s", "Content-Type", "text/plain");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.body())
                .isEqualTo("{\"id\":\"1\",\"text\":\"429 for 30s\",\"remainingMillis\":30000,\"hits\":0}");
        send("POST", "/_faults", "after 1m: 500 next 5");
        status();
        advance(Duration.ofMillis(500));
        assertThat(faults().toString())
                .isEqualTo("[{\"id\":\"1\",\"text\":\"429 for 30s\",\"remainingMillis\":29500,\"hits\":1},"
                        + "{\"id\":\"2\",\"text\":\"after 1m: 500 next 5\",\"remainingMillis\":null,"
                        + "\"remainingCount\":5,\"hits\":0}]");
    }

    @Test
    void http_nonsense_isRefusedWithWhatIsAllowed() throws Exception {
        HttpResponse<String> refused = send("POST", "/_faults", "4290");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).startsWith("'4290' is no fault: ").contains(FaultParser.ALLOWED);
        assertThat(send("POST", "/_faults", "").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/_faults", " 429".repeat(100_000)).statusCode())
                .isEqualTo(400);
        assertThat(send("PUT", "/_faults", "429").statusCode()).isEqualTo(405);
        assertThat(send("POST", "/_faults/1", "429").statusCode()).isEqualTo(405);
        assertThat(faults()).isEmpty();
    }

    @Test
    void http_delete_removesOneOrAllAndReleases() throws Exception {
        loki.script().fault("after 1h: 401").fault("hang").fault("500");
        CompletableFuture<HttpResponse<String>> first = hanging();
        assertThat(send("DELETE", "/_faults/1", "").statusCode()).isEqualTo(204);
        assertThat(first).isNotDone();
        assertThat(send("DELETE", "/_faults/1", "").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/_faults/2", "").statusCode()).isEqualTo(204);
        assertThat(first.get().statusCode()).isEqualTo(204);
        assertThat(status()).isEqualTo(500);
        loki.script().removeFault("3");
        loki.script().fault("hang");
        CompletableFuture<HttpResponse<String>> second = hanging();
        assertThat(send("DELETE", "/_faults", "").statusCode()).isEqualTo(204);
        assertThat(second.get().statusCode()).isEqualTo(204);
        assertThat(faults()).isEmpty();
        assertThat(status()).isEqualTo(204);
    }
}
