package io.fapilog.contract;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A framework under test. After each test it is stopped, and the ledgers of all pipelines of the test must balance with
 * nothing pending.
 */
abstract class DrivenSystem {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<Fapilog> seen = new ArrayList<>();
    final LoggingSystem system = makeSystem();

    /** Creates the framework without starting it. */
    protected abstract LoggingSystem makeSystem();

    @BeforeEach
    final void forget() {
        Captured.clear();
    }

    @AfterEach
    final void stopAndCheckTheLedgers() {
        Captured.at("a").release();
        system.stop();
        for (Fapilog fapilog : seen) {
            assertThat(fapilog.isClosed()).isTrue();
            // The close of an appender goes on in the background.
            await().until(() -> hasSettledAll(fapilog));
            assertThat(fapilog.stats()).allMatch(SinkStats::balances);
        }
    }

    /** Starts the framework with the sink {@code capture://a}. */
    protected final void start() {
        start(Map.of());
    }

    /** Starts the framework. The default of {@code sinks} is {@code capture://a}. */
    protected final void start(Map<String, String> settings, String... sinks) {
        system.start(settings, sinks.length == 0 ? new String[] {"capture://a"} : sinks);
        see(fapilog());
    }

    /** The ledgers of {@code fapilog} are checked after the test. */
    final void see(Fapilog fapilog) {
        seen.add(fapilog);
    }

    /** Waits until {@code count} lines have arrived at the sink {@code a}, and returns them. */
    protected final List<Map<String, Object>> lines(int count) {
        try {
            arrives(() -> Captured.at("a").count() >= count);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    Captured.at("a").count() + " lines have come, not " + count + "; "
                            + fapilog().stats(),
                    e);
        }
        assertThat(Captured.at("a").texts()).hasSize(count);
        return Captured.at("a").lines();
    }

    /** Waits until {@code condition} holds. */
    protected static void arrives(Callable<Boolean> condition) {
        await().atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    /** The only line of the sink {@code a}. */
    protected final Map<String, Object> onlyLine() {
        return lines(1).get(0);
    }

    /** The pipeline behind the adapter. */
    protected final Fapilog fapilog() {
        return Objects.requireNonNull(system.fapilog(), "the adapter is off");
    }

    /** Stops the framework and returns the ledgers of its pipeline. */
    final List<SinkStats> stopped() {
        Fapilog fapilog = fapilog();
        system.stop();
        await().until(() -> hasSettledAll(fapilog));
        return fapilog.stats();
    }

    private static boolean hasSettledAll(Fapilog fapilog) {
        return fapilog.stats().stream().allMatch(stats -> stats.events().pending() == 0);
    }

    /** Whether the framework has {@code capability}. */
    final boolean can(Capability capability) {
        return system.capabilities().contains(capability);
    }
}
