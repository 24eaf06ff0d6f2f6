package io.fapilog.loki;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.SinkStats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * No event is dropped while the buffer has room, by an application that is not faster than a worker which has been
 * woken; and what the buffer is said to hold is what it holds.
 */
class RoomTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @RegisterExtension
    private final ScriptedServer server = new ScriptedServer();

    @Test
    void log_smallQueueAndServerAway_keepsEverythingUntilTheServerIsBack() {
        server.setAvailable(false);
        try (Fapilog fapilog = start("queue_maxsize=1000", "backoff_max=1s")) {
            log(fapilog, 5_000, 100, 500);
            assertThat(stats(fapilog).events().pending()).isEqualTo(5_000);
            server.setAvailable(true);
            assertDelivered(fapilog, 5_000);
        }
    }

    @Test
    void log_largeEventsDuringOnePushWithoutAnswer_takesThemOutOfTheQueue() {
        server.then(ScriptedServer.stall());
        try (Fapilog fapilog = start("timeout=3s")) {
            log(fapilog, 6_000, 9_000, 2_000);
            assertDelivered(fapilog, 6_000);
        }
    }

    /** Each call waits for room, since the other policies may drop while the worker is about to make it. */
    @Test
    void log_smallBufferAndServerAway_findsRoomBesideASpoolWithRoom(@TempDir Path directory) {
        SplittableRandom random = new SplittableRandom(1);
        server.setAvailable(false);
        try (Fapilog fapilog =
                start("overflow=block", "block_timeout=30s", "buffer=64KiB", "spool=" + directory, "backoff_max=1s")) {
            for (int i = 0; i < 600; i++) {
                fapilog.log(LogEvent.builder(Level.INFO, "shop.Orders", i + " " + noise(random))
                        .build());
                assertThat(stats(fapilog).events().totalDropped()).isZero();
            }
            server.setAvailable(true);
            await().until(() -> stats(fapilog).events().delivered() == 600);
            assertDelivered(fapilog, 600);
        }
    }

    @Test
    void pendingBytes_aThousandStreams_areThoseOfTheirEventsAndGoWithThem() {
        try (SinkRig rig = new SinkRig(server.uri("label_fields=shop,user", "batch_size=5000", "buffer=4MiB"))) {
            for (int i = 0; i < 1_000; i++) {
                rig.append(rig.event("x".repeat(500))
                        .context(Map.of("shop", "s" + i % 40, "user", "u" + i / 40))
                        .build());
            }
            assertThat(rig.sink.pendingBytes()).isBetween(600_000L, 1_400_000L);
            rig.deliver();
            rig.append("one more");
            // A buffer with room for it, and the buffers that are kept, an eighth of the buffer at most.
            assertThat(rig.sink.pendingBytes()).isLessThan((512 << 10) + 4_000);
            rig.deliver();
        }
    }

    /** Logs {@code events}, and waits for the worker whenever more than {@code half} events are queued. */
    private static void log(Fapilog fapilog, int events, int length, int half) {
        String padding = "x".repeat(length);
        for (int i = 0; i < events; i++) {
            if (i % 50 == 0) {
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> stats(fapilog).events().queued() <= half);
            }
            fapilog.log(LogEvent.builder(Level.INFO, "shop.Orders", i + padding).build());
        }
    }

    /** Text that cannot be compressed much. */
    private static String noise(SplittableRandom random) {
        return random.ints(1_000, 'A', 'Z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void assertDelivered(Fapilog fapilog, int events) {
        assertThat(fapilog.flush(LONG)).isTrue();
        SinkStats stats = stats(fapilog);
        assertThat(stats.events().delivered()).as("%s", stats).isEqualTo(events);
        assertThat(stats.events().totalDropped()).isZero();
        assertThat(stats.balances()).isTrue();
    }

    private static SinkStats stats(Fapilog fapilog) {
        return fapilog.stats().get(0);
    }

    private Fapilog start(String... parameters) {
        return Fapilog.builder().environment(false).sink(server.uri(parameters)).start();
    }
}
