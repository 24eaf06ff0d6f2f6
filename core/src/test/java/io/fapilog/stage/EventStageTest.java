package io.fapilog.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.DropReason;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.config.EventOptions;
import io.fapilog.config.Options;
import io.fapilog.spi.TimeSource;
import io.fapilog.testkit.RecordingDiagnostics;
import io.fapilog.testkit.RecordingLedger;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventStageTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final RecordingLedger ledger = new RecordingLedger();
    private final RecordingDiagnostics diagnostics = new RecordingDiagnostics();
    private final Random random = new Random(12);

    @Test
    void pass_belowTheLevel_isFiltered() {
        EventStage stage = stage("level", "warn");

        assertThat(stage.pass(event(Level.INFO, "shop", 0))).isNull();
        assertThat(stage.pass(event(Level.WARN, "shop", 0))).isNotNull();
        assertThat(ledger.dropped(DropReason.FILTERED)).isEqualTo(1);
    }

    @Test
    void pass_sample_takesTheShareBelowWarnOnly() {
        EventStage stage = stage("sample", "0.1");
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            taken += stage.pass(event(Level.INFO, "shop", 0)) == null ? 0 : 1;
            assertThat(stage.pass(event(Level.WARN, "shop", 0))).isNotNull();
        }
        assertThat(taken).isBetween(900, 1_100);
        assertThat(ledger.dropped(DropReason.SAMPLED)).isEqualTo(10_000 - taken);
    }

    @Test
    void pass_sampleOfTraces_takesAWholeTraceOrNoneOfIt() {
        EventStage one = stage("sample", "0.3");
        EventStage other = stage("sample", "0.3");
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            String trace = String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
            boolean first = one.pass(trace("trace_id", trace)) != null;
            assertThat(other.pass(trace("traceId", trace)) != null).isEqualTo(first);
            assertThat(one.pass(trace("trace_id", trace)) != null).isEqualTo(first);
            if (first) {
                taken.add(trace);
            }
        }
        assertThat(taken).hasSizeBetween(1_350, 1_650);
    }

    @Test
    void pass_rateLimit_holdsBackBelowErrorPerLoggerAndSecond() {
        EventStage stage = stage("rate_limit", "3");

        assertThat(passes(stage, Level.INFO, "a", 10, 5)).isEqualTo(3);
        assertThat(passes(stage, Level.WARN, "b", 10, 2)).isEqualTo(2);
        assertThat(passes(stage, Level.ERROR, "a", 10, 4)).isEqualTo(4);
        assertThat(passes(stage, Level.INFO, "a", 10 + SECOND, 2)).isEqualTo(2);
        assertThat(ledger.dropped(DropReason.RATE_LIMITED)).isEqualTo(2);
    }

    @Test
    void pass_rateLimitAndTimeStampsOfThreads_neverAdmitsMoreThanTwiceTheLimitInASecond() {
        EventStage stage = stage("rate_limit", "50");
        int admitted = 0;
        for (int i = 0; i < 1_000; i++) {
            long jitter = random.nextInt(1_000_000);
            admitted += stage.pass(event(Level.INFO, "a", i * (SECOND / 1_000) - jitter)) == null ? 0 : 1;
        }
        assertThat(admitted).isBetween(50, 100);
    }

    @Test
    void pass_clockSetBack_limitsAgain() {
        EventStage stage = stage("rate_limit", "1");

        assertThat(passes(stage, Level.INFO, "a", 100 * SECOND, 3)).isEqualTo(1);
        assertThat(passes(stage, Level.INFO, "a", 5 * SECOND, 3)).isEqualTo(1);
    }

    @Test
    void pass_credentials_areMaskedByDefault() {
        EventStage stage = stage("level", "info");
        LogEvent masked = stage.pass(LogEvent.builder(Level.INFO, "l", "open postgres://shop:hunter2@db/orders")
                .attribute("password", "hunter2")
                .attribute("sku", "honey")
                .build());

        assertThat(masked).isNotNull();
        assertThat(masked.message()).isEqualTo("open postgres://shop:***@db/orders");
        assertThat(masked.field("password")).isEqualTo("***");
        assertThat(masked.field("sku")).isEqualTo("honey");
    }

    @Test
    void pass_redactNone_changesNothing() {
        EventStage stage = stage("redact", "none");
        LogEvent event = LogEvent.builder(Level.INFO, "l", "m")
                .attribute("password", "hunter2")
                .build();

        assertThat(stage.pass(event)).isSameAs(event);
    }

    @Test
    void pass_patternPastItsBudget_failsClosedAndIsTold() {
        EventStage stage = stage("redact_pattern.slow", "(a|aa)+$");
        LogEvent masked = stage.pass(LogEvent.builder(Level.INFO, "l", "secret " + "a".repeat(4_000) + "b")
                .build());

        assertThat(masked).isNotNull();
        assertThat(masked.message()).isEqualTo("[redaction failed]");
        assertThat(diagnostics.warnings).singleElement().asString().contains("test: ", "redact_pattern.slow");
    }

    @Test
    void report_aMinuteAfterTheFirst_saysHowManyOfWhichLogger() {
        EventStage stage = stage("rate_limit", "1");
        assertThat(stage.untilReport(0)).isEqualTo(TimeSource.NEVER);
        assertThat(stage.report()).isNull();

        assertThat(passes(stage, Level.INFO, "com.acme.A", 0, 6)).isEqualTo(1);
        assertThat(passes(stage, Level.DEBUG, "com.acme.B", 0, 3)).isEqualTo(1);

        assertThat(stage.untilReport(7)).isEqualTo(60 * SECOND);
        assertThat(stage.untilReport(7 + 20 * SECOND)).isEqualTo(40 * SECOND);
        LogEvent report = stage.report();
        assertThat(report).isNotNull();
        assertThat(report.message()).isEqualTo("rate_limit=1 has held back 7 events: 5 of com.acme.A, 2 of com.acme.B");
        assertThat(report.field("held_back")).isEqualTo("7");
        assertThat(stage.report()).isNull();
        assertThat(stage.untilReport(90 * SECOND)).isEqualTo(TimeSource.NEVER);
    }

    @Test
    void report_manyLoggers_namesTheBusiestAndCountsTheOthers() {
        EventStage stage = stage("rate_limit", "1");
        for (int i = 0; i < 10_000; i++) {
            int count = passes(stage, Level.INFO, "logger" + i, 0, i == 77 ? 9 : 2);
            assertThat(count).isLessThanOrEqualTo(1);
        }
        LogEvent report = stage.report();
        assertThat(report).isNotNull();
        assertThat(report.message())
                .contains(" of other loggers, 8 of logger77, ")
                .endsWith(" more loggers");
        assertThat(report.field("held_back")).isEqualTo(Long.toString(ledger.dropped(DropReason.RATE_LIMITED)));
    }

    private int passes(EventStage stage, Level level, String logger, long timestamp, int events) {
        int passed = 0;
        for (int i = 0; i < events; i++) {
            passed += stage.pass(event(level, logger, timestamp)) == null ? 0 : 1;
        }
        return passed;
    }

    private EventStage stage(String name, String value) {
        Options options = new Options("test", List.of(new Options.Entry(name, value)));
        EventOptions read = EventOptions.read(options, EventOptions.DEFAULT);
        options.finish();
        return new EventStage("test", read, ledger, diagnostics, random::nextDouble);
    }

    private static LogEvent event(Level level, String logger, long timestamp) {
        return LogEvent.builder(level, logger, "m").timestamp(timestamp).build();
    }

    private static LogEvent trace(String name, String id) {
        return LogEvent.builder(Level.INFO, "l", "m").attribute(name, id).build();
    }
}
