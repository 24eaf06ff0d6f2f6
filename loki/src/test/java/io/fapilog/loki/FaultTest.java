package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a network does. */
class FaultTest {
    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void staleConnection_isRepeatedAtOnceWithoutAWarning() {
        server.then(ScriptedServer.answer(204, ""), ScriptedServer.hangUp());
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            rig.append("two").exchange();
            rig.awaitAnswer();
            assertThat(rig.ledger.delivered).isEqualTo(2);
            assertThat(rig.ledger.retried).isEqualTo(1);
            assertThat(rig.warnings).isEmpty();
            assertThat(server.requests.get(2).body())
                    .isEqualTo(server.requests.get(1).body());
        }
    }

    @Test
    void staleConnection_theSecondTime_waits() {
        server.then(ScriptedServer.answer(204, ""), ScriptedServer.reset(), ScriptedServer.reset());
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            rig.append("two").exchange();
            rig.awaitAnswer();
            assertThat(rig.untilDeadline()).isEqualTo(Duration.ofMillis(500));
            assertThat(rig.warnings).hasSize(1);
            rig.advance(Duration.ofMillis(500)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(2);
        }
    }

    @Test
    void reset_onANewConnection_isRetriedAfterBackoff() {
        server.then(ScriptedServer.reset());
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            assertThat(rig.warnings).singleElement().asString().contains("no answer");
            rig.advance(Duration.ofMillis(500)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(rig.ledger.statuses).containsExactly(0, 204);
        }
    }

    @Test
    void cutAnswer_isRetried() {
        server.then(ScriptedServer.cut());
        try (Rig rig = new Rig(server.uri("batch_size=1"))) {
            rig.append("one").exchange();
            assertThat(rig.ledger.delivered).isZero();
            rig.advance(Duration.ofMillis(500)).exchange();
            assertThat(rig.ledger.delivered).isEqualTo(1);
        }
    }

    @Test
    void stall_beforeOrInsideTheAnswer_endsAtTheTimeout() {
        server.then(ScriptedServer.stall(), ScriptedServer.stallInBody());
        try (Rig rig = new Rig(server.uri("batch_size=1", "timeout=3s"))) {
            rig.append("one").work();
            for (int i = 1; i <= 2; i++) {
                server.awaitRequests(i);
                assertThat(rig.advance(Duration.ofSeconds(3)).work()).isEqualTo(1);
                assertThat(rig.ledger.statuses).hasSize(i).containsOnly(0);
                rig.awaitAnswer();
                assertThat(rig.advance(rig.untilDeadline()).work()).isEqualTo(1);
            }
            rig.awaitAnswer();
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(rig.warnings).singleElement().asString().contains("no complete answer within 3s");
        }
    }

    @Test
    void silentServer_close_returnsAndReportsWhatIsLeft() {
        server.otherwise(ScriptedServer.stall());
        Rig rig = new Rig(server.uri("batch_size=10"));
        rig.append(25).work();
        rig.close();
        assertThat(rig.ledger.dropped(DropReason.CLOSED)).isEqualTo(25);
    }

    @Test
    void refusedConnection_isRetriedUntilTheServerIsBack() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (Rig rig = new Rig("loki://127.0.0.1:" + port + "?batch_size=1")) {
            rig.append("one");
            for (int i = 0; i < 20; i++) {
                rig.exchange().advance(rig.untilDeadline());
            }
            assertThat(rig.sink.pendingEvents()).isEqualTo(1);
            assertThat(rig.ledger.statuses).hasSize(20).containsOnly(0);
            assertThat(rig.warnings)
                    .singleElement()
                    .asString()
                    .startsWith("loki://127.0.0.1:" + port + ": no connection");
        }
    }

    @Test
    void unknownHost_isRetriedAndNamed() {
        try (Rig rig = new Rig("loki://host.invalid?batch_size=1")) {
            rig.append("one").exchange();
            assertThat(rig.warnings).singleElement().asString().contains("host.invalid", "the host name is unknown");
            assertThat(rig.sink.pendingEvents()).isEqualTo(1);
        }
    }

    @Test
    void endlessAnswer_isReadToALimitOnly() {
        String text = "entry for stream has timestamp too old " + "x".repeat(1 << 20);
        server.then(ScriptedServer.answer(400, text));
        try (Rig rig = new Rig(server.uri())) {
            rig.append(3).deliver();
            assertThat(rig.ledger.uncertain).isEqualTo(3);
            assertThat(rig.warnings.get(0).length()).isLessThan(500);
            rig.append("next").deliver();
            assertThat(rig.ledger.delivered).isEqualTo(1);
        }
    }

    @Test
    void secrets_repeatedByTheServer_areHidden() {
        server.then(ScriptedServer.answer(
                401,
                "bad user 'wizard' with pa/ss:word\r\nAuthorization: Basic d2l6YXJkOnBhL3NzOndvcmQ=; key=Xy12345"));
        String uri = "loki://wizard:pa%2Fss%3Aword@127.0.0.1:" + server.port() + "?batch_size=1&header.X-Key=Xy12345";
        try (Rig rig = new Rig(uri)) {
            rig.append("one").exchange();
            assertThat(server.requests.get(0).headers())
                    .containsEntry("authorization", "Basic d2l6YXJkOnBhL3NzOndvcmQ=")
                    .containsEntry("x-key", "Xy12345");
            assertThat(rig.warnings)
                    .singleElement()
                    .asString()
                    .contains("bad user '***' with *** Authorization: Basic ***; key=***")
                    .doesNotContain("wizard", "ss:word", "Xy12345", "\r", "\n");
        }
    }
}
