package io.fapilog.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilePatternTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void create() throws IOException {
        for (String name : List.of("a.log", "b.log", "c.txt", ".hidden", "sub/d.log", "sub/deep/e.log", "[x].log")) {
            Files.createDirectories(directory.resolve(name).getParent());
            Files.createFile(directory.resolve(name));
        }
    }

    @Test
    void paths_oneStar_staysInTheDirectory() {
        assertThat(names("*.log")).containsExactly("[x].log", "a.log", "b.log");
        assertThat(names("{a,c}.*")).containsExactly("a.log", "c.txt");
        assertThat(names("*/d.log")).containsExactly("sub/d.log");
    }

    @Test
    void paths_twoStars_alsoMeanNoDirectory() {
        assertThat(names("**/*.log")).containsExactly("[x].log", "a.log", "b.log", "sub/d.log", "sub/deep/e.log");
        assertThat(names("sub/**")).containsExactly("sub/d.log", "sub/deep/e.log");
    }

    @Test
    void paths_directory_areItsFilesThatAreNotHidden() {
        assertThat(names("")).containsExactly("[x].log", "a.log", "b.log", "c.txt");
        assertThat(FilePattern.of(directory.toString()).isOpen()).isTrue();
    }

    @Test
    void of_fileOfThisName_isNoPattern() {
        assertThat(names("[x].log")).containsExactly("[x].log");
        assertThat(FilePattern.of(directory + "/[x].log").isOpen()).isFalse();
        assertThat(names("[ab].log")).containsExactly("a.log", "b.log");
    }

    private List<String> names(String pattern) {
        return FilePattern.of(directory + "/" + pattern)
                .paths((path, e) -> {
                    throw new AssertionError(path.toString(), e);
                })
                .stream()
                .map(path -> directory.relativize(path).toString())
                .toList();
    }
}
