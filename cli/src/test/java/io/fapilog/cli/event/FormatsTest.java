package io.fapilog.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads samples of the formats of common logging systems, which those systems wrote, or whose documentation shows them.
 * Beside each sample is what it must become.
 */
final class FormatsTest {
    static List<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void line_ofSample_becomesTheExpectedEvents(String name) throws IOException {
        String sample = Files.readString(folder().resolve(name + ".log"));
        String expected = Files.readString(folder().resolve(name + ".expected"));
        assertThat(EventText.of(EventText.events(EventText.options(), sample))).isEqualTo(expected);
    }

    @Test
    void samples_ofAllFormats_areThere() throws IOException {
        assertThat(samples()).hasSizeGreaterThan(50);
    }

    static Path folder() {
        URL folder = Objects.requireNonNull(FormatsTest.class.getResource("/formats"));
        try {
            return Path.of(folder.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
