package io.fapilog.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A finished JVM of its own, which had the class path of the tests: its exit code and its output. */
public record Child(int exit, String out, String err) {

    /** Runs {@code main} to its end, for at most three minutes. */
    public static Child run(Class<?> main, Map<String, String> environment, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("child", ".out");
        Path err = Files.createTempFile("child", ".err");
        Process process = builder(command(main, options, arguments), environment)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            return new Child(ended ? process.exitValue() : -1, read(out), read(err));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts {@code main}, whose output goes to {@code target/processes.log}. */
    public static Process start(Class<?> main, Map<String, String> environment, String... arguments)
            throws IOException {
        return builder(command(main, List.of(), arguments), environment)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "processes.log").toFile()))
                .start();
    }

    /** The command that runs {@code main}, in a JVM with {@code options}. */
    public static List<String> command(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home", "") + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Of the variables of fapilog, the JVM has only those in {@code environment}. */
    private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("FAPILOG_"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static String read(Path file) throws IOException {
        String text = Files.readString(file, UTF_8);
        Files.delete(file);
        return text;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    }
}
