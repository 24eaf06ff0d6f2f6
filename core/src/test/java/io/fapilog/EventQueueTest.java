package io.fapilog;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Ledger;
import io.fapilog.testkit.ManualTime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private static final int EVENT = sizeOfSecondEvent();
    private static final long LONG_NANOS = Duration.ofSeconds(60).toNanos();

    private EventQueue queue = queue(4, 1 << 20, Overflow.DROP_OLDEST);

    @AfterEach
    void ledgerBalances() {
        assertThat(queue.stats("q").balances()).as("%s", queue.stats("q")).isTrue();
    }

    @Test
    void offer_thenDrain_keepsTheOrder() {
        offer("a", "b", "c");
        assertThat(drain(2)).containsExactly("a", "b");
        assertThat(drain(2)).containsExactly("c");
        assertThat(queue.stats("q").events().sending()).isEqualTo(3);
        assertThat(queue.stats("q").events().queued()).isZero();
    }

    @Test
    void offer_whenFull_dropsOldestAndCounts() {
        offer("a", "b", "c", "d", "e");
        assertThat(drain(9)).containsExactly("b", "c", "d", "e");
        assertThat(dropped(DropReason.OVERFLOW)).isEqualTo(1);
    }

    @Test
    void offer_whenFull_dropsNewestAndCounts() {
        queue = queue(2, 1 << 20, Overflow.DROP_NEWEST);
        offer("a", "b");
        assertThat(queue.offer(event("c"))).isFalse();
        assertThat(drain(9)).containsExactly("a", "b");
        assertThat(dropped(DropReason.OVERFLOW)).isEqualTo(1);
    }

    @Test
    void offer_whenBytesAreFull_dropsAsManyOldestAsNeeded() {
        queue = queue(100, 4L * EVENT, Overflow.DROP_OLDEST);
        offer("a", "b", "c", "d");
        offer("x".repeat(EVENT + 10));
        assertThat(drain(9)).hasSize(2).first().isEqualTo("d");
        assertThat(dropped(DropReason.OVERFLOW)).isEqualTo(3);
    }

    @Test
    void offer_largerThanTheBuffer_dropsOnlyItself() {
        queue = queue(100, 4L * EVENT, Overflow.DROP_OLDEST);
        offer("a", "b");
        assertThat(queue.offer(event("x".repeat(5 * EVENT)))).isFalse();
        assertThat(drain(9)).containsExactly("a", "b");
    }

    @Test
    void offer_whatTheSinkHoldsCountsToo() {
        queue = queue(100, 4L * EVENT, Overflow.DROP_NEWEST);
        queue.sinkHolds(3L * EVENT, Ledger.NO_EVENT);
        assertThat(queue.offer(event("a"))).isTrue();
        assertThat(queue.offer(event("b"))).isFalse();
        queue.sinkHolds(0, Ledger.NO_EVENT);
        assertThat(queue.offer(event("c"))).isTrue();
    }

    @Test
    void offer_blockWithoutRoom_dropsAfterTheTimeout() {
        queue = new EventQueue(
                new QueueOptions(1, 1 << 20, Overflow.BLOCK, Duration.ofMillis(5)), new SinkLedger(new ManualTime()));
        assertThat(queue.offer(event("a"))).isTrue();
        assertThat(queue.offer(event("b"))).isFalse();
        assertThat(dropped(DropReason.OVERFLOW)).isEqualTo(1);
    }

    @Test
    void offer_block_getsInWhenTheWorkerMakesRoom() throws Exception {
        queue = queue(1, 1 << 20, Overflow.BLOCK);
        offer("a");
        List<CompletableFuture<Boolean>> offers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            offers.add(CompletableFuture.supplyAsync(() -> queue.offer(event("b"))));
        }
        List<String> drained = new ArrayList<>();
        await().until(() -> {
            drained.addAll(drain(9));
            queue.sinkHolds(0, Ledger.NO_EVENT);
            return drained.size() == 4;
        });
        for (CompletableFuture<Boolean> offer : offers) {
            assertThat(offer.get()).isTrue();
        }
    }

    @Test
    void offer_manyBlockedProducers_waitOnceForManyEvents() throws Exception {
        int producers = 8;
        int each = 10_000;
        queue = queue(1_024, 1 << 20, Overflow.BLOCK);
        List<CompletableFuture<Long>> waits = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            CompletableFuture<Long> waited = new CompletableFuture<>();
            waits.add(waited);
            new Thread(() -> waited.complete(waitsOfOffers(each))).start();
        }
        long left = (long) producers * each;
        while (left > 0) {
            queue.park(1, TimeUnit.SECONDS.toNanos(1));
            left -= drain(256).size();
            queue.sinkHolds(0, Ledger.NO_EVENT);
        }
        long total = 0;
        for (CompletableFuture<Long> waited : waits) {
            total += waited.get();
        }
        assertThat(total).isLessThan(producers * each / 4);
        assertThat(dropped(DropReason.OVERFLOW)).isZero();
    }

    /** The number of times that the thread waits, for room or for the lock, while it offers {@code count} events. */
    private long waitsOfOffers(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(queue.offer(event("x"))).isTrue();
        }
        return ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId())
                .getWaitedCount();
    }

    @Test
    void offer_largeEventAmongSmallOnes_getsInToo() throws Exception {
        queue = queue(1_024, 64 << 10, Overflow.BLOCK);
        AtomicBoolean isStopped = new AtomicBoolean();
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread producer = new Thread(() -> {
                while (!isStopped.get()) {
                    queue.offer(event("small"));
                }
            });
            producers.add(producer);
            producer.start();
        }
        CompletableFuture<Boolean> large =
                CompletableFuture.supplyAsync(() -> queue.offer(event("x".repeat(40 << 10))));
        await().until(() -> {
            drain(16);
            queue.sinkHolds(0, Ledger.NO_EVENT);
            return large.isDone();
        });
        isStopped.set(true);
        queue.drain();
        for (Thread producer : producers) {
            producer.join();
        }
        assertThat(large.get()).isTrue();
    }

    @Test
    void offer_blockedWhenInterrupted_waitsOnAndRestoresTheFlag() throws Exception {
        queue = queue(1, 1 << 20, Overflow.BLOCK);
        offer("a");
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            taken.complete(queue.offer(event("b")));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        caller.interrupt();
        assertThat(drain(9)).containsExactly("a");
        queue.sinkHolds(0, Ledger.NO_EVENT);
        assertThat(taken.get()).isTrue();
        assertThat(flag.get()).isTrue();
        assertThat(dropped(DropReason.OVERFLOW)).isZero();
    }

    @Test
    void offer_moreThanTheRingHolds_keepsTheOrder() {
        queue = queue(200, 1 << 20, Overflow.DROP_OLDEST);
        offer("a", "b", "c");
        assertThat(drain(2)).containsExactly("a", "b");
        List<String> expected = new ArrayList<>(List.of("c"));
        for (int i = 0; i < 100; i++) {
            offer("" + i);
            expected.add("" + i);
        }
        assertThat(drain(200)).isEqualTo(expected);
        assertThat(queue.stats("q").oldest()).isZero();
    }

    @Test
    void close_refusesOffersAndReleasesThoseWhoWait() throws Exception {
        queue = queue(1, 1 << 20, Overflow.BLOCK);
        offer("a");
        CompletableFuture<Boolean> blocked = new CompletableFuture<>();
        Thread caller = new Thread(() -> blocked.complete(queue.offer(event("b"))));
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        queue.drain();
        assertThat(blocked.get()).isFalse();
        assertThat(queue.offer(event("c"))).isFalse();
        assertThat(dropped(DropReason.CLOSED)).isEqualTo(2);
        assertThat(queue.late()).isEqualTo(1);
        assertThat(queue.stats("q").events().accepted()).isEqualTo(3);
    }

    @Test
    void park_isWokenOnceByTheOfferThatFillsTheBatch() throws Exception {
        queue = queue(100, 1 << 20, Overflow.DROP_OLDEST);
        CompletableFuture<Void> parked = parked(3);
        offer("a", "b");
        assertThat(parked).isNotDone();
        offer("c", "d", "e");
        parked.get();
        assertThat(queue.stats("q").wakeUps()).isEqualTo(1);
    }

    @Test
    void park_whenEnoughWaits_returnsAtOnceWithoutAWakeUp() throws Exception {
        offer("a");
        queue.park(1, Long.MAX_VALUE / 2);
        assertThat(queue.stats("q").wakeUps()).isZero();
    }

    @Test
    void park_queueHalfFullOfEvents_isWokenBeforeTheWantedNumber() throws Exception {
        queue = queue(5, 1 << 20, Overflow.DROP_OLDEST);
        CompletableFuture<Void> parked = parked(4_096);
        offer("a", "b");
        assertThat(parked).isNotDone();
        offer("c");
        parked.get();
        assertThat(queue.isHalfFull()).isTrue();
        assertThat(queue.stats("q").wakeUps()).isEqualTo(1);
    }

    @Test
    void park_halfOfTheFreeBytesQueued_isWokenBeforeTheWantedNumber() throws Exception {
        queue = queue(100, 16L * EVENT, Overflow.DROP_OLDEST);
        queue.sinkHolds(8L * EVENT, Ledger.NO_EVENT);
        CompletableFuture<Void> parked = parked(4_096);
        offer("a", "b", "c");
        assertThat(parked).isNotDone();
        offer("d");
        parked.get();
        assertThat(queue.stats("q").wakeUps()).isEqualTo(1);
    }

    @Test
    void park_eventWithoutRoomInAQueueThatIsNotHalfFull_isWoken() throws Exception {
        queue = queue(100, 16L * EVENT, Overflow.DROP_NEWEST);
        CompletableFuture<Void> parked = parked(4_096);
        offer("a");
        assertThat(queue.offer(event("x".repeat(16 * EVENT)))).isFalse();
        parked.get();
    }

    @Test
    void parkFull_isNotWokenByEvents() throws Exception {
        CompletableFuture<Void> parked = inBackground(() -> queue.parkFull(LONG_NANOS));
        offer("a", "b", "c", "d", "e");
        assertThat(parked).isNotDone();
        queue.wake();
        parked.get();
    }

    @Test
    void take_bytesAreLimited_takesAtLeastOneEvent() {
        offer("a", "b", "c", "d");
        assertThat(queue.take(new LogEvent[9], 1)).isEqualTo(1);
        assertThat(queue.take(new LogEvent[9], 2L * EVENT + EVENT / 2)).isEqualTo(2);
        assertThat(drain(9)).containsExactly("d");
    }

    @Test
    void everyMethod_noMemoryForTheLock_takesItAllTheSame() throws Exception {
        PoorLock lock = new PoorLock();
        queue = new EventQueue(QueueOptions.DEFAULT, new SinkLedger(new ManualTime(), lock));
        lock.failures = 3;
        offer("a");
        lock.failures = 3;
        queue.wake();
        lock.failures = 3;
        queue.park(1, LONG_NANOS);
        lock.failures = 3;
        assertThat(drain(9)).containsExactly("a");
        assertThat(lock.failures).isZero();
    }

    @Test
    void wake_beforeThePark_isNotLost() throws Exception {
        queue.wake();
        queue.park(1, Long.MAX_VALUE / 2);
        assertThat(queue.stats("q").wakeUps()).isZero();
    }

    @Test
    void dropAll_countsWhatWaited() {
        offer("a", "b");
        queue.dropAll();
        assertThat(dropped(DropReason.CLOSED)).isEqualTo(2);
        assertThat(queue.stats("q").buffer().bytes()).isZero();
    }

    private CompletableFuture<Void> parked(int events) {
        return inBackground(() -> queue.park(events, LONG_NANOS));
    }

    private static CompletableFuture<Void> inBackground(Parking parking) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            try {
                parking.run();
                done.complete(null);
            } catch (InterruptedException e) {
                done.completeExceptionally(e);
            }
        });
        worker.setDaemon(true);
        worker.start();
        await().until(() -> worker.getState() == Thread.State.TIMED_WAITING);
        return done;
    }

    /** The first event of a logger or of a thread counts their names too. */
    private static int sizeOfSecondEvent() {
        LogEvent unused = event("0");
        return event("0").size();
    }

    private static EventQueue queue(int maxEvents, long buffer, Overflow overflow) {
        return new EventQueue(
                new QueueOptions(maxEvents, buffer, overflow, Duration.ofSeconds(60)),
                new SinkLedger(new ManualTime()));
    }

    private static LogEvent event(String message) {
        return LogEvent.builder(Level.INFO, "test", message).build();
    }

    private void offer(String... messages) {
        for (String message : messages) {
            assertThat(queue.offer(event(message))).isTrue();
        }
    }

    private List<String> drain(int most) {
        LogEvent[] into = new LogEvent[most];
        int count = queue.take(into, Long.MAX_VALUE);
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(into[i].message());
        }
        return messages;
    }

    private long dropped(DropReason reason) {
        return queue.stats("q").events().dropped().getOrDefault(reason, -1L);
    }

    /** A call that waits. */
    private interface Parking {
        void run() throws InterruptedException;
    }
}
