package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that never answer, answer without end, or send secrets back. */
class HostileServerTest {
    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void close_serverNeverAnswers_returnsAndDropsEvents() {
        server.otherwise(ScriptedServer.stall());
        SinkRig rig = new SinkRig(server.uri("batch_size=10"));
        rig.append(25).work();
        rig.close();
        assertThat(rig.ledger.dropped(DropReason.CLOSED)).isEqualTo(25);
    }

    @Test
    void answer_veryLong_isReadUpToALimit() {
        String text = "entry for stream has timestamp too old " + "x".repeat(1 << 20);
        server.then(ScriptedServer.answer(400, text));
        try (SinkRig rig = new SinkRig(server.uri())) {
            rig.append(3).deliver();
            assertThat(rig.ledger.uncertain).isEqualTo(3);
            assertThat(rig.warnings.get(0).length()).isLessThan(500);
            rig.append("next").deliver();
            assertThat(rig.ledger.delivered).isEqualTo(1);
        }
    }

    @Test
    void secrets_inTheTextOfAnAnswer_areHidden() {
        server.then(ScriptedServer.answer(
                401,
                "bad user 'wizard' with pa/ss:word\r\nAuthorization: Basic d2l6YXJkOnBhL3NzOndvcmQ=; key=Xy12345"));
        String uri = "loki://wizard:pa%2Fss%3Aword@127.0.0.1:" + server.port() + "?batch_size=1&header.X-Key=Xy12345";
        try (SinkRig rig = new SinkRig(uri)) {
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
