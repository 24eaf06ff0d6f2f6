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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README tells the truth: its snippet is this file's, and its table of names is the sink's. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path SELF = Path.of("src", "test", "java", "io", "fapilog", "loki", "ReadmeTest.java");

    @Test
    void snippet_worksAndIsTheReadmes() throws IOException {
        // snippet
        Fapilog fapilog = Fapilog.builder()
                .level("info,com.acme=debug")
                .sink("stdout")
                .sink(LokiSink.builder("loki://loki:3100").label("app", "myapi").label("env", "dev"))
                .install();
        // ...
        fapilog.flush(Duration.ofSeconds(2));
        fapilog.close(Duration.ofSeconds(5));
        // end of snippet
        Matcher own = Pattern.compile("// snippet\n(.*)\n *// end of snippet", Pattern.DOTALL)
                .matcher(Files.readString(SELF));
        assertThat(own.find()).isTrue();
        assertThat(Files.readString(README)).contains(own.group(1).stripIndent().strip());
    }

    @Test
    void namesOfTheTable_areThoseThatTheSinkKnows() throws IOException {
        String readme = Files.readString(README);
        String table =
                readme.substring(readme.indexOf("### The URI of a Loki sink"), readme.indexOf("## What is promised"));
        Set<String> documented = new TreeSet<>();
        for (String row : table.lines().filter(line -> line.startsWith("| `")).toList()) {
            Matcher name = Pattern.compile("`([a-zA-Z_.]+)`").matcher(row.split("\\|", 3)[1]);
            while (name.find()) {
                documented.add(name.group(1));
            }
        }
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
