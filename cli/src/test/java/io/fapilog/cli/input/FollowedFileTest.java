package io.fapilog.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FollowedFileTest {
    @TempDir
    private Path directory;

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong consumed = new AtomicLong();
    private Path path;
    private FollowedFile file;

    @BeforeEach
    void open() throws IOException {
        path = directory.resolve("app.log");
        append(path, "one\n");
        file = new FollowedFile(path, new LineReader(1 << 20), consumed);
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    @Test
    void read_growingFile_returnsWholeLines() throws IOException {
        readAll();
        append(path, "two\nbe");
        readAll();
        assertThat(lines).containsExactly("one", "two");
        append(path, "gun\n");
        readAll();
        assertThat(lines).containsExactly("one", "two", "begun");
        assertThat(consumed).hasValue(14);
        assertThat(file.read(lines::add)).isFalse();
    }

    @Test
    void read_rotatedFile_readsTheRestAndThenTheNewFile() throws IOException {
        readAll();
        Path old = directory.resolve("app.log.1");
        Files.move(path, old);
        assertThat(file.read(lines::add)).isFalse();
        append(old, "late\nunended");
        append(path, "new\n");
        readAll();
        assertThat(lines).containsExactly("one", "late", "unended", "new");
    }

    @Test
    void read_truncatedFile_readsFromItsBeginning() throws IOException {
        append(path, "two");
        readAll();
        Files.writeString(path, "new\n", StandardOpenOption.TRUNCATE_EXISTING);
        readAll();
        assertThat(lines).containsExactly("one", "two", "new");
    }

    @Test
    void finish_lineWithoutLineFeed_isReturned() throws IOException {
        append(path, "unended");
        readAll();
        file.finish(lines::add);
        assertThat(lines).containsExactly("one", "unended");
    }

    private void readAll() throws IOException {
        while (file.read(lines::add)) {
            assertThat(lines).hasSizeLessThan(100);
        }
    }

    private static void append(Path path, String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
