package io.fapilog;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.config.QueueOptions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FapilogTest extends DrivenFapilog {
    @Test
    void log_thenFlush_deliversToEverySink() {
        Fapilog fapilog = start(builder(Map.of()).sink(fake()).sink(fake()));
        assertThat(fapilog.log(event("hello"))).isTrue();
        assertThat(fapilog.flush(LONG)).isTrue();
        assertThat(sinks)
                .hasSize(2)
                .allSatisfy(sink -> assertThat(sink.messages()).containsExactly("hello"));
    }

    @Test
    void log_aHangingSink_doesNotStarveTheOther() {
        Fapilog fapilog = start(builder(Map.of()).sink(fake()).sink(fake()));
        sinks.get(0).delivering = false;
        IntStream.range(0, 1_000).forEach(i -> fapilog.log(event("e" + i)));
        await().until(() -> sinks.get(1).messages().size() == 1_000);
        assertThat(sinks.get(0).messages()).isEmpty();
    }

    @Test
    void flush_whenTheSinkHangs_returnsFalseAndLoggingContinues() {
        Fapilog fapilog = start(builder(Map.of()).sink(fake()));
        sinks.get(0).delivering = false;
        fapilog.log(event("a"));
        assertThat(fapilog.flush(Duration.ofMillis(20))).isFalse();
        assertThat(fapilog.log(event("b"))).isTrue();
    }

    @Test
    void flush_interrupted_restoresTheFlag() {
        Fapilog fapilog = start(builder(Map.of()).sink(fake()));
        sinks.get(0).delivering = false;
        fapilog.log(event("a"));
        Thread.currentThread().interrupt();
        assertThat(fapilog.flush(LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void close_interrupted_deliversAllTheSameAndKeepsTheFlag() {
        Fapilog fapilog = start(builder(Map.of()).sink(fake()));
        IntStream.range(0, 1_000).forEach(i -> fapilog.log(event("e" + i)));
        Thread.currentThread().interrupt();
        assertThat(fapilog.close(LONG)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sinks.get(0).messages()).hasSize(1_000);
    }

    @Test
    void close_whenTheSinkHangs_reportsTheExactNumberLeft() {
        Fapilog fapilog = start(builder(Map.of()).sink(fake()));
        sinks.get(0).delivering = false;
        IntStream.range(0, 123).forEach(i -> fapilog.log(event("e" + i)));
        assertThat(fapilog.close(Duration.ofMillis(50))).isFalse();
        assertThat(warnings()).contains("fake: closed with 123 events undelivered after 50ms");
        await().untilAsserted(() ->
                assertThat(fapilog.stats().get(0).events().dropped()).containsEntry(DropReason.CLOSED, 123L));
        assertThat(fapilog.log(event("late"))).isFalse();
        assertThat(fapilog.stats().get(0).events().dropped()).containsEntry(DropReason.CLOSED, 124L);
        assertThat(fapilog.flush(LONG)).isTrue();
        assertThat(fapilog.close(LONG)).as("the result of the first close").isFalse();
    }

    @Test
    void close_aSinkHangs_theOthersLoseNothing() {
        Fapilog fapilog = start(builder(Map.of()).sink(fake()).sink(fake()));
        sinks.get(0).delivering = false;
        sinks.get(1).wakeAt = Integer.MAX_VALUE;
        IntStream.range(0, 50).forEach(i -> fapilog.log(event("e" + i)));
        assertThat(fapilog.close(Duration.ofSeconds(1))).isFalse();
        assertThat(sinks.get(1).messages()).hasSize(50);
    }

    @Test
    void close_whileAnotherThreadCloses_waitsForIt() {
        Fapilog fapilog = start(builder(Map.of()).closeTimeout(LONG).sink(fake()));
        sinks.get(0).delivering = false;
        fapilog.log(event("e"));
        fapilog.closeInBackground();
        await().until(fapilog::isClosed);
        assertThat(fapilog.close(Duration.ofMillis(10))).isFalse();
        sinks.get(0).delivering = true;
        assertThat(fapilog.flush(LONG)).isTrue();
        assertThat(fapilog.close(LONG)).isTrue();
    }

    @Test
    void close_aPortThatBlocks_isNotWaitedFor() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Diagnostics blocked = new Diagnostics() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String key, String message) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                diagnostics.warn(key, message);
            }
        };
        Fapilog fapilog = start(builder(Map.of()).diagnostics(blocked).sink(fake()));
        IntStream.range(0, 100).forEach(i -> fapilog.diagnostics().warn("key " + i, "warning " + i));
        fapilog.log(event("e"));
        assertThat(fapilog.close(Duration.ofSeconds(30))).isTrue();
        assertThat(diagnostics.warnings).isEmpty();
        released.countDown();
        assertThat(warnings()).hasSizeBetween(64, 65).startsWith("warning 0", "warning 1");
        fapilog.diagnostics().warn("last", "last");
        assertThat(warnings())
                .last()
                .asString()
                .startsWith("last (")
                .endsWith(" messages before this one were dropped)");
    }

    @Test
    void close_negativeTimeout_closesAtOnce() {
        Fapilog fapilog = start(builder(Map.of()).sink(fake()));
        sinks.get(0).delivering = false;
        fapilog.log(event("e"));
        assertThat(fapilog.close(Duration.ofSeconds(Long.MIN_VALUE))).isFalse();
        assertThat(fapilog.isClosed()).isTrue();
    }

    @Test
    void close_timeoutBeyondTheRangeOfTheClock_deliversEverything() {
        for (Duration timeout : List.of(Duration.ofMillis(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE))) {
            Fapilog fapilog = builder(Map.of()).sink(fake()).start();
            fapilog.log(event("one"));
            assertThat(fapilog.flush(timeout)).isTrue();
            fapilog.log(event("two"));
            assertThat(fapilog.close(timeout)).isTrue();
            assertThat(fapilog.stats().get(0).events().delivered()).isEqualTo(2);
        }
    }

    @Test
    void close_endsAllThreads() {
        Fapilog fapilog = start(builder(Map.of()).service("threads").sink(fake()));
        fapilog.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread instanceof FapilogThread && thread.isAlive()));
    }

    @Test
    void log_fromItself_isRefused() throws Exception {
        Fapilog fapilog = start(builder(Map.of()).sink(fake()));
        for (String logger : List.of("io.fapilog", "io.fapilog.loki.Push", "jdk.httpclient.HttpClient")) {
            assertThat(fapilog.log(LogEvent.builder(Level.ERROR, logger, "loop").build()))
                    .isFalse();
        }
        assertThat(fapilog.log(
                        LogEvent.builder(Level.INFO, "io.fapilogger", "mine").build()))
                .isTrue();
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        new FapilogThread(() -> taken.complete(fapilog.log(event("own thread"))), "own").start();
        assertThat(taken.get()).isFalse();
        LogEvent handedOver = LogEvent.builder(Level.INFO, "javax.management", "own thread")
                .thread("io.fapilog-jmx")
                .build();
        assertThat(fapilog.log(handedOver)).isFalse();
        assertThat(fapilog.stats().get(0).events().accepted()).isEqualTo(1);
    }

    @Test
    void log_onAThreadOfTheApplicationWithOurNameInIts_isTaken() {
        Fapilog fapilog = start(builder(Map.of()).sink(fake()));
        for (String thread : List.of("fapilog-consumer", "fapilog-stdout", "my io.fapilog-stdout")) {
            assertThat(fapilog.log(LogEvent.builder(Level.INFO, "shop", "m")
                            .thread(thread)
                            .build()))
                    .as(thread)
                    .isTrue();
        }
    }

    @Test
    void log_fromLoggersNamedLikeItself_whileRelaying_isTaken() {
        Fapilog fapilog = start(builder(Map.of()).relay(true).sink(fake()));
        for (String logger : List.of("io.fapilog.loki.Push", "jdk.httpclient.HttpClient")) {
            assertThat(fapilog.log(LogEvent.builder(Level.ERROR, logger, "of another process")
                            .build()))
                    .isTrue();
        }
    }

    @Test
    void isEnabled_followsTheLevels() {
        Fapilog fapilog =
                start(builder(Map.of("FAPILOG_LEVEL", "warn,com.acme=debug")).sink(fake()));
        assertThat(fapilog.isEnabled("com.acme.Shop", Level.DEBUG)).isTrue();
        assertThat(fapilog.isEnabled("org.other", Level.INFO)).isFalse();
    }

    @Test
    void sinks_ofTheConfiguration_haveTheirSettingsAndTheirLedger() {
        Fapilog fapilog = start(builder(Map.of(
                "FAPILOG_SINKS",
                "stdout?format=json",
                "FAPILOG_QUEUE_MAXSIZE",
                "77",
                "FAPILOG_QUEUE_OVERFLOW",
                "block")));
        SinkView stdout = fapilog.sinks().get(0);
        assertThat(stdout.name()).isEqualTo("stdout");
        assertThat(stdout.stats().balances()).isTrue();
        assertThat(stdout.settings())
                .isSortedAccordingTo(Comparator.comparing(SinkSetting::name))
                .contains(
                        new SinkSetting("block_timeout", "100ms", false),
                        new SinkSetting("buffer", "32MiB", false),
                        new SinkSetting("format", "json", true),
                        new SinkSetting("overflow", "block", false),
                        new SinkSetting("queue_maxsize", "77", false));
    }

    @Test
    void sinks_ofAKindThatStatesNone_haveNoSettings() {
        assertThat(start(builder(Map.of()).sink(fake())).sinks())
                .singleElement()
                .satisfies(view -> assertThat(view.settings()).isEmpty());
    }

    @Test
    void start_codeBeatsPropertyBeatsEnvironment() {
        FapilogBuilder builder = new FapilogBuilder()
                .environment(
                        Map.of("FAPILOG_LEVEL", "error", "FAPILOG_QUEUE_MAXSIZE", "7", "FAPILOG_SERVICE", "env"),
                        Map.of("fapilog.level", "warn", "fapilog.queue.maxsize", "8"))
                .diagnostics(diagnostics)
                .service("code")
                .sink(defaults -> {
                    assertThat(defaults.queue().maxEvents()).isEqualTo(8);
                    assertThat(defaults.service()).isEqualTo("code");
                    return FakeSink.plan(defaults.queue(), sinks);
                });
        assertThat(start(builder).threshold("a")).isEqualTo(Level.WARN);
    }

    @Test
    void start_serviceComesFromOpenTelemetryToo() {
        start(builder(Map.of("OTEL_SERVICE_NAME", "checkout")).sink(defaults -> {
            assertThat(defaults.service()).isEqualTo("checkout");
            return FakeSink.plan(defaults.queue(), sinks);
        }));
        assertThat(sinks).hasSize(1);
    }

    @Test
    void start_manyViolations_areAllReported() {
        FapilogBuilder builder = builder(Map.of(
                "FAPILOG_SINKS", "stdot,stdout?formt=json,stdout?format=xml",
                "FAPILOG_QUEUE_MAXSIZE", "0",
                "FAPILOG_LEVEL", "infoo",
                "FAPILOG_ENABLED", "maybe"));
        assertThatThrownBy(builder::start)
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.violations())
                                .hasSize(6)
                                .anyMatch(v -> v.contains("did you mean stdout?"))
                                .anyMatch(v -> v.contains("did you mean format?"))
                                .anyMatch(v -> v.contains("format=xml is unknown"))
                                .anyMatch(v -> v.startsWith("FAPILOG_QUEUE_MAXSIZE=0 is out of range"))
                                .anyMatch(v -> v.contains("did you mean info?"))
                                .anyMatch(v -> v.startsWith("FAPILOG_ENABLED=maybe is unknown")));
    }

    @Test
    void start_unknownSetting_isReportedAndIgnored() {
        start(builder(Map.of("FAPILOG_SINKZ", "x")).sink(fake()));
        assertThat(warnings()).singleElement().asString().contains("did you mean FAPILOG_SINKS?");
    }

    @Test
    void start_moduleMissing_configured_warnsOnceAndTheOthersWork() {
        Fapilog fapilog = start(builder(Map.of("FAPILOG_SINKS", "stdout,loki://u:secret@loki:3100?labels=a=b,c=d")));
        assertThat(fapilog.stats()).extracting(SinkStats::sink).containsExactly("stdout");
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("io.fapilog:fapilog-loki")
                .doesNotContain("secret");
    }

    @Test
    void start_onlySinkMissing_fallsBackToStdout() {
        Fapilog fapilog = start(builder(Map.of("FAPILOG_SINKS", "loki://loki")));
        assertThat(fapilog.stats()).extracting(SinkStats::sink).containsExactly("stdout");
    }

    @Test
    void start_moduleMissing_inCode_throws() {
        assertThatThrownBy(() -> builder(Map.of()).sink("loki://loki:3100").start())
                .isInstanceOf(SinkUnavailableException.class)
                .hasMessageContaining("io.fapilog:fapilog-loki");
    }

    @Test
    void start_switchedOff_doesNothing() {
        Fapilog fapilog = start(builder(Map.of("FAPILOG_ENABLED", "0", "FAPILOG_SINKS", "stdout")));
        assertThat(fapilog.stats()).isEmpty();
        assertThat(fapilog.isEnabled("a", Level.ERROR)).isFalse();
        assertThat(fapilog.log(event("a"))).isFalse();
        assertThat(start(builder(Map.of("FAPILOG_SINKS", ""))).stats()).isEmpty();
    }

    @Test
    void builder_configuresTheSameAsTheEnvironment() {
        Fapilog fapilog = start(builder(Map.of())
                .level("debug")
                .queueMaxsize(5)
                .buffer(1 << 20)
                .overflow(Overflow.BLOCK)
                .blockTimeout(Duration.ofMillis(7))
                .console(ConsoleFormat.JSON)
                .closeTimeout(Duration.ofSeconds(3))
                .enabled(true)
                .drainAtExit(false)
                .sink(defaults -> {
                    assertThat(defaults.console()).isEqualTo(ConsoleFormat.JSON);
                    assertThat(defaults.queue())
                            .isEqualTo(new QueueOptions(5, 1 << 20, Overflow.BLOCK, Duration.ofMillis(7)));
                    return FakeSink.plan(defaults.queue(), sinks);
                }));
        assertThat(fapilog.threshold("x")).isEqualTo(Level.DEBUG);
    }
}
