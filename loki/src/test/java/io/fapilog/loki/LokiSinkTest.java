package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LokiSinkTest {
    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void doWork_batchSizeReached_pushesAllThatWaits() {
        try (Rig rig = new Rig(server.uri("labels=app=shop,env=dev", "batch_size=3"))) {
            rig.append(2);
            assertThat(rig.work()).isZero();
            rig.append("third").exchange();
            assertThat(server.push(0).messages()).containsExactly("message 0", "message 1", "third");
            assertThat(rig.ledger.delivered).isEqualTo(3);
            assertThat(rig.ledger.statuses).containsExactly(204);
        }
    }

    @Test
    void doWork_serverFailsOnce_sendsTheSameBytesAgain() {
        server.then(ScriptedServer.answer(500, "oops"));
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            assertThat(rig.ledger.delivered).isZero();
            rig.advance(Duration.ofSeconds(1)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(rig.ledger.retried).isEqualTo(1);
            assertThat(server.requests.get(1).body())
                    .isEqualTo(server.requests.get(0).body());
        }
    }
}
