package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.ConsoleFormat;
import io.fapilog.Fapilog;
import io.fapilog.config.QueueOptions;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents agree with the code: README's snippet compiles, and settings.md lists the parameters of the sink. */
class DocumentsTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path SETTINGS = Path.of("..", "docs", "settings.md");
    private static final Path SELF = Path.of("src", "test", "java", "io", "fapilog", "loki", "DocumentsTest.java");

    @Test
    void snippet_ofTheReadme_runs() throws IOException {
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
    void settingsPage_rowsOfTheLokiSink_areItsParameters() throws IOException {
        String page = Files.readString(SETTINGS);
        String section = page.substring(
                page.indexOf("## The URI of a Loki sink"), page.indexOf("## The parameters of `stdout`"));
        List<String> documented = section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(known());
    }

    @Test
    void builder_hasAMethodForEachParameterOfTheSink() {
        List<String> methods = Arrays.stream(LokiSinkBuilder.class.getMethods())
                .map(method -> method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();
        assertThat(known().stream().map(name -> name.replace(".NAME", ""))).isSubsetOf(methods);
    }

    private static List<String> known() {
        SinkUri uri = SinkUri.parse("loki://h");
        LokiSettings.read(uri, new Sink.Defaults("s", QueueOptions.DEFAULT, ConsoleFormat.AUTO));
        return List.copyOf(uri.options().names());
    }
}
