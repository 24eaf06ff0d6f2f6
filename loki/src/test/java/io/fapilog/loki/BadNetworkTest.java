package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that fails at random, in every way after which a push is retried: all events arrive once. */
class BadNetworkTest {
    /** The timeout of the sinks, which no backoff is equal to. */
    private static final Duration TIMEOUT = Duration.ofSeconds(77);

    private final List<String> stored = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void events_serverFailsAtRandom_arriveOnce(long seed) {
        Random random = new Random(seed);
        Random faults = new Random(-seed);
        List<String> logged = new ArrayList<>();
        String format = seed % 3 == 0 ? "format=json" : "batch_size=5";
        try (ScriptedServer server = new ScriptedServer();
                SinkRig rig = new SinkRig(server.uri("timeout=77s", "batch_bytes=2KiB", "max_line=1KiB", format))) {
            server.otherwise(ScriptedServer.dependingOn(push -> reaction(push.messages(), faults)));
            for (int step = 0; step < 60; step++) {
                for (int i = random.nextInt(12); i > 0; i--) {
                    logged.add(seed + ": event " + logged.size() + " " + "x".repeat(random.nextInt(200)));
                    rig.random = random.nextDouble();
                    rig.append(logged.get(logged.size() - 1));
                }
                step(rig);
                rig.assertBalanced();
            }
            rig.sink.flush();
            while (rig.pending() > 0) {
                step(rig);
                rig.assertBalanced();
            }
            assertThat(stored).containsExactlyInAnyOrderElementsOf(logged);
            assertThat(rig.ledger.delivered).isEqualTo(logged.size());
            assertThat(rig.sink.settledThrough()).isEqualTo(logged.size());
            assertThat(rig.sink.pendingBytes()).isZero();
        }
    }

    /** Works, then waits for an answer if a push is in flight, else until there is work. */
    static void step(SinkRig rig) {
        rig.work();
        Duration untilWork = rig.untilWork();
        if (untilWork.equals(TIMEOUT)) {
            rig.awaitAnswer();
        } else if (untilWork.compareTo(Duration.ofDays(1)) < 0) {
            rig.advance(untilWork);
        }
    }

    private ScriptedServer.Reaction reaction(List<String> messages, Random faults) {
        return switch (faults.nextInt(12)) {
            case 0 -> ScriptedServer.answer(500, "oops");
            case 1 -> ScriptedServer.answer(429, "slow", "Retry-After", "3");
            case 2 -> ScriptedServer.reset();
            case 3 -> ScriptedServer.hangUp();
            case 4 -> ScriptedServer.truncate();
            case 5 -> ScriptedServer.answer(401, "no org id");
            case 6 -> messages.size() > 1 ? ScriptedServer.answer(413, "") : ScriptedServer.answer(503, "");
            default -> store(messages);
        };
    }

    private ScriptedServer.Reaction store(List<String> messages) {
        stored.addAll(messages);
        return ScriptedServer.answer(204, "");
    }
}
