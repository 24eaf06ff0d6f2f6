package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchQueueTest {
    private final TestBatches batches = new TestBatches();
    private final BatchQueue queue = new BatchQueue();

    /** Three batches are queued and removed from the front; then they are put back in the given order. */
    @ParameterizedTest
    @CsvSource({"0, 1, 2", "0, 2, 1", "1, 0, 2", "1, 2, 0", "2, 0, 1", "2, 1, 0"})
    void putBack_inAnyOrder_restoresTheOrderOfTheEvents(int first, int second, int third) {
        List<SealedBatch> all = add(4);
        for (int i = 0; i < 3; i++) {
            queue.poll();
        }
        for (int index : new int[] {first, second, third}) {
            queue.putBack(List.of(all.get(index)));
        }
        assertThat(removeAll()).isEqualTo(all);
    }

    @Test
    void putBack_partsOfABatch_takeItsPlaceInOrder() {
        List<SealedBatch> all = add(3);
        queue.poll();
        List<SealedBatch> halves = take(queue.poll()).split();
        queue.putBack(halves);
        queue.putBack(List.of(all.get(0)));
        assertThat(removeAll()).containsExactly(all.get(0), halves.get(0), halves.get(1), all.get(2));
    }

    @Test
    void putBack_halvesInTheirOwnTime_areInTheirOrder() {
        List<SealedBatch> halves = batches.fresh(4).split();
        queue.putBack(List.of(halves.get(0)));
        queue.putBack(List.of(halves.get(1)));
        assertThat(removeAll()).isEqualTo(halves);
    }

    @Test
    void bytes_addedRemovedAndPutBack_areThoseOfTheQueuedBodies() {
        List<SealedBatch> all = add(3);
        long each = all.get(0).bytes();
        assertThat(queue.bytes()).isEqualTo(3 * each);
        SealedBatch first = take(queue.poll());
        assertThat(queue.bytes()).isEqualTo(2 * each);
        queue.putBack(List.of(first));
        assertThat(queue.bytes()).isEqualTo(3 * each);
        removeAll();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void pollOnDisk_secondBatchOnDisk_removesThatBatchOnly() {
        SealedBatch inMemory = batches.fresh(2);
        SealedBatch onDisk = batches.freshOnDisk(2);
        queue.add(inMemory);
        queue.add(onDisk);
        assertThat(queue.pollOnDisk()).isSameAs(onDisk);
        assertThat(queue.pollOnDisk()).isNull();
        assertThat(queue.bytes()).isEqualTo(inMemory.bytes());
        assertThat(removeAll()).containsExactly(inMemory);
    }

    private List<SealedBatch> add(int count) {
        List<SealedBatch> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(batches.fresh(2));
        }
        added.forEach(queue::add);
        return added;
    }

    private List<SealedBatch> removeAll() {
        List<SealedBatch> removed = new ArrayList<>();
        while (!queue.isEmpty()) {
            removed.add(take(queue.poll()));
        }
        return removed;
    }

    private static SealedBatch take(@Nullable SealedBatch batch) {
        assertThat(batch).isNotNull();
        return batch;
    }
}
