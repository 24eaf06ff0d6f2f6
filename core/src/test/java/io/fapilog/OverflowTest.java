package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.config.QueueOptions;
import io.fapilog.testkit.ManualTime;
import io.fapilog.testkit.RecordingDiagnostics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Random bounds, event sizes and policies: no event is dropped while a producer finds the queue half empty. */
class OverflowTest {
    private static final int EVENTS = 500;
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final ManualTime time = new ManualTime();
    private final RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    private final List<FakeSink> sinks = new ArrayList<>();

    @RepeatedTest(20)
    void offer_workerSleepsForManyEvents_isWokenByAHalfFullQueueAndNothingIsDropped(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        LogEvent event = event(random.nextInt(20_000));
        QueueOptions options = options(random, 1 + random.nextInt(300), event.size() * (1L + random.nextInt(100)));
        Pipeline pipeline = Pipeline.start(FakeSink.plan(options, sinks), null, time, diagnostics);
        sinks.get(0).wakeAt = Integer.MAX_VALUE;
        for (int i = 0; i < EVENTS; i++) {
            await().atMost(GENEROUS)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !pipeline.queue().isHalfFull());
            pipeline.queue().offer(event);
        }
        CompletableFuture<Void> flush = pipeline.flush();
        await().atMost(GENEROUS).until(flush::isDone);
        pipeline.queue().stop();
        assertThat(pipeline.awaitEnd(System.nanoTime() + GENEROUS.toNanos())).isZero();
        SinkStats stats = pipeline.stats();
        assertThat(stats.events().delivered()).as("%s: %s", options, stats).isEqualTo(EVENTS);
        long halfOfTheBytes = (options.buffer() / 2 + event.size() - 1) / event.size();
        long eventsOfAWakeUp = Math.min((options.maxEvents() + 1) / 2, halfOfTheBytes);
        // The flush and the stop wake the worker once more each.
        assertThat(stats.wakeUps()).isLessThanOrEqualTo(EVENTS / eventsOfAWakeUp + 3);
    }

    @RepeatedTest(20)
    void doWork_sinkThatDeliversNothing_dropsOnlyAtTheBounds(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        SinkLedger ledger = new SinkLedger(time);
        QueueOptions options = options(random, 1 + random.nextInt(300), 2_000 + random.nextInt(100_000));
        EventQueue queue = new EventQueue(options, ledger);
        FakeSink sink = new FakeSink(new FakeContext(time, ledger, diagnostics, queue::wake));
        sink.delivering = false;
        QueueWorker worker =
                new QueueWorker("fake", queue, DrivenWorker.stage(ledger), sink, options, ledger, time, diagnostics);
        long dropped = 0;
        for (int i = 0; i < EVENTS; i++) {
            LogEvent event = event(random.nextInt(1_000));
            SinkStats before = queue.stats("fake");
            queue.offer(event);
            SinkStats after = queue.stats("fake");
            boolean isFull = before.events().queued() == options.maxEvents()
                    || before.buffer().bytes() + event.size() > options.buffer();
            assertThat(isFull || overflowed(after) == dropped)
                    .as("%s: %s", options, before)
                    .isTrue();
            dropped = overflowed(after);
            if (random.nextInt(3) == 0) {
                worker.doWork();
                boolean isAtItsLimit = after.buffer().bytes() > options.buffer() - options.buffer() / 8;
                assertThat(isAtItsLimit || overflowed(queue.stats("fake")) == dropped)
                        .as("%s: %s", options, after)
                        .isTrue();
                dropped = overflowed(queue.stats("fake"));
            }
        }
        worker.stop();
        assertThat(queue.stats("fake").balances()).isTrue();
    }

    private static QueueOptions options(Random random, int maxEvents, long buffer) {
        Overflow[] all = Overflow.values();
        return new QueueOptions(maxEvents, buffer, all[random.nextInt(all.length)], Duration.ofMillis(1));
    }

    private static LogEvent event(int length) {
        return LogEvent.builder(Level.INFO, "test", "x".repeat(length)).build();
    }

    private static long overflowed(SinkStats stats) {
        return stats.events().dropped().getOrDefault(DropReason.OVERFLOW, 0L);
    }
}
