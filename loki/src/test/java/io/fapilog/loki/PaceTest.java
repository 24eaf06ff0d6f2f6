package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pushes in virtual time to a server with a token bucket, as Loki has one, with the backoff after each refusal. */
class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private final SplittableRandom random = new SplittableRandom(4711);
    private final Backoff backoff = new Backoff(
            new RetrySettings(
                    Duration.ofSeconds(10),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30),
                    RetrySettings.UNLIMITED,
                    Duration.ofDays(6)),
            random::nextDouble);
    private final Pace pace = new Pace();

    private long now = 17;
    private long number;
    private double limit;
    private double burst;
    private double tokens;
    private long filled = now;
    private long pushes;
    private long refused;
    private double taken;

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            limit,     burst,     push
            4_000_000, 6_000_000, 300_000
            4_000_000, 6_000_000, 1_000_000
            4_000_000, 6_000_000, 30_000
            1_000_000, 1_500_000, 100_000
            100_000,   400_000,   50_000
            50_000,    6_000_000, 50_000
            10_000,    30_000,    2_000
            """)
    void limitOfTheServer_endlessBacklog_isUsedAndSeldomExceeded(String limit, String burst, String push) {
        run(number(limit), number(burst), (int) number(push), Duration.ofMinutes(30));
        assertThat((double) refused / pushes).as("refused of %s pushes", pushes).isLessThan(0.05);
        assertThat(taken / (this.limit * 1_800)).as("share of the limit").isGreaterThan(0.9);
    }

    @Test
    void limitOfTheServer_raisedAHundredfold_isReachedAgain() {
        run(40_000, 60_000, 10_000, Duration.ofMinutes(10));
        run(4_000_000, 6_000_000, 10_000, Duration.ofMinutes(10));
        taken = 0;
        run(4_000_000, 6_000_000, 10_000, Duration.ofMinutes(1));
        // A push takes 5 ms, so that no more than 2 000 000 bytes a second are offered.
        assertThat(taken / (2_000_000 * 60)).isGreaterThan(0.9);
    }

    @Test
    void untilNext_serverThatHasNotLimitedTheRate_isZero() {
        run(1e12, 1e12, 1_000_000, Duration.ofSeconds(10));
        assertThat(pace.untilNext(now)).isZero();
        assertThat(pushes).isEqualTo(2_000);
    }

    @Test
    void untilNext_refusalsOfAFewPushesNowAndThen_isZero() {
        for (int i = 0; i < 10; i++) {
            pace.started(1_000, now);
            pace.taken(1_000, now);
            now += 60 * SECOND;
            pace.started(1_000, now);
            pace.limited(now);
            assertThat(pace.untilNext(now)).isZero();
        }
    }

    /** Sends pushes of about {@code bytes} for {@code time}, each as soon as backoff and pace allow. */
    private void run(double newLimit, double newBurst, int bytes, Duration time) {
        limit = newLimit;
        burst = newBurst;
        tokens = burst;
        long end = now + time.toNanos();
        int push = sized(bytes);
        while (now - end < 0) {
            now += Math.max(backoff.untilRetry(now), pace.untilNext(now));
            number++;
            pushes++;
            pace.started(push, now);
            if (take(push)) {
                taken += push;
                now += SECOND / 200;
                pace.taken(push, now);
                backoff.succeeded(number);
                push = sized(bytes);
            } else {
                refused++;
                pace.limited(now);
                backoff.failed(number, -1, number, now);
            }
        }
    }

    private boolean take(int bytes) {
        tokens = Math.min(burst, tokens + (now - filled) / 1e9 * limit);
        filled = now;
        boolean fits = bytes <= tokens;
        tokens -= fits ? bytes : 0;
        return fits;
    }

    private int sized(int bytes) {
        return bytes / 2 + random.nextInt(bytes);
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("_", ""));
    }
}
