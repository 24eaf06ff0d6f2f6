package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Effects of answers on later pushes, which the fault table ({@link FaultTableTest}) does not show. */
class AnswersOverHttpTest {
    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void metadata_refused_isOmittedFromTheRetryAndFromLaterEvents() {
        server.then(
                ScriptedServer.answer(
                        400,
                        "stream '{service_name=\"shop\"}' includes structured metadata, but this feature is disallowed. Please"));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=2"))) {
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
    void metadata_refused_isOmittedFromQueuedBatches() {
        server.then(ScriptedServer.answer(400, "includes structured metadata, but this feature is disallowed"));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "batch_bytes=1KiB"))) {
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
    void metadata_causeOfAServerError_isOmittedFromTheRetryOnly() {
        server.then(ScriptedServer.answer(500, "label name is empty\n"));
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append(rig.event("one").attribute("trace_id", "t1").build()).deliver();
            rig.append(rig.event("two").attribute("trace_id", "t2").build()).deliver();
            assertThat(server.push(1).entries().get(0).metadata()).isEmpty();
            assertThat(server.push(2).entries().get(0).metadata()).containsEntry("trace_id", "t2");
            assertThat(rig.warnings).hasSize(1);
        }
    }

    @Test
    void redirect_withSecretsInItsTarget_isReportedWithoutThemAndNotFollowed() {
        server.then(ScriptedServer.answer(301, "moved", "Location", "https://user:pw@other.example/x?token=abc"));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            assertThat(rig.warnings)
                    .singleElement()
                    .asString()
                    .contains("https://other.example/x")
                    .doesNotContain("pw", "abc");
        }
    }

    @Test
    void retry_afterBackoff_sendsTheIdenticalBytes() {
        server.then(ScriptedServer.answer(503, "later"), ScriptedServer.answer(503, "later"));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            rig.random = 0.5;
            rig.append("one").exchange();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMillis(750));
            assertThat(rig.work()).isZero();
            rig.advance(Duration.ofMillis(750)).exchange();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMillis(1_250));
            rig.advance(Duration.ofMillis(1_250)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(rig.ledger.retried).isEqualTo(2);
            assertThat(rig.ledger.statuses).containsExactly(503, 503, 204);
            assertThat(server.requests)
                    .extracting(ScriptedServer.Request::body)
                    .containsOnly(server.requests.get(0).body());
            assertThat(rig.warnings).singleElement().asString().contains("later", "503");
            assertThat(rig.infos).singleElement().asString().contains("after 2s and 2 retries");
        }
    }

    @Test
    void delivery_afterFailures_resetsTheBackoff() {
        server.then(
                ScriptedServer.answer(500, ""),
                ScriptedServer.answer(500, ""),
                ScriptedServer.answer(204, ""),
                ScriptedServer.answer(500, ""));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
            rig.random = 0.999;
            rig.append("one").exchange();
            rig.advance(Duration.ofSeconds(1)).exchange();
            assertThat(rig.untilWork()).isGreaterThan(Duration.ofMillis(1_900));
            rig.advance(Duration.ofSeconds(2)).exchange();
            rig.append("two").exchange();
            assertThat(rig.untilWork()).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void failures_repeated_areReportedOncePerStatus() {
        server.then(
                ScriptedServer.answer(500, "first"),
                ScriptedServer.answer(500, "second"),
                ScriptedServer.answer(503, "third"));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1"))) {
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
    void explained_everyFailure_hasTheServersWordsWithoutSecrets() {
        server.then(
                ScriptedServer.answer(503, "no room for s3cret-token\nat all"),
                ScriptedServer.answer(503, "still no room"));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "token=s3cret-token"))) {
            rig.append("one").exchange();
            rig.advance(Duration.ofMinutes(1)).exchange();
            rig.advance(Duration.ofMinutes(1)).exchange();
            assertThat(rig.ledger.statuses).containsExactly(503, 503, 204);
            assertThat(rig.ledger.explained).hasSize(2);
            assertThat(rig.ledger.explained.get(0))
                    .contains("no room for *** at all")
                    .doesNotContain("s3cret");
            assertThat(rig.ledger.explained.get(1)).contains("still no room");
            assertThat(rig.warnings).hasSize(1);
        }
    }
}
