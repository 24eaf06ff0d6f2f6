package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.config.QueueOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueueWorkerTest extends DrivenWorker {
    @Test
    void doWork_bringsWaitingEventsToTheSinkInOrder() {
        offer(3);
        assertThat(worker.doWork()).isPositive();
        assertThat(sink.messages()).containsExactly("0", "1", "2");
        assertThat(worker.doWork()).isZero();
    }

    @Test
    void doWork_takesMoreThanOneDrainButNotWithoutEnd() {
        use(new QueueOptions(10_000, 1 << 30, Overflow.DROP_OLDEST, Duration.ZERO));
        sink.delivering = false;
        offer(5_000);
        worker.doWork();
        assertThat(sink.pendingEvents()).isEqualTo(4_096);
        worker.doWork();
        assertThat(sink.pendingEvents()).isEqualTo(5_000);
    }

    @Test
    void doWork_sinkFull_dropOldest_dropsTheOldestOfTheSink() {
        sink.delivering = false;
        for (int i = 0; i < 20; i++) {
            queue.offer(event(i));
            worker.doWork();
        }
        sink.delivering = true;
        worker.doWork();
        assertThat(sink.messages()).endsWith("18", "19").doesNotContain("0");
        assertThat(queue.stats("q").events().dropped().get(DropReason.OVERFLOW)).isPositive();
        assertThat(diagnostics.warnings).anyMatch(w -> w.contains("the buffer is full"));
    }

    @Test
    void doWork_sinkFull_otherPolicies_leaveTheEventsInTheQueue() {
        use(options(Overflow.DROP_NEWEST));
        sink.delivering = false;
        for (int i = 0; i < 20; i++) {
            queue.offer(event(i));
            worker.doWork();
        }
        assertThat(queue.stats("q").events().queued()).isPositive();
        sink.delivering = true;
        while (worker.doWork() > 0) {
            assertThat(sink.pendingBytes()).isLessThan(options.buffer());
        }
        assertThat(sink.messages()).startsWith("0", "1").hasSizeBetween(15, 16);
    }

    @Test
    void doWork_sinkFull_worksBeforeItDrops() {
        offer(10);
        sink.delivering = false;
        worker.doWork();
        sink.delivering = true;
        offer(6);
        workAll();
        assertThat(sink.messages()).hasSize(16);
        assertThat(queue.stats("q").events().totalDropped()).isZero();
    }

    @Test
    void doWork_sinkFullAndQueueNotHalfFull_leavesTheEventsInTheQueue() {
        use(new QueueOptions(100, 64L * EVENT, Overflow.DROP_OLDEST, Duration.ZERO));
        sink.delivering = false;
        offer(56);
        worker.doWork();
        offer(3);
        worker.doWork();
        assertThat(queue.stats("q").events().queued()).isEqualTo(3);
        offer(1);
        worker.doWork();
        assertThat(queue.stats("q").events().dropped().get(DropReason.OVERFLOW)).isPositive();
        assertThat(sink.flushes).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Overflow.class)
    void doWork_sinkFullOfStoredEvents_releasesThemAndDropsNoneWhateverThePolicy(Overflow overflow) {
        use(new QueueOptions(100, 64L * EVENT, overflow, Duration.ZERO));
        sink.delivering = false;
        sink.stored = true;
        for (int i = 0; i < 200; i++) {
            queue.offer(event(i));
            worker.doWork();
        }
        assertThat(queue.stats("q").events().totalDropped()).isZero();
        assertThat(queue.stats("q").spool().spooled()).isGreaterThan(100);
    }

    @Test
    void doWork_largeEvents_takesFewAtATimeSoThatTheSinkCanWork() {
        use(new QueueOptions(10_000, 1 << 30, Overflow.DROP_OLDEST, Duration.ZERO));
        sink.delivering = false;
        for (int i = 0; i < 100; i++) {
            queue.offer(LogEvent.builder(Level.INFO, "test", "x".repeat(50_000)).build());
        }
        worker.doWork();
        assertThat(sink.pendingBytes()).isBetween(200_000L, 256L << 10);
    }

    @Test
    void doWork_noMemoryForTheLock_appendsNoEventTwice() {
        PoorLock lock = new PoorLock();
        SinkLedger poor = new SinkLedger(time, lock);
        queue = new EventQueue(options, poor);
        sink = new FakeSink(new FakeContext(time, poor, diagnostics, () -> queue.wake()));
        worker = new QueueWorker("poor", queue, DrivenWorker.stage(poor), sink, options, poor, time, diagnostics);
        for (int i = 0; i < 5; i++) {
            queue.offer(event(i));
            lock.failures = i;
            worker.doWork();
        }
        assertThat(sink.messages()).containsExactly("0", "1", "2", "3", "4");
        assertThat(queue.stats("q").events().pending()).isZero();
    }

    @Test
    void doWork_sinkFullAndNothingWaits_givesNothingUp() {
        sink.delivering = false;
        while (sink.pendingBytes() < options.buffer() - options.buffer() / 8) {
            offer(1);
            worker.doWork();
        }
        long held = sink.pendingEvents();
        worker.doWork();
        assertThat(sink.pendingEvents()).isEqualTo(held);
    }

    @Test
    void doWork_eventThatCannotBeEncoded_costsOnlyItself() {
        queue.offer(LogEvent.builder(Level.INFO, "test", "poison").build());
        offer(1);
        worker.doWork();
        assertThat(sink.messages()).containsExactly("0");
        assertThat(queue.stats("q").events().dropped()).containsEntry(DropReason.ENCODING_FAILED, 1L);
        assertThat(diagnostics.warnings).singleElement().asString().contains("poisoned");
    }

    @Test
    void doWork_errorInTheSink_isReportedAndTheWorkerContinues() {
        sink.failure = new OutOfMemoryError("simulated");
        offer(1);
        worker.doWork();
        assertThat(diagnostics.warnings).singleElement().asString().contains("simulated");
        worker.doWork();
        assertThat(sink.messages()).containsExactly("0");
    }

    @Test
    void doWork_failureThatCannotBeReported_theWorkerContinues() {
        FakeSink mute = new FakeSink(new FakeContext(time, ledger, diagnostics, () -> queue.wake()));
        QueueWorker muteWorker = new QueueWorker(
                "mute", queue, DrivenWorker.stage(ledger), mute, options, ledger, time, new Diagnostics() {
                    @Override
                    public void info(String message) {}

                    @Override
                    public void warn(String key, String message) {
                        throw new OutOfMemoryError("simulated");
                    }
                });
        queue.offer(LogEvent.builder(Level.INFO, "test", "poison").build());
        offer(2);
        mute.failure = new OutOfMemoryError("simulated");
        muteWorker.doWork();
        muteWorker.doWork();
        assertThat(mute.messages()).containsExactly("0", "1");
        assertThat(queue.stats("q").events().dropped()).containsEntry(DropReason.ENCODING_FAILED, 1L);
    }

    @Test
    void doWork_faultThatCannotBeReported_isReportedByALaterStep() {
        sink.failure = new OutOfMemoryError("simulated");
        diagnostics.failures.set(2);
        offer(1);
        worker.doWork();
        worker.doWork();
        assertThat(diagnostics.warnings).isEmpty();
        worker.doWork();
        assertThat(diagnostics.warnings).singleElement().asString().contains("simulated");
        assertThat(sink.messages()).containsExactly("0");
    }

    @Test
    void doWork_encodingFailureThatCannotBeReported_isReportedLaterAndCostsNoOtherEvent() {
        offer(1);
        queue.offer(LogEvent.builder(Level.INFO, "test", "poison").build());
        offer(2);
        diagnostics.failures.set(1);
        CompletableFuture<Void> flush = worker.flush();
        worker.doWork();
        assertThat(sink.messages()).containsExactly("0", "0", "1");
        assertThat(flush).isDone();
        assertThat(diagnostics.warnings).isEmpty();
        worker.doWork();
        assertThat(diagnostics.warnings).singleElement().asString().contains("poisoned");
    }

    @Test
    void stats_oldest_countsFromTheTimeStampInTheQueueAndInTheSink() {
        sink.delivering = false;
        offerAt(0);
        time.advance(Duration.ofSeconds(3));
        assertThat(queue.stats("q").oldest()).isEqualTo(Duration.ofSeconds(3));
        worker.doWork();
        offerAt(0);
        assertThat(queue.stats("q").oldest()).isEqualTo(Duration.ofSeconds(3));
        worker.doWork();
        sink.delivering = true;
        sink.batch = 1;
        worker.doWork();
        assertThat(queue.stats("q").oldest()).isZero();
        time.advance(Duration.ofSeconds(2));
        assertThat(queue.stats("q").oldest()).isEqualTo(Duration.ofSeconds(2));
        worker.doWork();
        time.advance(Duration.ofSeconds(5));
        assertThat(queue.stats("q").oldest()).isZero();
    }

    @Test
    void stats_oldest_isNotMissedWhileTheWorkerHasTheEventInItsHands() {
        offerAt(0);
        time.advance(Duration.ofSeconds(3));
        queue.take(new LogEvent[1], EVENT);
        assertThat(queue.stats("q").oldest()).isEqualTo(Duration.ofSeconds(3));
        ledger.dropped(DropReason.INTERNAL_ERROR, 1);
    }

    @Test
    void stats_oldest_ofAnEventOfTheFuture_isZero() {
        sink.delivering = false;
        offerAt(Duration.ofMinutes(1).toNanos());
        assertThat(queue.stats("q").oldest()).isZero();
    }

    @Test
    void stats_lastSuccess_countsFromTheLastConfirmation() {
        sink.delivering = false;
        offer(2);
        worker.doWork();
        assertThat(queue.stats("q").pushes().sinceSuccess()).isNull();
        sink.delivering = true;
        sink.batch = 1;
        worker.doWork();
        time.advance(Duration.ofSeconds(7));
        ledger.delivered(0);
        assertThat(queue.stats("q").pushes().sinceSuccess()).isEqualTo(Duration.ofSeconds(7));
        worker.doWork();
        assertThat(queue.stats("q").pushes().sinceSuccess()).isZero();
    }

    @Test
    void stats_tellTheLimitAndTheTimeOfPushes() {
        ledger.pushed(204, 10, 1_000);
        ledger.pushed(0, 20, 500);
        SinkStats stats = queue.stats("q");
        assertThat(stats.pushes().time().toNanos()).isEqualTo(1_500);
        assertThat(stats.buffer().limit()).isEqualTo(options.buffer());
    }

    @Test
    void idle_afterAFault_pausesInsteadOfSpinning() throws Exception {
        sink.failure = new StackOverflowError("simulated");
        offer(1);
        worker.doWork();
        sink.wakeAt = 1;
        offer(1);
        worker.idle();
        worker.doWork();
        assertThat(sink.messages()).hasSize(2);
    }
}
