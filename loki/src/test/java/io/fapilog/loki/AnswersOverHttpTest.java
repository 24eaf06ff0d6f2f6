package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of what an answer means. */
class AnswersOverHttpTest {
    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void success_anyBut260_isDelivered(int status) {
        server.then(ScriptedServer.answer(status, "fine"));
        try (Rig rig = new Rig(server.uri())) {
            rig.append(3).deliver();
            assertThat(rig.ledger.delivered).isEqualTo(3);
            assertThat(rig.warnings).isEmpty();
        }
    }

    @Test
    void blockedIngestion_isRejectedAndShown() {
        server.then(ScriptedServer.answer(260, "ingestion blocked for user 'fake' until '2027-01-01T00:00:00Z'\n"));
        try (Rig rig = new Rig(server.uri())) {
            rig.append(3).deliver();
            assertThat(rig.ledger.rejected).isEqualTo(3);
            assertThat(rig.ledger.uncertain).isZero();
            assertThat(rig.warnings).singleElement().asString().contains("3 of 3", "260", "ingestion blocked for user");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void refusalOfOneEntry_isCountedByItsTextAndNeverSentAgain(int status) {
        String text = "entry for stream '{service_name=\"shop\"}' has timestamp too new: 2026-11-22T11:00:00Z\n";
        server.then(ScriptedServer.answer(status, text));
        try (Rig rig = new Rig(server.uri())) {
            rig.append(3).deliver();
            assertThat(rig.ledger.rejected).isEqualTo(1);
            assertThat(rig.ledger.delivered).isEqualTo(2);
            assertThat(rig.ledger.uncertain).isZero();
            assertThat(server.requests).hasSize(1);
            assertThat(rig.warnings).singleElement().asString().contains("1 of 3", "timestamp too new");
        }
    }

    @Test
    void refusalWithoutANumber_isUncertain() {
        server.then(ScriptedServer.answer(400, "a proxy does not like you"));
        try (Rig rig = new Rig(server.uri())) {
            rig.append(3).deliver();
            assertThat(rig.ledger.rejected).isEqualTo(3);
            assertThat(rig.ledger.uncertain).isEqualTo(3);
            assertThat(rig.warnings).singleElement().asString().contains("an unknown part of 3 events");
        }
    }

    @Test
    void refusalOfMetadata_sendsTheSameWithoutAndNeverAnyAgain() {
        server.then(
                ScriptedServer.answer(
                        400,
                        "stream '{service_name=\"shop\"}' includes structured metadata, but this feature is disallowed. Please"));
        try (Rig rig = new Rig(server.uri("batch_size=2"))) {
            for (int i = 0; i < 4; i++) {
                rig.append(
                        rig.event("message " + i).attribute("trace_id", "t" + i).build());
            }
            rig.deliver();
            rig.append(rig.event("later").attribute("trace_id", "t9").build()).deliver();
            assertThat(server.push(0).entries().get(0).metadata()).containsEntry("trace_id", "t0");
            assertThat(server.push(1).messages()).isEqualTo(server.push(0).messages());
            assertThat(server.pushes().subList(1, server.requests.size()))
                    .allSatisfy(push -> assertThat(push.entries())
                            .allSatisfy(entry -> assertThat(entry.metadata()).isEmpty()));
            assertThat(rig.ledger.delivered).isEqualTo(5);
            assertThat(rig.warnings).singleElement().asString().contains("metadata=none");
        }
    }

    @Test
    void refusalOfMetadata_batchesInLineLoseTheirsToo() {
        server.then(ScriptedServer.answer(400, "includes structured metadata, but this feature is disallowed"));
        try (Rig rig = new Rig(server.uri("batch_size=1", "batch_bytes=1KiB"))) {
            for (int i = 0; i < 4; i++) {
                rig.append(rig.event("x".repeat(600))
                        .attribute("trace_id", "t" + i)
                        .build());
            }
            rig.deliver();
            assertThat(rig.ledger.delivered).isEqualTo(4);
            assertThat(server.requests).hasSize(5);
        }
    }

    @Test
    void failureAtMetadata_sendsThisOneWithoutAndKeepsMetadata() {
        server.then(ScriptedServer.answer(500, "label name is empty\n"));
        try (Rig rig = new Rig(server.uri())) {
            rig.append(rig.event("one").attribute("trace_id", "t1").build()).deliver();
            rig.append(rig.event("two").attribute("trace_id", "t2").build()).deliver();
            assertThat(server.push(1).entries().get(0).metadata()).isEmpty();
            assertThat(server.push(2).entries().get(0).metadata()).containsEntry("trace_id", "t2");
            assertThat(rig.warnings).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 302, 308})
    void misconfiguration_isKeptAndTriedAgainSlowly(int status) {
        server.then(ScriptedServer.answer(status, "no org id", "Location", "https://other.example/"));
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            assertThat(rig.untilDeadline()).isEqualTo(Duration.ofSeconds(30));
            assertThat(rig.warnings).singleElement().asString().contains("answers " + status, "are kept");
            rig.advance(Duration.ofSeconds(30)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(rig.infos).singleElement().asString().contains("again, after 30s and 1 retry");
        }
    }

    @Test
    void redirect_isNotFollowedAndItsTargetNamedWithoutSecrets() {
        server.then(ScriptedServer.answer(301, "moved", "Location", "https://user:pw@other.example/x?token=abc"));
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            assertThat(rig.warnings)
                    .singleElement()
                    .asString()
                    .contains("https://other.example/x")
                    .doesNotContain("pw", "abc");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 599})
    void transientFailure_sendsTheIdenticalBytesAfterBackoff(int status) {
        server.then(ScriptedServer.answer(status, "later"), ScriptedServer.answer(status, "later"));
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.random = 0.5;
            rig.append("one").exchange();
            assertThat(rig.untilDeadline()).isEqualTo(Duration.ofMillis(750));
            assertThat(rig.work()).isZero();
            rig.advance(Duration.ofMillis(750)).exchange();
            assertThat(rig.untilDeadline()).isEqualTo(Duration.ofMillis(1_250));
            rig.advance(Duration.ofMillis(1_250)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(rig.ledger.retried).isEqualTo(2);
            assertThat(rig.ledger.statuses).containsExactly(status, status, 204);
            assertThat(server.requests)
                    .extracting(ScriptedServer.Request::body)
                    .containsOnly(server.requests.get(0).body());
            assertThat(rig.warnings).singleElement().asString().contains("later", "" + status);
            assertThat(rig.infos).singleElement().asString().contains("after 2s and 2 retries");
        }
    }

    @Test
    void success_afterFailures_resetsTheBackoff() {
        server.then(
                ScriptedServer.answer(500, ""),
                ScriptedServer.answer(500, ""),
                ScriptedServer.answer(204, ""),
                ScriptedServer.answer(500, ""));
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.random = 0.999;
            rig.append("one").exchange();
            rig.advance(Duration.ofSeconds(1)).exchange();
            assertThat(rig.untilDeadline()).isGreaterThan(Duration.ofMillis(1_900));
            rig.advance(Duration.ofSeconds(2)).exchange();
            rig.append("two").exchange();
            assertThat(rig.untilDeadline()).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void retryAfter_isHonoured() {
        server.then(ScriptedServer.answer(429, "slow down", "Retry-After", "90"));
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            assertThat(rig.untilDeadline()).isEqualTo(Duration.ofSeconds(90));
        }
    }

    @Test
    void retryAfter_absurd_isCapped() {
        server.then(ScriptedServer.answer(503, "", "Retry-After", "999999999"));
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            assertThat(rig.untilDeadline()).isEqualTo(Duration.ofMinutes(5));
        }
    }

