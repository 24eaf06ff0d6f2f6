package io.fapilog.supervision;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.FapilogBuilder;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.Overflow;
import io.fapilog.SinkStats;
import io.fapilog.devloki.DevLoki;
import io.fapilog.devloki.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt of a caller or of a thread of fapilog loses no event, and the caller's interrupt flag stays set. */
class InterruptTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path temporary;

    private final DevLoki loki = DevLoki.start();
    private final Warnings warnings = new Warnings();

    @AfterEach
    void stop() {
        loki.close();
    }

    @Test
    void log_interruptedCaller_isTaken() {
        try (Fapilog fapilog = builder("labels=app=a").start()) {
            Thread.currentThread().interrupt();
            assertThat(log(fapilog, "0")).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Arrived.at(loki)).containsExactly("0");
    }

    @Test
    void log_interruptedCallerThatHasToWait_waitsAndIsTaken() {
        loki.script().next(Reply.real().delay(Duration.ofMillis(200)));
        SinkStats stats;
        try (Fapilog fapilog = builder("labels=app=a&queue_maxsize=1&buffer=64KiB&batch_size=1&batch_bytes=4KiB")
                .overflow(Overflow.BLOCK)
                .blockTimeout(LIMIT)
                .start()) {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 1_000; i++) {
                assertThat(log(fapilog, "" + i)).isTrue();
            }
            assertThat(Thread.interrupted()).isTrue();
            assertThat(fapilog.flush(LIMIT)).isTrue();
            stats = fapilog.stats().get(0);
        }
        assertThat(stats.events().delivered()).isEqualTo(1_000);
        assertThat(stats.events().dropped()).containsEntry(DropReason.OVERFLOW, 0L);
        assertThat(Arrived.at(loki)).isEqualTo(Arrived.numbered("", 1_000));
    }

    @Test
    void flushAndClose_interruptedCaller_loseNothing() {
        Fapilog fapilog =
                builder("labels=app=a&batch_interval=1h&batch_size=1000").start();
        log(fapilog, "0");
        Thread.currentThread().interrupt();
        assertThat(fapilog.flush(LIMIT)).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        log(fapilog, "1");
        assertThat(fapilog.close(LIMIT)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Arrived.at(loki)).containsExactly("0", "1");
    }

    @Test
    void workerInterruptedAgainAndAgain_losesNothingAndRests() {
        String parameters = "labels=app=a&batch_size=10&spool=" + temporary.resolve("spool");
        try (Fapilog fapilog = builder(parameters).start()) {
            Thread worker = thread("io.fapilog-" + fapilog.stats().get(0).sink());
            for (int i = 0; i < 2_000; i++) {
                log(fapilog, "" + i);
                worker.interrupt();
            }
            assertThat(fapilog.flush(LIMIT)).isTrue();
            worker.interrupt();
            await().atMost(LIMIT)
                    .until(() -> worker.getState() == Thread.State.TIMED_WAITING
                            || worker.getState() == Thread.State.WAITING);
            assertThat(worker.isAlive()).isTrue();
            assertThat(fapilog.stats().get(0).spool().spooled()).isZero();
        }
        assertThat(Arrived.at(loki)).isEqualTo(Arrived.numbered("", 2_000));
        assertThat(warnings.all()).isEmpty();
        assertThat(temporary.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void threadsOfTheTransportInterrupted_losesNothing() {
        try (Fapilog fapilog = builder("labels=app=a&batch_size=10&backoff_min=10ms&timeout=1s")
                .start()) {
            for (int i = 0; i < 3; i++) {
                log(fapilog, "" + i);
                assertThat(fapilog.flush(LIMIT))
                        .as("%s %s", fapilog.stats(), warnings.all())
                        .isTrue();
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("io.fapilog-loki-http"))
                        .forEach(Thread::interrupt);
            }
        }
        assertThat(Arrived.at(loki)).isEqualTo(Arrived.numbered("", 3));
    }

    private FapilogBuilder builder(String parameters) {
        return Fapilog.builder().diagnostics(warnings).jmx(false).sink(loki.lokiUri() + "?" + parameters);
    }

    private static boolean log(Fapilog fapilog, String message) {
        return fapilog.log(LogEvent.builder(Level.INFO, "test", message).build());
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
