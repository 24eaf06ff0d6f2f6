package io.fapilog.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the public API of each published module with its text file, so that a review shows every change. */
class PublicApiTest {
    private static final Path FILES = Path.of("src/test/resources/api");
    private static final String HINT =
            "The public API differs from %s. To accept the change, run: mvn test -pl verification/api -am -DskipTests"
                    + " -Dapi.accept%n%s";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "core, io.fapilog.Fapilog",
        "loki, io.fapilog.loki.LokiSink",
        "spool, io.fapilog.spool.SpoolFolder",
        "slf4j, io.fapilog.slf4j.FapilogServiceProvider",
        "logback, io.fapilog.logback.FapilogAppender",
        "log4j2, io.fapilog.log4j2.FapilogAppender",
        "jul, io.fapilog.jul.FapilogHandler",
        "micrometer, io.fapilog.micrometer.FapilogMeters",
        "spring-boot, io.fapilog.spring.FapilogAutoConfiguration",
        "devloki, io.fapilog.devloki.DevLoki"
    })
    void publicApi_ofEachModule_equalsItsFile(String module, Class<?> member) throws Exception {
        Path file = FILES.resolve(module + ".txt");
        List<String> actual = new ApiText(member).lines();
        if (System.getProperty("api.accept") != null) {
            Files.write(file, actual);
        }
        List<String> expected = Files.exists(file) ? Files.readAllLines(file) : List.of();
        List<String> changes = Stream.concat(marked("- ", expected, actual), marked("+ ", actual, expected))
                .toList();
        assertThat(changes)
                .withFailMessage(HINT, file, String.join(System.lineSeparator(), changes))
                .isEmpty();
    }

    /** The lines that the others lack, with a mark before each. */
    private static Stream<String> marked(String mark, List<String> lines, List<String> others) {
        Set<String> known = Set.copyOf(others);
        return lines.stream().filter(line -> !known.contains(line)).map(mark::concat);
    }
}