    @Test
    void tooLarge_isSplitUntilItFits() {
        for (int i = 0; i < 3; i++) {
            server.then(ScriptedServer.answer(413, "request body too large"));
        }
        try (Rig rig = new Rig(server.uri())) {
            rig.append(5).deliver();
            assertThat(rig.ledger.delivered).isEqualTo(4);
            assertThat(rig.ledger.dropped(DropReason.TOO_LARGE)).isEqualTo(1);
            assertThat(rig.ledger.retried).isZero();
            assertThat(delivered(3)).containsExactly("message 1", "message 2", "message 3", "message 4");
        }
    }

    @Test
    void overTheLimitBehindTheServer_isSplitToo() {
        server.then(ScriptedServer.answer(
                500,
                "rpc error: code = ResourceExhausted desc = grpc: received message larger than max (5 vs. 4194304)"));
        try (Rig rig = new Rig(server.uri("format=json"))) {
            rig.append(4).deliver();
            assertThat(rig.ledger.delivered).isEqualTo(4);
            assertThat(delivered(1)).containsExactly("message 0", "message 1", "message 2", "message 3");
        }
    }

    @Test
    void singleEventTooLarge_isDroppedAndShown() {
        server.then(ScriptedServer.answer(413, "<html>413</html>"));
        try (Rig rig = new Rig(server.uri())) {
            rig.append("huge").deliver();
            assertThat(rig.ledger.dropped(DropReason.TOO_LARGE)).isEqualTo(1);
            assertThat(rig.warnings).singleElement().asString().contains("too large", "<html>413</html>");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 505})
    void unsupported_isDroppedAndCounted(int status) {
        server.then(ScriptedServer.answer(status, "never"));
        try (Rig rig = new Rig(server.uri())) {
            rig.append(2).deliver();
            assertThat(rig.ledger.dropped(DropReason.UNSUPPORTED)).isEqualTo(2);
            assertThat(rig.warnings).singleElement().asString().contains("never");
        }
    }

