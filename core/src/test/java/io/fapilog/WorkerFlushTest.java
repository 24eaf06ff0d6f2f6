package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Flush, drain and stop of a worker. */
class WorkerFlushTest extends DrivenWorker {
    @Test
    void flush_completesWhenAllAcceptedBeforeIsSettled() {
        sink.delivering = false;
        offer(2);
        CompletableFuture<Void> flush = worker.flush();
        worker.doWork();
        assertThat(flush).isNotDone();
        assertThat(sink.flushes).isEqualTo(1);
        offer(1);
        sink.delivering = true;
        sink.batch = 2;
        worker.doWork();
        assertThat(flush).isDone();
        sink.batch = 9;
        worker.doWork();
    }

    @Test
    void flush_nothingAccepted_completesAtTheNextStep() {
        CompletableFuture<Void> flush = worker.flush();
        worker.doWork();
        assertThat(flush).isDone();
    }

    @Test
    void flush_afterDrops_stillCompletes() {
        offer(30);
        CompletableFuture<Void> flush = worker.flush();
        workAll();
        assertThat(flush).isDone();
    }

    @Test
    void flush_cancelled_isForgottenAndCostsNothingMore() {
        sink.delivering = false;
        offer(1);
        for (int i = 0; i < 100; i++) {
            worker.flush().cancel(false);
        }
        CompletableFuture<Void> wanted = worker.flush();
        worker.doWork();
        assertThat(sink.flushes).isEqualTo(1);
        sink.settledCalls = 0;
        worker.doWork();
        assertThat(sink.settledCalls).isLessThan(10);
        sink.delivering = true;
        worker.doWork();
        assertThat(wanted).isDone();
    }

    @Test
    void flush_afterTheStop_completesAtOnce() {
        worker.stop();
        assertThat(worker.flush()).isDone();
    }

    @Test
    void drain_isPassedToTheSinkAfterTheQueuedEvents() {
        sink.delivering = false;
        offer(2);
        worker.doWork();
        assertThat(sink.drains).isZero();
        queue.drain();
        worker.doWork();
        worker.doWork();
        assertThat(sink.drains).isEqualTo(1);
        worker.stop();
    }

    @Test
    void stop_settlesTheRestAsClosedAndAnswersFlushes() {
        sink.delivering = false;
        offer(2);
        worker.doWork();
        offer(3);
        CompletableFuture<Void> flush = worker.flush();
        worker.stop();
        assertThat(flush).isDone();
        assertThat(queue.stats("q").events().dropped()).containsEntry(DropReason.CLOSED, 5L);
        assertThat(sink.closed).isTrue();
    }
}
