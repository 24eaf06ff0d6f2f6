package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.ConfigurationException;
import io.fapilog.ConsoleFormat;
import io.fapilog.Fapilog;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.SinkDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents agree with the code: README's snippet compiles, and settings.md lists the parameters of the sink. */
class DocumentsTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path SETTINGS = Path.of("..", "docs", "settings.md");
    private static final Path SELF = Path.of("src", "test", "java", "io", "fapilog", "loki", "DocumentsTest.java");

    @Test
    void readmeSnippet_runs() throws IOException {
        // snippet
        Fapilog fapilog = Fapilog.builder()
                .level("info,com.acme=debug")
                .sink("stdout")
                .sink(LokiSink.builder("loki://loki:3100").label("app", "myapi").label("env", "dev"))
                .install();
        // end of snippet
        fapilog.close(Duration.ZERO);
        Matcher own = Pattern.compile("// snippet\n(.*)\n *// end of snippet", Pattern.DOTALL)
                .matcher(Files.readString(SELF));
        assertThat(own.find()).isTrue();
        assertThat(Files.readString(README)).contains(own.group(1).stripIndent().strip());
    }

    @Test
    void settingsPage_hasOneRowForEachParameterOfTheSink() throws IOException {
        String page = Files.readString(SETTINGS);
        String section = page.substring(
                page.indexOf("## The URI of a Loki sink"), page.indexOf("## The parameters of `stdout`"));
        List<String> documented = section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(known());
    }

    private static List<String> known() {
        SinkDefaults defaults = new SinkDefaults("s", QueueOptions.DEFAULT, ConsoleFormat.AUTO);
        try {
            LokiSettings.read(SinkUri.parse("loki://h?qqqqqqqqqqqqqq=1"), defaults);
        } catch (ConfigurationException e) {
            String violation = e.violations().get(0);
            String names = violation.substring(violation.indexOf("known are ") + "known are ".length());
            return new ArrayList<>(List.of(names.split(", ")));
        }
        throw new AssertionError("an unknown name was taken");
    }
}
