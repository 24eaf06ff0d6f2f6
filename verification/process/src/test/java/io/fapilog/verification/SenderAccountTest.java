package io.fapilog.verification;

import static io.fapilog.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fapilog.devloki.DevLoki;
import io.fapilog.verification.Servant.Account;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** DevLoki shows the account that an application in another process keeps of its events. */
class SenderAccountTest {
    @TempDir
    private Path directory;

    @Test
    void senders_ofAnApplicationInAnotherProcess_showItsAccountAlsoWhileTheServerRefuses() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "connections are looked up in /proc, which Linux has");
        try (DevLoki loki = DevLoki.start();
                Servant servant = Servant.start(directory, loki.lokiUri() + "?labels=app=a&batch_pause=0", 100)) {
            await().until(() -> account(loki).path("delivered").asLong() > 0);
            JsonNode sound = account(loki);
            assertThat(sound.get("name").asString()).isEqualTo(loki.lokiUri());
            assertThat(sound.get("instance").asString()).matches("process \\d+");
            assertThat(sound.get("lastAnswer").asString()).startsWith("204, ");

            loki.script().fault("503 for 1h");
            await().until(() -> account(loki).path("lastAnswer").asString().startsWith("503, "));
            await().until(() -> account(loki).path("waiting").asLong() > 10);
            loki.stop();
            loki.script().clear();
            loki.restart();
            Account end = servant.ask("drain");
            await().until(() -> account(loki).path("waiting").asLong(1) == 0);
            assertThat(account(loki).get("delivered").asLong()).isEqualTo(end.get("delivered"));
        }
    }

    @Test
    void senders_ofNobody_areNone() throws Exception {
        try (DevLoki loki = DevLoki.start()) {
            assertThat(senders(loki)).isEmpty();
            assertThat(senders(loki)).isEmpty();
        }
    }

    private static JsonNode account(DevLoki loki) throws IOException {
        JsonNode senders = senders(loki);
        return senders.isEmpty() ? JsonMapper.shared().createObjectNode() : senders.get(0);
    }

    private static JsonNode senders(DevLoki loki) throws IOException {
        try (InputStream in = URI.create(loki.url() + "/_senders").toURL().openStream()) {
            return JsonMapper.shared()
                    .readTree(new String(in.readAllBytes(), UTF_8))
                    .get("senders");
        }
    }
}
