package io.fapilog.verification.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A child process that answers each line on its standard input with one line on its standard output. */
public final class Peer implements AutoCloseable {
    private final Class<?> main;
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private Peer(Class<?> main, Process process) {
        this.main = main;
        this.process = process;
        this.requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Starts {@code main} in a new JVM, which inherits standard error. */
    public static Peer start(Class<?> main, List<String> options, Map<String, String> environment) throws IOException {
        return start(main, options, List.of(), environment);
    }

    /** Starts {@code main} with arguments in a new JVM, which inherits standard error. */
    public static Peer start(
            Class<?> main, List<String> options, List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home", "") + "/bin/java");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("FAPILOG_"));
        builder.environment().putAll(environment);
        return new Peer(main, builder.start());
    }

    /** Sends {@code request} and waits for the answer. */
    public State ask(String request) throws IOException {
        requests.write(request);
        requests.newLine();
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(main.getSimpleName() + " ended before it answered '" + request + "'");
        }
        return State.parse(answer);
    }

    /** Closes the input of the process and waits until it ends. */
    @Override
    public void close() throws IOException {
        requests.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    }
}
