package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTimesTest {
    private static final int MOST = 1_000;
    private static final long SECOND = 1_000_000_000L;

    private final GivenTimes times = new GivenTimes();

    @Test
    void free_timeThatWasNotGiven_isThatTimeInAnyOrder() {
        assertThat(give(900)).isEqualTo(900);
        assertThat(give(100)).isEqualTo(100);
        assertThat(give(500)).isEqualTo(500);
        assertThat(give(499)).isEqualTo(499);
        assertThat(give(-7 * SECOND)).isEqualTo(-7 * SECOND);
    }

    @Test
    void free_timeThatWasGiven_isTheNextFreeNanosecond() {
        assertThat(give(5)).isEqualTo(5);
        assertThat(give(4)).isEqualTo(4);
        assertThat(give(5)).isEqualTo(6);
        assertThat(give(4)).isEqualTo(7);
        assertThat(give(9)).isEqualTo(9);
        assertThat(give(8)).isEqualTo(8);
        assertThat(give(4)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void free_randomTimes_areAsInASetOfAllThatWereGiven(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int range = 1 + random.nextInt(2_000);
        Set<Long> given = new HashSet<>();
        for (int i = 0; i < 900; i++) {
            long wanted = random.nextInt(range);
            long expected = wanted;
            while (given.contains(expected)) {
                expected++;
            }
            given.add(expected);
            assertThat(give(wanted)).as("seed %s, event %s", seed, i).isEqualTo(expected);
        }
    }

    @Test
    void free_manyLinesOfOneSecond_areOneRunThatIsNeverForgotten() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(give(SECOND)).isEqualTo(SECOND + i);
        }
        assertThat(times.bytes()).isLessThan(1_000);
        for (int i = 0; i < 3 * MOST / 2; i++) {
            give(2 * SECOND + 2L * i);
        }
        assertThat(give(SECOND)).isEqualTo(SECOND + 100_000);
    }

    @Test
    void free_tieWithOneOfTheLastTimes_isMovedAlsoWhenTheClockWasSetBack() {
        for (int i = 0; i < 10 * MOST; i++) {
            give(SECOND + 2L * i);
        }
        assertThat(give(1)).isEqualTo(1);
        assertThat(give(1)).isEqualTo(2);
        for (int i = 9 * MOST + 10; i < 10 * MOST; i++) {
            assertThat(times.free(SECOND + 2L * i)).isEqualTo(SECOND + 2L * i + 1);
        }
    }

    @Test
    void reserve_anyNumberOfTimes_usesBoundedMemoryWhichShrinksWithTheShare() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20 * MOST; i++) {
            give(random.nextLong(SECOND));
        }
        assertThat(times.bytes()).isLessThanOrEqualTo(MOST * 32);
        for (int i = 0; i < 100; i++) {
            long time = times.free(random.nextLong(SECOND));
            times.reserve(10);
            times.give(time);
        }
        assertThat(times.bytes()).isLessThanOrEqualTo(10 * 32);
    }

    private long give(long wanted) {
        long time = times.free(wanted);
        times.reserve(MOST);
        times.give(time);
        return time;
    }
}
