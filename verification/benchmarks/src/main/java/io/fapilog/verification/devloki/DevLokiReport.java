package io.fapilog.verification.devloki;

import io.fapilog.devloki.ReceivedPush;
import io.fapilog.verification.load.Peer;
import io.fapilog.verification.load.State;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that measures a DevLoki in a process of its own with a heap of 1 GiB: the entries a second that it takes in
 * over one and two connections, and how long a filter and a rate over all of them take. Argument: {@code [ENTRIES]}, by
 * default a million.
 */
final class DevLokiReport {
    private static final int NO_CONTENT = 204;
    private static final int QUERIES = 7;
    private static final String STREAMS = "{app=\"" + RecordedPushes.APP + "\"}";

    /** Jetty logs through SLF4J: that is to cost nothing and to print nothing. */
    private static final Map<String, String> SILENCE =
            Map.of("slf4j.provider", "io.fapilog.slf4j.FapilogServiceProvider", "fapilog.sinks", "[]");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final PrintStream out;

    DevLokiReport(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        SILENCE.forEach(System::setProperty);
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        new DevLokiReport(System.out).measure(RecordedPushes.of(events, 2));
    }

    /** Measures with {@code recorded}, and prints a line for each figure. */
    void measure(RecordedPushes recorded) throws IOException, InterruptedException, ExecutionException {
        for (int connections = 1; connections <= 2; connections++) {
            try (Peer server = start(Long.toString(700L << 20))) {
                takeIn(server, recorded, connections);
                if (connections == 2) {
                    query(server);
                }
            }
        }
    }

    private static Peer start(String maxBytes) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx1g"));
        SILENCE.forEach((name, value) -> options.add("-D" + name + "=" + value));
        return Peer.start(DevLokiProcess.class, options, List.of(maxBytes), Map.of());
    }

    private void takeIn(Peer server, RecordedPushes recorded, int connections)
            throws IOException, InterruptedException, ExecutionException {
        State before = server.ask("state");
        long start = System.nanoTime();
        push(before.get("port"), recorded.pushes(), connections);
        double seconds = (System.nanoTime() - start) / 1e9;
        State after = server.ask("state");
        double cpu = (after.get("cpu") - before.get("cpu")) / 1e3 / recorded.events();
        if (after.get("stored") != recorded.events() || after.get("evicted") != 0) {
            throw new IllegalStateException("not all entries are stored: " + after);
        }
        print(
                "taken in over " + connections + (connections == 1 ? " connection" : " connections"),
                String.format(
                        Locale.ROOT, "%,.0f entries/s, %.1f µs of a processor each", recorded.events() / seconds, cpu));
    }

    private void push(long port, List<ReceivedPush> pushes, int connections)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            senders.add(threads.submit(() -> {
                for (int j = next.getAndIncrement(); j < pushes.size(); j = next.getAndIncrement()) {
                    push(port, pushes.get(j));
                }
                return null;
            }));
        }
        for (Future<?> sender : senders) {
            sender.get();
        }
        threads.shutdown();
    }

    private void push(long port, ReceivedPush push) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/loki/api/v1/push"))
                .header("Content-Type", push.contentType())
                .POST(BodyPublishers.ofByteArray(push.body().orElseThrow()))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != NO_CONTENT) {
            throw new IOException("a push was answered with " + answer.statusCode() + ": " + answer.body());
        }
    }

    private void query(Peer server) throws IOException, InterruptedException {
        State state = server.ask("heap");
        print("heap in use", String.format(Locale.ROOT, "%,d MiB", state.get("heap") >> 20));
        long port = state.get("port");
        time(port, "filter, found at the end", STREAMS + " |= \"order 7 accepted\"");
        time(port, "filter, not found", STREAMS + " |= \"refused by the bank\"");
        time(port, "filter by regular expression", STREAMS + " |~ \"items for 9[0-9]\\\\.0 from\"");
        time(port, "filter by a JSON field", STREAMS + " | json | level=\"ERROR\"");
        time(port, "rate by level", "sum by (detected_level) (rate(" + STREAMS + "[1m]))");
        time(port, "rate by level of the line", "sum by (level) (rate(" + STREAMS + " | json [1m]))");
    }

    private void time(long port, String name, String query) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/loki/api/v1/query_range?limit=100&since=1h&step=15s&query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        double[] millis = new double[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            long start = System.nanoTime();
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            millis[i] = (System.nanoTime() - start) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IOException(query + " was answered with " + answer.body());
            }
        }
        double first = millis[0];
        Arrays.sort(millis);
        print(name, String.format(Locale.ROOT, "%,.0f ms, the first %,.0f ms", millis[QUERIES / 2], first));
    }

    private void print(String name, String figure) {
        out.printf(Locale.ROOT, "%-32s %s%n", name, figure);
    }
}
