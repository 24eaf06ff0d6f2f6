package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.SinkStats;
import io.fapilog.spring.Condition.State;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionTest {
    private static final Duration LITTLE = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void of_nothingPushedYet_isUnknown() {
        assertThat(state(stats("loki", Duration.ZERO, null))).isEqualTo(State.UNKNOWN);
        assertThat(state(stats("loki", LITTLE, null))).isEqualTo(State.UNKNOWN);
    }

    @Test
    void of_success_isUp() {
        assertThat(state(stats("loki", LITTLE, LITTLE))).isEqualTo(State.UP);
    }

    @Test
    void of_nothingToSayForLong_isUp() {
        assertThat(state(stats("loki", Duration.ZERO, LONG))).isEqualTo(State.UP);
    }

    @Test
    void of_eventWaitsAndNothingGetsThrough_isDown() {
        assertThat(state(stats("loki", LONG, LONG))).isEqualTo(State.DOWN);
        assertThat(state(stats("loki", LONG, null))).isEqualTo(State.DOWN);
    }

    @Test
    void of_backlogBeingWorkedOff_isUp() {
        assertThat(state(stats("loki", LONG, LITTLE))).isEqualTo(State.UP);
    }

    @Test
    void of_severalSinks_isTheWorst() {
        SinkStats well = stats("stdout", Duration.ZERO, LITTLE);
        assertThat(state(well, stats("loki", Duration.ZERO, null))).isEqualTo(State.UNKNOWN);
        assertThat(state(stats("loki", LONG, LONG), well)).isEqualTo(State.DOWN);
    }

    @Test
    void of_noSink_isUnknown() {
        assertThat(state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void details_ofEachSink_sayWhatIsSo() {
        assertThat(Condition.of(List.of(stats("loki://loki", LITTLE, null))).details())
                .containsExactly(Map.entry(
                        "loki://loki",
                        Map.of(
                                "status",
                                "UNKNOWN",
                                "lastSuccess",
                                "never",
                                "oldestEvent",
                                "3s",
                                "pending",
                                2L,
                                "rejected",
                                0L,
                                "dropped",
                                0L)));
    }

    private static State state(SinkStats... sinks) {
        return Condition.of(List.of(sinks)).state();
    }

    private static SinkStats stats(String name, Duration oldest, @Nullable Duration lastSuccess) {
        Map<DropReason, Long> dropped =
                Arrays.stream(DropReason.values()).collect(Collectors.toMap(reason -> reason, reason -> 0L));
        return new SinkStats(
                name,
                new SinkStats.Events(2, 0, 0, 0, dropped, 1, 1, 0, 0),
                new SinkStats.Buffer(100, 1 << 20),
                new SinkStats.Pushes(Map.of(), 0, 0, Duration.ZERO, lastSuccess, null),
                new SinkStats.Spool(0, 0, 0),
                oldest,
                0);
    }
}
