package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RangesTest {
    @Test
    void anyActions_equalThoseOfBitSet() {
        Random random = new Random(7);
        Ranges ranges = new Ranges();
        BitSet model = new BitSet();
        for (int i = 0; i < 20_000; i++) {
            int from = random.nextInt(100);
            int to = from + random.nextInt(20) - 2;
            int before = model.cardinality();
            if (random.nextBoolean()) {
                model.set(from, Math.max(from, to));
                ranges.add(from, to);
            } else {
                model.clear(from, Math.max(from, to));
                assertThat(ranges.remove(from, to)).isEqualTo(before - model.cardinality());
            }
            assertThat(ranges.size()).isEqualTo(model.cardinality());
            assertThat(ranges.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(model.isEmpty() || ranges.first() == model.nextSetBit(0)).isTrue();
            BitSet listed = new BitSet();
            ranges.forEach((start, end) -> listed.set((int) start, (int) end));
            assertThat(listed).isEqualTo(model);
        }
    }

    @Test
    void add_adjacentRanges_mergesThem() {
        Ranges ranges = new Ranges();
        ranges.add(0, 3);
        ranges.add(5, 8);
        ranges.add(3, 5);
        int[] count = {0};
        ranges.forEach((from, to) -> count[0]++);

        assertThat(count[0]).isEqualTo(1);
    }
}
