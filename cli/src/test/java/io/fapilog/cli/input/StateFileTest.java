package io.fapilog.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateFileTest {
    private static final FileEntry ENTRY = new FileEntry(
            "/var/log/grüße.log", "inode 7", 5, 9, 1_700, new Fingerprint(5, "ab"), new Fingerprint(5, "cd"));

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("ship.state");
    }

    @Test
    void write_entries_areReadByTheNextProcess() throws IOException {
        try (StateFile state = StateFile.open(path)) {
            assertThat(state.entries()).isEmpty();
            state.write(List.of(ENTRY));
        }
        try (StateFile state = StateFile.open(path)) {
            assertThat(state.entries()).containsExactly(ENTRY);
        }
    }

    @Test
    void open_afterACrashDuringAWrite_readsTheLastWholeContent() throws IOException {
        try (StateFile state = StateFile.open(path)) {
            state.write(List.of(ENTRY));
        }
        Files.writeString(directory.resolve("ship.state.new"), "{\"format\":\"fapilog sh");
        try (StateFile state = StateFile.open(path)) {
            assertThat(state.entries()).containsExactly(ENTRY);
        }
    }

    @Test
    void open_emptyFile_isANewState() throws IOException {
        Files.createFile(path);
        try (StateFile state = StateFile.open(path)) {
            assertThat(state.entries()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a line of a log\n",
                "{\"msg\":\"one\"}\n{\"msg\":\"two\"}\n",
                "[]",
                "null",
                "{\"format\":\"fapilog ship state 2\",\"files\":[]}",
                "{\"format\":\"fapilog ship state 1\",\"files\":[{\"path\":\"x\"}]}",
                "{\"format\":\"fapilog ship state 1\",\"files\":["
            })
    void open_anythingElse_isRefusedAndNotTouched(String content) throws IOException {
        Files.writeString(path, content);
        assertThatThrownBy(() -> StateFile.open(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(path + " is not a state of fapilog ship");
        assertThat(Files.readString(path)).isEqualTo(content);
    }

    @Test
    void open_whileAnotherUsesIt_isRefused() throws IOException {
        try (StateFile state = StateFile.open(path)) {
            assertThat(state.entries()).isEmpty();
            assertThatThrownBy(() -> StateFile.open(path)).hasMessageContaining("another fapilog ship uses the state");
        }
        StateFile.open(path).close();
    }
}
