package io.fapilog.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Runs the command in this JVM or in a child process. */
final class Cli {
    /** The exit code and the output of a run. */
    record Result(int code, String out, String err) {}

    private Cli() {}

    static Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = FapilogCommand.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        int code = commandLine.execute(args);
        return new Result(code, out.toString(), err.toString());
    }

    /** A run in a child process, with its input and output in files of {@code directory}. */
    static final class Child {
        private final Path out;
        private final Path err;
        private final ProcessBuilder builder;
        private final List<String> command = new ArrayList<>();

        Child(Path directory, String... jvmOptions) {
            out = directory.resolve("child.out");
            err = directory.resolve("child.err");
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(jvmOptions));
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
            command.add(FapilogCommand.class.getName());
            builder = new ProcessBuilder().redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("FAPILOG_") || name.startsWith("OTEL_"));
        }

        Child environment(Map<String, String> variables) {
            builder.environment().putAll(variables);
            return this;
        }

        Child input(Path file) {
            builder.redirectInput(file.toFile());
            return this;
        }

        Process start(String... args) throws IOException {
            command.addAll(List.of(args));
            return builder.command(command).start();
        }

        Result run(String... args) throws IOException, InterruptedException {
            return result(start(args));
        }

        Result result(Process process) throws IOException, InterruptedException {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("the command did not end: " + err());
            }
            return new Result(process.exitValue(), Files.readString(out), err());
        }

        List<String> outLines() throws IOException {
            return Files.readAllLines(out);
        }

        String err() throws IOException {
            return Files.readString(err, StandardCharsets.UTF_8);
        }
    }
}
