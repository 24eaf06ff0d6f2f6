package io.fapilog.verification.peers;

import io.fapilog.verification.load.ProcessFigures;
import io.fapilog.verification.load.Requests;
import io.fapilog.verification.load.State;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An application that logs to a pipeline in a process of its own: {@code PIPELINE PORT}. Its requests are {@code open},
 * {@code burst EVENTS}, {@code steady PER-SECOND SECONDS}, {@code idle SECONDS},
 * {@code heap} and {@code close}.
 */
final class Application implements Requests {
    private final Pipeline pipeline;
    private final int port;
    private @Nullable Target target;

    private Application(Pipeline pipeline, int port) {
        this.pipeline = pipeline;
        this.port = port;
    }

    public static void main(String[] arguments) throws IOException {
        Application application = new Application(Pipeline.valueOf(arguments[0]), Integer.parseInt(arguments[1]));
        PrintStream answers = System.out;
        // Some pipelines write to standard output.
        System.setOut(System.err);
        Requests.serve(answers, application);
        // Not all pipelines end all their threads.
        System.exit(0);
    }

    @Override
    public State answer(String request) throws IOException {
        String[] words = request.split(" ", -1);
        State before = resources();
        long start = System.nanoTime();
        State state = answer(words).with("start", start).with("nanos", System.nanoTime() - start);
        resources().values().forEach((name, value) -> state.with(name, value - before.get(name)));
        return state.with("liveThreads", Thread.getAllStackTraces().size());
    }

    private State answer(String[] words) throws IOException {
        try {
            switch (words[0]) {
                case "open" -> target = pipeline.open(port);
                case "close" -> open().close();
                case "burst" -> {
                    return new Load(open()).burst(Integer.parseInt(words[1]));
                }
                case "steady" -> {
                    return new Load(open()).steady(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                }
                case "heap" -> {
                    return State.of().with("heap", ProcessFigures.heapBytes());
                }
                case "idle" -> Thread.sleep(1_000L * Integer.parseInt(words[1]));
                default -> throw new IllegalArgumentException(words[0]);
            }
            return State.of();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private Target open() {
        return Objects.requireNonNull(target, "open it first");
    }

    private static State resources() {
        return State.of()
                .with("cpu", ProcessFigures.processorNanos())
                .with("collecting", ProcessFigures.collectionMillis())
                .with("classes", ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount())
                .with("wakeUps", wakeUps());
    }

    /** How often the threads of this process have begun to wait for something, as Linux counts it. */
    private static long wakeUps() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.mapToLong(Application::switches).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long switches(Path thread) {
        try (Stream<String> lines = Files.lines(thread.resolve("status"))) {
            return lines.filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            // It has ended.
            return 0;
        }
    }
}