    @Test
    void otherClientError_isRejected() {
        server.then(ScriptedServer.answer(418, "teapot"));
        try (Rig rig = new Rig(server.uri())) {
            rig.append(2).deliver();
            assertThat(rig.ledger.rejected).isEqualTo(2);
            assertThat(rig.warnings).singleElement().asString().contains("teapot");
        }
    }

    @Test
    void maxRetries_usedUp_dropsTheBatch() {
        server.otherwise(ScriptedServer.answer(500, "broken"));
        try (Rig rig = new Rig(server.uri("batch_size=2", "max_retries=1"))) {
            rig.append(2).exchange();
            rig.advance(Duration.ofSeconds(1)).exchange();
            assertThat(rig.ledger.dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(2);
            assertThat(rig.sink.pendingEvents()).isZero();
            assertThat(rig.warnings).hasSize(2);
        }
    }

    @Test
    void maxAge_passedWhileWaiting_dropsTheBatch() {
        server.then(ScriptedServer.answer(500, ""));
        try (Rig rig = new Rig(server.uri("batch_size=1", "max_age=1m"))) {
            rig.append("one").exchange();
            rig.advance(Duration.ofMinutes(2));
            assertThat(rig.work()).isZero();
            assertThat(rig.ledger.dropped(DropReason.TOO_OLD)).isEqualTo(1);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void failures_ofTheSameKind_areToldOnceOfAnotherAgain() {
        server.then(
                ScriptedServer.answer(500, "first"),
                ScriptedServer.answer(500, "second"),
                ScriptedServer.answer(503, "third"));
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.append("one");
            for (int i = 0; i < 4; i++) {
                rig.exchange().advance(Duration.ofSeconds(30));
            }
            assertThat(rig.warnings).hasSize(2);
            assertThat(rig.warnings.get(0)).contains("first");
            assertThat(rig.warnings.get(1)).contains("third");
            assertThat(rig.infos).hasSize(1);
        }
    }

    @Test
    void failure_ofThreeInFlight_isOneStepOfTheBackoffAndOneProbeFollows() {
        server.otherwise(ScriptedServer.answer(503, ""));
        try (Rig rig = new Rig(server.uri("batch_size=1", "max_in_flight=3"))) {
            rig.random = 0.999_999;
            for (int i = 0; i < 3; i++) {
                rig.append("event " + i).work();
            }
            rig.awaitAnswer().awaitAnswer().awaitAnswer();
            assertThat(rig.ledger.statuses).hasSize(3);
            assertThat(rig.untilDeadline()).isLessThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(rig.advance(Duration.ofSeconds(1)).work()).isEqualTo(1);
        }
    }

    private List<String> delivered(int firstRequests) {
        List<String> messages = new ArrayList<>();
        for (int i = firstRequests; i < server.requests.size(); i++) {
            messages.addAll(server.push(i).messages());
        }
        return messages;
    }
}
