package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several pushes on their way at a time: what one of them hears counts for all, unless they were sent before. */
class SeveralInFlightTest {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void failure_ofThreeInFlight_isOneStepOfTheBackoffAndOneProbeFollows() {
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
    void success_ofAnOlderPush_doesNotEndTheWait() {
        CountDownLatch told = new CountDownLatch(1);
        server.then(
                (out, socket) -> {
                    server.awaitRequests(2);
                    return ScriptedServer.answer(429, "slow down", "Retry-After", "60")
                            .write(out, socket);
                },
                (out, socket) -> {
                    await(told);
                    return ScriptedServer.answer(204, "").write(out, socket);
                });
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "max_in_flight=2"))) {
            rig.append("refused").work();
            rig.append("taken").exchange();
            assertThat(rig.ledger.statuses).containsExactly(429);
            told.countDown();
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
    void token_changedWhileAllAreRefused_isTriedAtOnceByAll() throws IOException {
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
            // More than one where a repetition succeeds before the last refusal has come.
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
