package io.fapilog.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.devloki.DevLoki;
import io.fapilog.testkit.Child;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A Loki that is killed with {@code kill -9} at random moments and restarted on the same port some time later. Its
 * journals contain the confirmed pushes.
 */
final class MortalLoki implements AutoCloseable {
    private static final int LONGEST_LIFE_MILLIS = 4_000;
    private static final int LONGEST_ABSENCE_MILLIS = 2_000;

    private final Path directory;
    private final Random random;
    private final int port;
    private final List<Path> journals = new ArrayList<>();
    private final CountDownLatch settling = new CountDownLatch(1);
    private final CompletableFuture<Process> lives;

    /** Starts the server with its journals in {@code directory}. */
    MortalLoki(Path directory, long seed) throws IOException {
        this.directory = directory;
        this.random = new Random(seed);
        this.port = freePort(random);
        this.lives = CompletableFuture.supplyAsync(this::live);
    }

    String lokiUri() {
        return "loki://127.0.0.1:" + port;
    }

    /** Stops the kills and returns their number. */
    int settle() {
        settling.countDown();
        assertThat(lives.join().isAlive()).isTrue();
        return journals.size() - 1;
    }

    /** Sends all confirmed pushes to {@code loki} in their original order. */
    void replayTo(DevLoki loki) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (Path journal : journals) {
            for (Journal.Push push : Journal.read(journal)) {
                assertThat(push.status()).isEqualTo(204);
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(loki.url() + "/loki/api/v1/push"))
                        .header("Content-Type", push.contentType())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(push.body().array()));
                if (!push.encoding().isEmpty()) {
                    request.header("Content-Encoding", push.encoding());
                }
                assertThat(client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(204);
            }
        }
    }

    @Override
    public void close() {
        settling.countDown();
        lives.join().destroyForcibly();
    }

    private Process live() {
        try {
            Process process = start();
            while (!settling.await(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                settling.await(random.nextInt(LONGEST_ABSENCE_MILLIS), TimeUnit.MILLISECONDS);
                process = start();
            }
            return process;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process start() throws IOException {
        Path journal = directory.resolve("journal " + journals.size());
        Process process = Child.start(Receiver.class, Map.of(), Integer.toString(port), journal.toString());
        journals.add(journal);
        return process;
    }

    /**
     * A free port outside the range of the system's ephemeral ports, so that no outgoing connection takes it while the
     * server is down.
     */
    private static int freePort(Random random) throws IOException {
        BindException taken = new BindException();
        for (int i = 0; i < 100; i++) {
            int wanted = 20_000 + random.nextInt(10_000);
            try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                taken = e;
            }
        }
        throw taken;
    }
}
