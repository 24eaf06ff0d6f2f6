package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkStatsTest {
    @Test
    void balances_everyEventSettledOrPending_isTrue() {
        SinkStats stats = stats(28);

        assertThat(stats.balances()).isTrue();
        assertThat(stats.events().pending()).isEqualTo(9);
        assertThat(stats.events().totalDropped()).isEqualTo(7);
        assertThat(stats.pushes().total()).isEqualTo(6);
    }

    @Test
    void balances_oneEventMissingOrDoubled_isFalse() {
        assertThat(stats(27).balances()).isFalse();
        assertThat(stats(29).balances()).isFalse();
    }

    @Test
    void label_reason_isInSnakeCase() {
        assertThat(DropReason.TOO_OLD.label()).isEqualTo("too_old");
    }

    @Test
    void toString_ofAnAnswer_saysStatusTimeAndWords() {
        assertThat(new SinkStats.Answer(204, "", Duration.ofMillis(12))).hasToString("204, 12ms ago");
        assertThat(new SinkStats.Answer(0, "refused", Duration.ofMillis(61_500)))
                .hasToString("no answer, 61s ago: refused");
    }

    private static SinkStats stats(long accepted) {
        SinkStats.Events events = new SinkStats.Events(
                accepted, 10, 2, 1, Map.of(DropReason.OVERFLOW, 3L, DropReason.CLOSED, 4L), 5, 4, 1, 0);
        SinkStats.Pushes pushes =
                new SinkStats.Pushes(Map.of(204, 4L, 0, 2L), 2, 3_000, Duration.ofNanos(5_000), null, null);
        return new SinkStats(
                "loki://loki:3100",
                events,
                new SinkStats.Buffer(1_000, 2_000),
                pushes,
                new SinkStats.Spool(6, 6, 100),
                Duration.ofSeconds(1),
                1);
    }
}
