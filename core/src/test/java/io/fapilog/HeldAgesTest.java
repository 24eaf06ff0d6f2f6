package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Ledger;
import org.junit.jupiter.api.Test;

class HeldAgesTest {
    private static final long SECOND = 1_000_000_000;

    private final HeldAges ages = new HeldAges();

    @Test
    void oldest_nothingHeld_isNone() {
        assertThat(ages.oldest(0)).isEqualTo(Ledger.NO_EVENT);
        ages.appended(1, SECOND);
        assertThat(ages.oldest(1)).isEqualTo(Ledger.NO_EVENT);
    }

    @Test
    void oldest_followsWhatIsSettled() {
        for (int i = 1; i <= 5; i++) {
            ages.appended(i, i * SECOND);
        }
        assertThat(ages.oldest(0)).isEqualTo(SECOND);
        assertThat(ages.oldest(3)).isEqualTo(4 * SECOND);
    }

    @Test
    void oldest_eventsOfOneMoment_areTooOldByATenthOfASecondAtMost() {
        for (int i = 1; i <= 1_000; i++) {
            ages.appended(i, i * SECOND / 1_000);
        }
        for (int settled = 0; settled < 1_000; settled++) {
            assertThat(ages.oldest(settled))
                    .isBetween((settled + 1 - 100) * SECOND / 1_000, (settled + 1) * SECOND / 1_000);
        }
    }

    @Test
    void oldest_anInversionWithinARun_countsTheOlder() {
        ages.appended(1, 10 * SECOND);
        ages.appended(2, 9 * SECOND);
        ages.appended(3, 12 * SECOND);
        assertThat(ages.oldest(1)).isEqualTo(9 * SECOND);
        assertThat(ages.oldest(2)).isEqualTo(12 * SECOND);
    }

    @Test
    void oldest_inALongOutage_isTooOldByAFewThousandthsAtMost() {
        int events = 100_000;
        for (int i = 1; i <= events; i++) {
            ages.appended(i, i * SECOND);
        }
        long most = events * SECOND / 250;
        for (int settled = 0; settled < events; settled += 777) {
            assertThat(ages.oldest(settled)).isBetween((settled + 1) * SECOND - most, (settled + 1) * SECOND);
        }
    }

    @Test
    void oldest_afterALongOutage_isExactAgainThoughTheSinkIsNeverEmpty() {
        for (int i = 1; i <= 10_000; i++) {
            ages.appended(i, i * SECOND);
            ages.oldest(0);
        }
        for (int i = 10_001; i <= 20_000; i++) {
            ages.appended(i, i * SECOND);
            ages.oldest(i - 2);
        }
        assertThat(ages.oldest(19_998)).isEqualTo(19_999 * SECOND);
    }
}
