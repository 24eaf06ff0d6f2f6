package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not in the table of faults: a server that wants memory, secrets, or our time. */
class HostileServerTest {
    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void close() {
        server.close();
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
