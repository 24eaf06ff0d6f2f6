package io.fapilog.verification.growth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fapilog.verification.load.Peer;
import io.fapilog.verification.load.State;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * A program that measures {@code fapilog ship} with a large file: lines a second, processor time, and the heap that is
 * enough. Arguments: {@code JAR [MEBIBYTES [HEAP]]}, the jar of the command, and its heap such as {@code 64m}.
 */
final class ShipReport {
    private final Path jar;
    private final long bytes;
    private final String heap;

    private ShipReport(Path jar, long bytes, String heap) {
        this.jar = jar;
        this.bytes = bytes;
        this.heap = heap;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long mebibytes = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1024;
        String heap = arguments.length > 2 ? arguments[2] : "64m";
        ShipReport report = new ShipReport(Path.of(arguments[0]), mebibytes << 20, heap);
        System.out.printf(
                Locale.ROOT,
                "%-10s %12s %12s %12s %14s %10s%n",
                "lines",
                "count",
                "lines/s",
                "CPU/line",
                "wire/line",
                "heap");
        Instant start = Instant.now().minus(1, ChronoUnit.HOURS);
        report.measure("plain", number -> plain(start, number));
        report.measure("JSON", number -> json(start, number));
    }

    private void measure(String name, LongFunction<String> line) throws IOException, InterruptedException {
        Path file = Files.createTempFile("ship", ".log");
        try (Peer server = Peer.start(SlowServer.class, List.of(), List.of("0"), Map.of())) {
            long lines = write(file, line);
            long port = server.ask("state").get("port");
            long began = System.nanoTime();
            Duration cpu = ship(file, port);
            double seconds = (System.nanoTime() - began) / 1e9;
            State state = server.ask("state");
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %,12d %,12.0f %9.2f µs %12.1f B %10s%n",
                    name,
                    lines,
                    lines / seconds,
                    cpu.toNanos() / 1e3 / lines,
                    1.0 * state.get("bytes") / lines,
                    heap);
        } finally {
            Files.delete(file);
        }
    }

    private long write(Path file, LongFunction<String> line) throws IOException {
        long lines = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
            for (long written = 0; written < bytes; lines++) {
                String text = line.apply(lines);
                out.write(text);
                out.write('\n');
                written += text.length() + 1;
            }
        }
        return lines;
    }

    /** Runs the command, and returns its processor time, as far as it is known before the end. */
    private Duration ship(Path file, long port) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty("java.home", "") + "/bin/java",
                        "-Xmx" + heap,
                        "-jar",
                        jar.toString(),
                        "ship",
                        "--to",
                        "loki://127.0.0.1:" + port + "?labels=app=shop",
                        file.toString())
                .redirectOutput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("FAPILOG_"));
        Process process = builder.start();
        Duration cpu = Duration.ZERO;
        while (process.isAlive()) {
            cpu = process.info().totalCpuDuration().orElse(cpu);
            Thread.sleep(20);
        }
        if (process.exitValue() != 0) {
            throw new IOException("the command ended with " + process.exitValue());
        }
        return cpu;
    }

    private static String plain(Instant start, long number) {
        return start.plusNanos(number * 1_000).truncatedTo(ChronoUnit.MILLIS)
                + "  INFO 812 --- [http-nio-8080-exec-" + number % 8 + "] com.acme.shop.Orders : order " + number
                + " accepted: " + number % 7 + " items from warehouse " + number % 12;
    }

    private static String json(Instant start, long number) {
        return "{\"@timestamp\":\"" + start.plusNanos(number * 1_000) + "\",\"level\":\"INFO\",\"logger_name\":"
                + "\"com.acme.shop.Orders\",\"thread_name\":\"http-nio-8080-exec-" + number % 8
                + "\",\"message\":\"order " + number + " accepted: " + number % 7 + " items from warehouse "
                + number % 12 + "\",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"user\":\"c-" + number % 997
                + "\"}";
    }
}
