package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several pushes in flight: the answer to one of them counts for all that are sent later. */
class SeveralInFlightTest {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void maxInFlight_three_sendsThreeAtATime() {
        server.otherwise(ScriptedServer.stall());
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_in_flight=3"))) {
            List<Integer> sent = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                sent.add(rig.append("event " + i).work());
            }
            assertThat(sent).containsExactly(1, 1, 1, 0);
        }
    }

    @Test
    void maxInFlight_batchMuchNewerThanOneInFlight_isNotSent() {
        server.otherwise(ScriptedServer.stall());
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_in_flight=3", "timeout=10m"))) {
            long earlier = ManualTime.START - Duration.ofHours(2).toNanos();
            rig.append(rig.event("two hours ago").timestamp(earlier).build());
            assertThat(rig.work()).isEqualTo(1);
            rig.append("now");
            assertThat(rig.work()).isZero();
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMinutes(10));
        }
    }

    @Test
    void failures_ofThreePushesInFlight_areOneStepOfTheBackoffAndOneRetryFollows() {
        server.otherwise((out, socket) -> {
            server.awaitRequests(3);
            return ScriptedServer.answer(503, "").write(out, socket);
        });
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_in_flight=3"))) {
            rig.random = 0.999_999;
            for (int i = 0; i < 3; i++) {
                rig.append("event " + i).work();
            }
            rig.awaitAnswer().awaitAnswer().awaitAnswer();
            assertThat(rig.ledger.statuses).hasSize(3);
            assertThat(rig.untilWork()).isLessThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(rig.advance(Duration.ofSeconds(1)).work()).isEqualTo(1);
        }
    }

    @Test
    void success_ofAPushSentBeforeTheFailure_doesNotEndTheBackoff() {
        CountDownLatch refused = new CountDownLatch(1);
        server.then(
                (out, socket) -> {
                    server.awaitRequests(2);
                    return ScriptedServer.answer(429, "slow down", "Retry-After", "60")
                            .write(out, socket);
                },
                (out, socket) -> {
                    await(refused);
                    return ScriptedServer.answer(204, "").write(out, socket);
                });
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_in_flight=2"))) {
            rig.append("first").work();
            rig.append("second").exchange();
            assertThat(rig.ledger.statuses).containsExactly(429);
            refused.countDown();
            rig.awaitAnswer();
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(rig.untilWork()).isEqualTo(Duration.ofMinutes(1));
            assertThat(rig.infos).isEmpty();
            rig.advance(Duration.ofMinutes(1)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(2);
            assertThat(rig.ledger.statuses).containsExactly(429, 204, 204);
            assertThat(rig.infos).singleElement().asString().contains("after 1m and 1 retry");
        }
    }

    @Test
    void token_changedWhileAllPushesAreRefused_isUsedAtOnceByAll() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "old");
        CountDownLatch changed = new CountDownLatch(1);
        ScriptedServer.Reaction refusal = (out, socket) -> {
            await(changed);
            return ScriptedServer.answer(401, "expired").write(out, socket);
        };
        server.then(refusal, refusal, refusal);
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_in_flight=3", "token=file:" + file))) {
            rig.append("one").work();
            rig.append("two").work();
            rig.append("three").work();
            server.awaitRequests(3);
            Files.writeString(file, "new");
            changed.countDown();
            rig.deliver();
            assertThat(rig.ledger.delivered).isEqualTo(3);
            assertThat(server.requests.subList(3, 6))
                    .allMatch(request -> "Bearer new".equals(request.headers().get("authorization")));
            // More than one if a retry succeeds before the last refusal has arrived.
            assertThat(rig.warnings).isNotEmpty().allMatch(warning -> warning.contains("answers 401"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
