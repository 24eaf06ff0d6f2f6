package io.fapilog.verification;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wake-ups of the worker and the ledger under a steady load through SLF4J. */
class PaceTest {
    private static final Logger LOG = LoggerFactory.getLogger("pace.Application");

    private DevLoki loki = DevLoki.start();

    @BeforeEach
    void clear() {
        loki.clear();
    }

    @AfterEach
    void closeAndCheckTheLedger() {
        Fapilog.current().close(Duration.ofSeconds(1));
        assertThat(stats().balances()).as("%s", stats()).isTrue();
        loki.close();
    }

    @Test
    void steadyLoad_wakesTheWorkerAtMostFourTimesAPush() {
        install("");
        logAt(20_000, 60_000);
        assertThat(Fapilog.current().flush(Duration.ofSeconds(30))).isTrue();
        SinkStats stats = stats();
        assertThat(stats.events().delivered()).isEqualTo(60_000);
        assertThat(stats.wakeUps())
                .as("%s", stats)
                .isLessThanOrEqualTo(4 * stats.pushes().total());
    }

    @Test
    void steadyLoadWithASpool_wakesTheWorkerAtMostFourTimesAPush(@TempDir Path spool) {
        install("&spool=" + spool);
        logAt(20_000, 60_000);
        assertThat(Fapilog.current().flush(Duration.ofSeconds(30))).isTrue();
        SinkStats stats = stats();
        assertThat(stats.events().delivered()).isEqualTo(60_000);
        assertThat(stats.wakeUps())
                .as("%s", stats)
                .isLessThanOrEqualTo(4 * stats.pushes().total());
    }

    @Test
    void idle_doesNotWakeTheWorker() {
        install("");
        LOG.info("once");
        assertThat(Fapilog.current().flush(Duration.ofSeconds(30))).isTrue();
        long before = stats().wakeUps();
        // The wait is longer than every interval of the sink.
        await().during(Duration.ofSeconds(3)).until(() -> stats().wakeUps() == before);
    }

    @Test
    void outage_losesNothing() throws Exception {
        install("");
        int seconds = Integer.getInteger("outage.seconds", 5);
        int events = (seconds + 4) * 1_000;
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> logAt(1_000, events));
        await().until(() -> loki.counters().stored() > 1_000);
        loki.stop();
        LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
        loki.restart();
        load.get();
        assertThat(Fapilog.current().flush(Duration.ofMinutes(1))).isTrue();
        assertThat(stats().events().delivered()).isEqualTo(events);
        assertThat(stats().events().totalDropped()).isZero();
        Set<String> lines = new HashSet<>();
        loki.entries("{app=\"pace\"}").forEach(entry -> lines.add(entry.line()));
        assertThat(lines).hasSize(events);
        assertThat(loki.entries("{app=\"pace\"}")).hasSize(events);
    }

    @Test
    @Timeout(60)
    void silentServer_closeReturnsAndReportsTheExactNumberLeft() {
        install("");
        loki.script().always(Reply.stall());
        logAt(100_000, 12_345);
        assertThat(Fapilog.current().close(Duration.ofSeconds(1))).isFalse();
        await().untilAsserted(() -> assertThat(stats().events().pending()).isZero());
        assertThat(stats().events().dropped()).containsEntry(DropReason.CLOSED, 12_345L);
        assertThat(stats().events().delivered()).isZero();
    }

    private void install(String more) {
        Fapilog.builder()
                .level("info,org.eclipse.jetty=off")
                .sink(loki.lokiUri() + "?labels=app=pace,env=test" + more)
                .install();
    }

    private static SinkStats stats() {
        return Fapilog.current().stats().get(0);
    }

    private static void logAt(int perSecond, int count) {
        SteadyRate rate = SteadyRate.perSecond(perSecond);
        for (int i = 0; i < count; i++) {
            LOG.atInfo().addKeyValue("n", i).log("steady");
            rate.await();
        }
    }
}
