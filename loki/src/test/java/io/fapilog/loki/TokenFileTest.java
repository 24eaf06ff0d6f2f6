package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
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
    void token_changed_theFormerOnesAreHiddenToo() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first-token");
        server.then(ScriptedServer.answer(401, "expired"), ScriptedServer.answer(401, "expired"))
                .otherwise(ScriptedServer.answer(403, "no first-token, no second-token, no third-token"));
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "token=file:" + file))) {
            rig.append("one").exchange();
            for (String token : List.of("second-token", "third-token")) {
                change(file, token);
                rig.advance(Duration.ofMinutes(1)).exchange();
            }
            assertThat(rig.warnings).last().asString().contains("no ***, no ***, no ***");
        }
    }

    @Test
    void password_changed_theFormerLoginIsHiddenToo() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "ann-1");
        String uri = "loki://ann:" + URLEncoder.encode("file:" + file, StandardCharsets.UTF_8) + "@127.0.0.1:"
                + server.port() + "?batch_size=1";
        // ann:ann-1 and ann:ann-2
        server.then(ScriptedServer.answer(401, "1"))
                .otherwise(ScriptedServer.answer(403, "YW5uOmFubi0x YW5uOmFubi0y ann-1"));
        try (SinkRig rig = new SinkRig(uri)) {
            rig.append("one").exchange().advance(Duration.ofMinutes(1));
            change(file, "ann-2");
            rig.exchange();
            assertThat(server.requests.get(1).headers()).containsEntry("authorization", "Basic YW5uOmFubi0y");
            assertThat(rig.warnings).last().asString().contains("*** *** ***").doesNotContain("ann", "YW5");
        }
    }

    @Test
    void tenant_fileChanged_isReadBeforeTheNextPush() throws IOException {
        Path file = Files.writeString(directory.resolve("tenant"), "team-a\n");
        try (SinkRig rig = new SinkRig(server.uri("batch_size=1", "tenant=file:" + file))) {
            rig.append("one").exchange();
            change(file, "team-b\n");
            rig.append("two").exchange();
            assertThat(server.requests)
                    .extracting(request -> request.headers().get("x-scope-orgid"))
                    .containsExactly("team-a", "team-b");
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
