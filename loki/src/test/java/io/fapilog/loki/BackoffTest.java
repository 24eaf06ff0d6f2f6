package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final double ALMOST_ONE = Math.nextDown(1.0);
    private static final long SECOND = 1_000_000_000L;

    private final Backoff backoff = new Backoff(SECOND, 30 * SECOND);

    @Test
    void next_leastLuck_isTheLeast() {
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next(0, -1)).isEqualTo(SECOND);
        }
    }

    @Test
    void next_mostLuck_doublesUpToTheMost() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            waits.add(Math.round(backoff.next(ALMOST_ONE, -1) / 1e9));
        }
        assertThat(waits).startsWith(2L, 4L, 8L, 16L, 30L, 30L).endsWith(30L);
    }

    @Test
    void next_afterReset_beginsAgain() {
        backoff.next(0.5, -1);
        backoff.next(0.5, -1);
        assertThat(backoff.failures()).isEqualTo(2);
        backoff.reset();
        assertThat(backoff.failures()).isZero();
        assertThat(backoff.next(0.5, -1)).isEqualTo(3 * SECOND / 2);
    }

    @Test
    void next_asked_isThatWithinReason() {
        assertThat(backoff.next(0, 45 * SECOND)).isEqualTo(45 * SECOND);
        assertThat(backoff.next(0.5, 45 * SECOND)).isEqualTo(45 * SECOND + SECOND / 2);
        assertThat(backoff.next(0, 0)).isEqualTo(SECOND);
        assertThat(backoff.next(0, 3_600 * SECOND)).isEqualTo(300 * SECOND);
        assertThat(new Backoff(SECOND, 600 * SECOND).next(0, 3_600 * SECOND)).isEqualTo(600 * SECOND);
    }

    @Test
    void slow_anyLuck_isNearTheMost() {
        assertThat(backoff.slow(0)).isEqualTo(30 * SECOND);
        assertThat(backoff.slow(ALMOST_ONE)).isBetween(15 * SECOND, 15 * SECOND + 1_000);
        assertThat(new Backoff(SECOND, SECOND).slow(0.5)).isEqualTo(SECOND);
    }
}
