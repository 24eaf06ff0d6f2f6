package io.fapilog.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.devloki.DevLoki;
import io.fapilog.spi.SinkQuery;
import io.fapilog.spi.TimeSource;
import io.fapilog.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** New lines are shown once each. The clock of client and server is moved by the test. */
final class LogFollowerTest {
    private static final Map<String, String> LABELS = Map.of("app", "a");

    private final ManualTime time = new ManualTime();
    private final List<String> shown = new ArrayList<>();
    private DevLoki server;
    private LogsRig rig;

    @BeforeEach
    void start() {
        server = DevLoki.builder()
                .clock(() -> Instant.ofEpochSecond(0, time.epochNanos()))
                .start();
        rig = new LogsRig(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sweep_randomLatenessAndOutages_showsEveryLineOnce() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        LogFollower follower = follower("{app=\"a\"}");
        follower.begin(Duration.ofHours(1), 10);
        List<String> pushed = new ArrayList<>();
        for (int round = 0; round < 150; round++) {
            int lines = 1 + random.nextInt(20);
            long latest = random.nextInt(10) == 0 ? 260_000 : 8_000;
            for (int i = 0; i < lines; i++) {
                long late = random.nextLong(latest) - 500;
                String line = "line " + round + "." + i;
                rig.line(time.epochNanos() - late * 1_000_000, line, LABELS, Map.of());
                pushed.add(line);
            }
            rig.push();
            if (random.nextInt(15) == 0) {
                server.stop();
                time.advance(Duration.ofSeconds(random.nextInt(40)));
                assertThatThrownBy(follower::sweep).isInstanceOf(SinkQuery.Failure.class);
                follower.failed();
                server.restart();
            }
            time.advance(Duration.ofSeconds(1));
            follower.sweep();
        }
        time.advance(Duration.ofSeconds(1));
        follower.failed();
        follower.sweep();
        assertThat(shown).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(pushed);
    }

    @Test
    void begin_moreLinesThanTheLimit_showsTheNewestAndNoOlderOneLater() throws Exception {
        for (int i = 0; i < 5; i++) {
            rig.line(time.epochNanos() - 1_000 + i, "line " + i, LABELS, Map.of());
        }
        rig.push();
        LogFollower follower = follower("{app=\"a\"}");
        follower.begin(Duration.ofHours(1), 2);
        follower.sweep();
        assertThat(shown).containsExactly("line 3", "line 4");
        rig.line(time.epochNanos() - 2_000, "late", LABELS, Map.of()).push();
        follower.sweep();
        assertThat(shown).containsExactly("line 3", "line 4", "late");
    }

    @Test
    void begin_withoutLines_showsNewOnesOnly() throws Exception {
        rig.line(time.epochNanos() - 1, "old", LABELS, Map.of()).push();
        LogFollower follower = follower("{app=\"a\"}");
        follower.begin(Duration.ofHours(1), 0);
        time.advance(Duration.ofSeconds(1));
        rig.line(time.epochNanos(), "new", LABELS, Map.of()).push();
        rig.line(time.epochNanos() - 5_000_000_000L, "late", LABELS, Map.of()).push();
        follower.sweep();
        follower.sweep();
        assertThat(shown).containsExactly("late", "new");
    }

    @Test
    void sweep_linesThatTheQueryMakesEqual_areShownAsOftenAsTheyAreThere() throws Exception {
        rig.line(time.epochNanos(), "one", LABELS, Map.of()).line(time.epochNanos(), "two", LABELS, Map.of());
        rig.push();
        LogFollower follower = follower("{app=\"a\"} | line_format \"same\"");
        follower.begin(Duration.ofHours(1), 10);
        follower.sweep();
        assertThat(shown).containsExactly("same", "same");
        rig.line(time.epochNanos(), "three", LABELS, Map.of()).push();
        follower.sweep();
        follower.sweep();
        assertThat(shown).hasSize(3);
    }

    @Test
    void sweep_clockOfTheClientAhead_missesNothing() throws Exception {
        Duration off = Duration.ofMinutes(9);
        TimeSource wrong = new TimeSource() {
            @Override
            public long ticks() {
                return time.ticks();
            }

            @Override
            public long epochNanos() {
                return TimeSource.system().epochNanos() + off.toNanos();
            }
        };
        try (DevLoki real = DevLoki.start()) {
            LogQuery query = new LogQuery(LogsRig.query(real.lokiUri()), "{app=\"a\"}", wrong, shown::add);
            LogFollower follower = new LogFollower(query, wrong, line -> shown.add(line.line()));
            follower.begin(Duration.ofHours(1), 10);
            for (int i = 0; i < 3; i++) {
                new LogsRig(real)
                        .line(TimeSource.system().epochNanos(), "line " + i, LABELS, Map.of())
                        .push();
                follower.sweep();
            }
        }
        assertThat(shown).containsExactly("line 0", "line 1", "line 2");
    }

    private LogFollower follower(String text) {
        LogQuery query = new LogQuery(LogsRig.query(server.lokiUri()), text, time, shown::add);
        return new LogFollower(query, time, line -> shown.add(line.line()));
    }
}
