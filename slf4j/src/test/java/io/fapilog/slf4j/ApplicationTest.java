package io.fapilog.slf4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.EarlyLoggingProvider;
import com.acme.Shop;
import io.fapilog.Fapilog;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An application in its own JVM that logs through SLF4J and is configured only by its environment. */
class ApplicationTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path", "");

    @TempDir
    @Nullable
    Path directory;

    @Test
    void main_withoutConfiguration_printsJsonLines() throws Exception {
        Outcome outcome = run(Map.of());

        assertThat(outcome.exit).isZero();
        assertThat(outcome.err).isEmpty();
        assertThat(outcome.out).hasSize(3);
        assertThat(Recorder.parse(outcome.out.get(0)))
                .containsEntry("level", "INFO")
                .containsEntry("logger", "com.acme.Shop")
                .containsEntry("thread", "main")
                .containsEntry("message", "order 4711 placed")
                .containsEntry("trace_id", "4bf92f35");
        assertThat(Recorder.parse(outcome.out.get(1))).containsEntry("stock", 3);
        assertThat(Recorder.parse(outcome.out.get(2))).containsEntry("exception_message", "no answer");
    }

    @Test
    void main_withoutTheModuleOfASink_namesItAndPrints() throws Exception {
        Outcome outcome = run(Map.of("FAPILOG_SINKS", "stdout,loki://127.0.0.1:1?labels=app=myapi,env=dev"));

        assertThat(outcome.exit).isZero();
        assertThat(outcome.messages()).containsExactly("order 4711 placed", "few left", "payment failed");
        assertThat(outcome.err).singleElement().asString().contains("WARN", "io.fapilog:fapilog-loki");
    }

    @Test
    void main_withLevelsPerLogger_followsThem() throws Exception {
        assertThat(run(Map.of("FAPILOG_LEVEL", "error,com.acme=debug")).messages())
                .containsExactly("order 4711 placed", "not shown by default", "few left", "payment failed");
    }

    @Test
    void main_withAWrongLevel_warnsAndPrints() throws Exception {
        Outcome outcome = run(Map.of("FAPILOG_LEVEL", "garbage"));

        assertThat(outcome.exit).isZero();
        assertThat(outcome.messages()).containsExactly("order 4711 placed", "few left", "payment failed");
        assertThat(outcome.err).filteredOn(line -> line.contains(" WARN ")).hasSize(1);
        assertThat(String.join("\n", outcome.err)).contains("FAPILOG_LEVEL").contains("garbage");
    }

    @Test
    void main_whenDisabled_printsNothing() throws Exception {
        Outcome outcome = run(Map.of("FAPILOG_ENABLED", "false"));

        assertThat(outcome.exit).isZero();
        assertThat(outcome.out).isEmpty();
        assertThat(outcome.err).isEmpty();
    }

    @Test
    void main_whenASinkLogsWhileItIsMade_runs() throws Exception {
        Outcome outcome = run(Map.of("FAPILOG_SINKS", "chatty://here"));

        assertThat(outcome.exit).isZero();
        assertThat(outcome.messages()).containsExactly("order 4711 placed", "few left", "payment failed");
        assertThat(outcome.err).filteredOn(line -> line.contains(" WARN ")).hasSize(1);
    }

    @Test
    void main_whenSomethingLogsWhileSlf4jStarts_printsThatToo() throws Exception {
        Outcome outcome = run(Map.of(), "-Dslf4j.provider=" + EarlyLoggingProvider.class.getName(), "-cp", CLASS_PATH);

        assertThat(outcome.exit).isZero();
        assertThat(outcome.messages()).containsExactly("early 1", "order 4711 placed", "few left", "payment failed");
    }

    @Test
    void main_onTheModulePath_findsTheProvider() throws Exception {
        String modules = String.join(
                File.pathSeparator,
                location(FapilogServiceProvider.class),
                location(Fapilog.class),
                location(LoggerFactory.class));
        Outcome outcome =
                run(Map.of(), "-p", modules, "--add-modules", "org.slf4j", "-cp", location(ApplicationTest.class));

        assertThat(outcome.err).isEmpty();
        assertThat(outcome.exit).isZero();
        assertThat(outcome.messages()).containsExactly("order 4711 placed", "few left", "payment failed");
    }

    private Outcome run(Map<String, String> settings) throws IOException, InterruptedException {
        return run(settings, "-cp", CLASS_PATH);
    }

    private Outcome run(Map<String, String> settings, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add(Shop.class.getName());
        Path out = assertPresent(directory).resolve("out");
        Path err = assertPresent(directory).resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("FAPILOG_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(settings);
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as("ends by itself")
                    .isTrue();
            return new Outcome(process.exitValue(), Files.readAllLines(out, UTF_8), Files.readAllLines(err, UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path assertPresent(@Nullable Path path) {
        if (path == null) {
            throw new IllegalStateException("no directory");
        }
        return path;
    }

    private static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private record Outcome(int exit, List<String> out, List<String> err) {
        List<String> messages() {
            return out.stream()
                    .map(line -> String.valueOf(Recorder.parse(line).get("message")))
                    .toList();
        }
    }
}
