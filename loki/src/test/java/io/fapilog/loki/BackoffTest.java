package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final double ALMOST_ONE = Math.nextDown(1.0);
    private static final long SECOND = 1_000_000_000L;
    /** Ticks may have any sign and may overflow. */
    private static final long NOW = Long.MAX_VALUE - 10 * SECOND;

    private double random;
    private long push;
    private final Backoff backoff = backoff(1, 30);

    @Test
    void failed_leastRandom_isBackoffMinEachTime() {
        for (int i = 0; i < 100; i++) {
            assertThat(afterFailure(backoff, -1)).isEqualTo(SECOND);
        }
    }

    @Test
    void failed_greatestRandom_doublesUpToBackoffMax() {
        random = ALMOST_ONE;
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            waits.add(Math.round(afterFailure(backoff, -1) / 1e9));
        }
        assertThat(waits).startsWith(2L, 4L, 8L, 16L, 30L, 30L).endsWith(30L);
    }

    @Test
    void succeeded_pushSentAfterTheFailure_endsTheBackoffAndResetsIt() {
        random = 0.5;
        afterFailure(backoff, -1);
        afterFailure(backoff, -1);
        assertThat(backoff.isFailing()).isTrue();
        assertThat(backoff.succeeded(push + 1)).isTrue();
        assertThat(backoff.isFailing()).isFalse();
        assertThat(backoff.untilRetry(NOW)).isZero();
        assertThat(afterFailure(backoff, -1)).isEqualTo(3 * SECOND / 2);
    }

    @Test
    void succeeded_pushSentBeforeTheFailure_changesNothing() {
        backoff.failed(2, -1, 3, NOW);
        assertThat(backoff.succeeded(3)).isFalse();
        assertThat(backoff.isFailing()).isTrue();
        assertThat(backoff.untilRetry(NOW)).isEqualTo(SECOND);
    }

    @Test
    void failed_pushSentBeforeTheFailure_extendsTheBackoffOnlyIfTheServerAsks() {
        backoff.failed(1, -1, 3, NOW);
        backoff.failed(2, -1, 3, NOW + SECOND / 2);
        assertThat(backoff.untilRetry(NOW)).isEqualTo(SECOND);
        backoff.failed(3, 20 * SECOND, 3, NOW);
        assertThat(backoff.untilRetry(NOW)).isEqualTo(20 * SECOND);
    }

    @Test
    void failed_serverAsks_isThatTimeWithinBounds() {
        assertThat(afterFailure(backoff, 45 * SECOND)).isEqualTo(45 * SECOND);
        assertThat(afterFailure(backoff, 0)).isEqualTo(SECOND);
        assertThat(afterFailure(backoff, 3_600 * SECOND)).isEqualTo(300 * SECOND);
        assertThat(afterFailure(backoff(1, 600), 3_600 * SECOND)).isEqualTo(600 * SECOND);
        random = 0.5;
        assertThat(afterFailure(backoff, 45 * SECOND)).isEqualTo(45 * SECOND + SECOND / 2);
    }

    @Test
    void refused_firstThree_areAsAfterAFailureAndLaterOnesHalfOfBackoffMaxAtLeast() {
        assertThat(afterRefusals(backoff, 3)).isEqualTo(SECOND);
        assertThat(afterRefusals(backoff, 1)).isEqualTo(30 * SECOND);
        assertThat(afterRefusals(backoff(1, 1), 4)).isEqualTo(SECOND);
        random = ALMOST_ONE;
        assertThat(afterRefusals(backoff, 1)).isBetween(15 * SECOND, 15 * SECOND + 1_000);
    }

    @Test
    void refused_credentialsChangedSince_hasNoBackoff() {
        assertThat(afterRefusal(backoff, true)).isZero();
        assertThat(backoff.isFailing()).isFalse();
    }

    @Test
    void untilHopeless_noAnswerForASecond_isNegative() {
        backoff.answered(NOW);
        assertThat(backoff.untilHopeless(NOW)).isEqualTo(SECOND);
        assertThat(backoff.untilHopeless(NOW + 2 * SECOND)).isNegative();
    }

    private Backoff backoff(long leastSeconds, long mostSeconds) {
        RetrySettings settings = new RetrySettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(leastSeconds),
                Duration.ofSeconds(mostSeconds),
                RetrySettings.UNLIMITED,
                Duration.ofDays(6));
        return new Backoff(settings, () -> random);
    }

    private long afterFailure(Backoff failing, long asked) {
        push++;
        failing.failed(push, asked, push, NOW);
        return failing.untilRetry(NOW);
    }

    private long afterRefusals(Backoff refusing, int count) {
        long until = 0;
        for (int i = 0; i < count; i++) {
            until = afterRefusal(refusing, false);
        }
        return until;
    }

    private long afterRefusal(Backoff refusing, boolean changed) {
        push++;
        refusing.refused(changed, push, NOW);
        return refusing.untilRetry(NOW);
    }
}
