package io.fapilog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a separate repository, with a Maven and a Java that only record their arguments. */
final class LauncherTest {
    @TempDir
    private Path directory;

    private Path root;
    private Path tools;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void prepare() throws IOException {
        root = Files.createDirectories(directory.resolve("a place with spaces"));
        tools = Files.createDirectories(directory.resolve("tools"));
        Files.copy(Path.of("..", "fapilog"), root.resolve("fapilog"));
        executable(root.resolve("fapilog"));
        for (String module : List.of("core", "cli")) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            write(root.resolve(module).resolve("pom.xml"), "");
            write(root.resolve(module).resolve("src/main/java/A.java"), "");
        }
        write(root.resolve("pom.xml"), "");
        script(
                "java",
                "case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2;; *) for a; do echo \"[$a]\"; done;; esac");
        script(
                "mvn",
                "echo \"$@\" >>'" + directory
                        + "/builds'; echo chatter; mkdir -p cli/target; touch cli/target/fapilog-cli.jar");
        environment.put("PATH", tools + ":" + System.getenv("PATH"));
    }

    @Test
    void start_firstTime_buildsOnceAndPassesAllArguments() throws Exception {
        environment.put("FAPILOG_JAVA_OPTS", "-Xmx64m -Dx=y");
        Cli.Result first = start(root.resolve("fapilog"), "ship", "--to", "a b", "");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).contains("building the command").doesNotContain("chatter");
        assertThat(first.out().lines())
                .containsSubsequence(
                        "[-Xmx64m]",
                        "[-Dx=y]",
                        "[-jar]",
                        "[" + root.toRealPath() + "/cli/target/fapilog-cli.jar]",
                        "[ship]",
                        "[--to]",
                        "[a b]",
                        "[]");
        Cli.Result second = start(root.resolve("fapilog"), "ship");
        assertThat(second.err()).isEmpty();
        assertThat(builds()).hasSize(1);
        assertThat(builds().get(0)).contains("package -pl cli -am");
    }

    @Test
    void start_sourceChangedOrRemoved_buildsAgain() throws Exception {
        start(root.resolve("fapilog"));
        Path source = root.resolve("core/src/main/java/A.java");
        Files.setLastModifiedTime(source, inFuture());
        start(root.resolve("fapilog"));
        assertThat(builds()).hasSize(2);

        Files.delete(source);
        Files.setLastModifiedTime(source.getParent(), inFuture());
        start(root.resolve("fapilog"));
        assertThat(builds()).hasSize(3);
    }

    @Test
    void start_throughSymbolicLinks_findsTheRepository() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), root.resolve("fapilog"));
        Files.createDirectories(directory.resolve("bin"));
        Path relative = Files.createSymbolicLink(directory.resolve("bin/fapilog"), Path.of("../link"));
        assertThat(start(link).code()).isZero();
        assertThat(start(relative, "x").out()).contains("a place with spaces/cli/target/fapilog-cli.jar]", "[x]");
    }

    @Test
    void start_concurrently_buildsOnce() throws Exception {
        script(
                "mvn",
                "echo \"$@\" >>'" + directory
                        + "/builds'; sleep 1; mkdir -p cli/target; touch cli/target/fapilog-cli.jar");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(process(root.resolve("fapilog")).start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(builds()).hasSize(1);
    }

    @Test
    void start_lockOfAnEndedProcess_isRemoved() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.createDirectories(root.resolve("cli/target/launcher.lock"));
        write(root.resolve("cli/target/launcher.lock/pid"), Long.toString(ended.pid()));
        assertThat(start(root.resolve("fapilog")).code()).isZero();
    }

    @Test
    void start_localeWithoutLettersBeyondAscii_givesTheJvmOneThatHasThem() throws Exception {
        script("java", "case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2;; *) echo \"[$LC_ALL]\";; esac");
        start(root.resolve("fapilog"));
        environment.put("LC_ALL", "C");
        assertThat(start(root.resolve("fapilog")).out()).isEqualTo("[C.UTF-8]\n");
        environment.put("LC_ALL", "de_DE.UTF-8");
        assertThat(start(root.resolve("fapilog")).out()).isEqualTo("[de_DE.UTF-8]\n");
    }

    @Test
    void start_failedBuild_printsItsOutputAndIsRepeatedAtTheNextStart() throws Exception {
        script("mvn", "echo 'a compiler error'; exit 1");
        Cli.Result result = start(root.resolve("fapilog"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("a compiler error", "the build failed");
        assertThat(result.out()).isEmpty();
        assertThat(start(root.resolve("fapilog")).err()).contains("a compiler error");
    }

    @Test
    void start_toolMissingOrTooOld_isReportedInOneSentence() throws Exception {
        script("java", "echo 'openjdk version \"11.0.2\"' >&2");
        assertThat(start(root.resolve("fapilog")).err()).contains("11", "JDK 17");

        onlyCoreTools();
        Files.delete(tools.resolve("java"));
        assertThat(start(root.resolve("fapilog")).err())
                .isEqualTo("fapilog: there is no java on the PATH; install a JDK 17 or newer, or set JAVA_HOME\n");

        script("java", "true");
        Files.delete(tools.resolve("mvn"));
        assertThat(start(root.resolve("fapilog")).err()).contains("there is no mvn on the PATH");
    }

    /** Limits the PATH to the tools that every system has. */
    private void onlyCoreTools() throws IOException {
        for (String tool : List.of("dirname", "readlink", "find", "head", "sed", "mkdir", "rm", "touch", "cat", "mv")) {
            Path real = Path.of("/usr/bin", tool);
            script(tool, "exec " + (Files.exists(real) ? real : Path.of("/bin", tool)) + " \"$@\"");
        }
        environment.put("PATH", tools.toString());
    }

    private Cli.Result start(Path launcher, String... args) throws Exception {
        Process process = process(launcher, args).start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Cli.Result(
                process.exitValue(),
                Files.readString(directory.resolve("out")),
                Files.readString(directory.resolve("err")));
    }

    private ProcessBuilder process(Path launcher, String... args) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("FAPILOG_JAVA_OPTS");
        builder.environment().putAll(environment);
        return builder;
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(directory.resolve("builds"));
    }

    private void script(String name, String body) throws IOException {
        write(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
        executable(tools.resolve(name));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    /** A time after all files that the launcher has written. */
    private static FileTime inFuture() {
        return FileTime.from(java.time.Instant.parse("2199-01-01T00:00:00Z"));
    }
}
