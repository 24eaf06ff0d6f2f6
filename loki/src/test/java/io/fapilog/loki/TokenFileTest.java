package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A token in a file is used as soon as it changes. */
class TokenFileTest {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void token_fileChanged_isReadBeforeTheNextPush() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first");
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "token=file:" + file))) {
            rig.append("one").exchange();
            change(file, "second\n");
            rig.append("two").exchange();
            assertThat(server.requests)
                    .extracting(request -> request.headers().get("authorization"))
                    .containsExactly("Bearer first", "Bearer second");
        }
    }

    @Test
    void token_fileChangedBeforeARefusal_isUsedAtOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first");
        server.then((out, socket) -> {
            change(file, "second");
            return ScriptedServer.answer(401, "expired").write(out, socket);
        });
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "token=file:" + file))) {
            rig.append("one").exchange().awaitAnswer();
            assertThat(rig.ledger.delivered).isEqualTo(1);
            assertThat(server.requests.get(1).headers()).containsEntry("authorization", "Bearer second");
        }
    }

    @Test
    void token_fileUnusable_isReportedWithoutItsContent() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first");
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "token=file:" + file))) {
            change(file, "two\nlines");
            rig.append("one").work();
            assertThat(rig.warnings).singleElement().asString().doesNotContain("lines");
            change(file, "third");
            assertThat(rig.advance(Duration.ofSeconds(1)).exchange().ledger.delivered)
                    .isEqualTo(1);
        }
    }

    /** Writes the file, and sets its time, which may otherwise be equal to the time of the last write. */
    private static void change(Path file, String content) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 10_000));
    }
}
