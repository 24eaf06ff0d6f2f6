package io.fapilog.devloki;

import static io.fapilog.devloki.LokiApi.json;
import static io.fapilog.devloki.LokiApi.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fapilog.testkit.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data folder of a process that is killed. */
class DataKillTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int SENDERS = 4;

    @TempDir
    private Path directory;

    private final ConcurrentLinkedQueue<String> confirmed = new ConcurrentLinkedQueue<>();

    @Test
    void data_processKilledUnderLoad_hasEveryConfirmedEntryOnce() throws Exception {
        Path data = directory.resolve("data");
        Path file = directory.resolve("url");
        Process process = Child.start(DataApplication.class, Map.of(), data.toString(), file.toString());
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            await().atMost(LONG).until(() -> Files.exists(file));
            assertThatThrownBy(() -> DevLoki.builder().data(data).start()).hasMessageContaining("in use by another");
            LokiApi api = new LokiApi(Files.readString(file));
            IntStream.range(0, SENDERS).forEach(sender -> senders.execute(() -> send(api, sender)));
            await().atMost(LONG).until(() -> confirmed.size() > 500);
        } finally {
            process.destroyForcibly().waitFor();
        }
        senders.shutdown();
        assertThat(senders.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        try (DevLoki loki = DevLoki.builder().data(data).start()) {
            List<String> lines = loki.entries().stream().map(StoredEntry::line).toList();
            assertThat(lines).doesNotHaveDuplicates().containsAll(confirmed);
            assertThat(lines.size() - confirmed.size()).isBetween(0, SENDERS);
        }
    }

    /** Pushes until the server is gone. */
    private void send(LokiApi api, int sender) {
        try {
            for (int i = 0; ; i++) {
                String line = sender + "-" + i + "-" + "x".repeat(i % 5000);
                List<?> value = List.of(Long.toString(ContractServers.now()), line);
                if (api.push(json(stream(Map.of("app", "x"), value))).statusCode() == 204) {
                    confirmed.add(line);
                }
            }
        } catch (IOException e) {
            // The server was killed.
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
