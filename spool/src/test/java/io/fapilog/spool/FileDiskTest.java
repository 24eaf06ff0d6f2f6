package io.fapilog.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDiskTest {
    private final FileDisk disk = new FileDisk();

    @TempDir
    private Path directory;

    @Test
    void write_interruptedThread_writesAndStaysInterrupted() throws IOException {
        Path file = directory.resolve("a");
        Thread.currentThread().interrupt();
        try (Disk.Output out = disk.create(file)) {
            out.write(ByteBuffer.wrap("--written--".getBytes(UTF_8), 2, 7));
            out.force();
            out.write(ByteBuffer.wrap("more".getBytes(UTF_8)));
        }
        disk.truncate(file, 9);
        try (Closeable lock = disk.lock(directory.resolve("lock"))) {
            assertThat(lock).isNotNull();
        }
        assertThat(disk.read(file)).asString(UTF_8).isEqualTo("writtenmo");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void create_existingFile_throwsAndLeavesIt() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "old");
        assertThatThrownBy(() -> disk.create(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exists already");
        assertThat(file).hasContent("old");
    }

    @Test
    void truncate_missingFile_throwsAndCreatesNone() {
        Path file = directory.resolve("a");
        assertThatThrownBy(() -> disk.truncate(file, 0)).isInstanceOf(NoSuchFileException.class);
        assertThat(file).doesNotExist();
    }
}
