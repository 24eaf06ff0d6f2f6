package io.fapilog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.config.EventOptions;
import io.fapilog.config.QueueOptions;
import io.fapilog.spi.Preview;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Checks of sinks: what a builder checks, and what becomes of a check that fails or hangs. */
class SinkCheckTest {
    private final List<Finding> findings = new ArrayList<>();

    @Test
    void check_ofStdout_showsWhatIsGivenAndTheDefaults() {
        List<Finding> found = Fapilog.check("stdout?format=json");
        assertThat(found).extracting(Finding::subject).containsExactly("settings", "defaults");
        assertThat(found).extracting(Finding::outcome).containsOnly(Finding.Outcome.OK);
        assertThat(found.get(0)).hasToString("OK settings: format=json");
        assertThat(found.get(1).sentence()).contains("buffer=32MiB").doesNotContain("format=");
    }

    @Test
    void check_invalidSettings_listsEveryViolation() {
        assertThatThrownBy(() -> Fapilog.check("stdout?format=xml&buffer=1&nonsense=1"))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.violations()).hasSize(3));
    }

    @Test
    void check_configuredSinks_areAllChecked() {
        builder(Map.of("FAPILOG_SINKS", "stdout,stdout?format=pretty")).check(true, findings::add);
        assertThat(findings).hasSize(4).allMatch(finding -> finding.sink().equals("stdout"));
    }

    @Test
    void check_switchedOffOrUnknownSetting_warns() {
        builder(Map.of("FAPILOG_ENABLED", "false", "FAPILOG_SINKZ", "stdout")).check(true, findings::add);
        assertThat(findings)
                .filteredOn(finding -> finding.outcome() == Finding.Outcome.WARN)
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.contains("did you mean FAPILOG_SINKS?"))
                .anyMatch(sentence -> sentence.contains("switches fapilog off"));
    }

    @Test
    void check_offline_isPassedOn() {
        AtomicBoolean seen = new AtomicBoolean();
        Sink.Plan plan = plan((offline, found) -> seen.set(offline));
        builder(Map.of()).sink(defaults -> plan).check(true, findings::add);
        assertThat(seen).isTrue();
    }

    @Test
    void run_checkThatThrows_isAFailureWithoutItsMessage() {
        run(
                (offline, found) -> {
                    found.accept(new Finding("fake", Finding.Outcome.OK, "first", "fine", ""));
                    throw new IllegalStateException("hunter2");
                },
                Duration.ofMinutes(1));
        assertThat(findings).hasSize(2);
        assertThat(findings.get(1).toString())
                .contains("FAIL check: the check itself failed: IllegalStateException")
                .doesNotContain("hunter2");
    }

    @Test
    void run_checkThatHangs_endsAtTheLimit() {
        CountDownLatch never = new CountDownLatch(1);
        run(
                (offline, found) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                Duration.ofMillis(1));
        assertThat(findings).singleElement().asString().contains("did not end within 1ms");
    }

    @Test
    void run_interruptedCaller_returnsAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        run((offline, found) -> {}, Duration.ofMinutes(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(findings).singleElement().asString().contains("the check was interrupted");
    }

    private void run(SinkCheck check, Duration longest) {
        new BoundedCheck(plan(check), longest).run(false, findings::add);
    }

    private static Sink.Plan plan(SinkCheck check) {
        Preview preview = event -> null;
        return new Sink.Plan(
                "fake",
                QueueOptions.DEFAULT,
                EventOptions.DEFAULT,
                context -> {
                    throw new AssertionError("a check starts no sink");
                },
                context -> preview,
                List.of(),
                check,
                null);
    }

    private static FapilogBuilder builder(Map<String, String> environment) {
        return Fapilog.builder().environment(environment, Map.of());
    }
}
