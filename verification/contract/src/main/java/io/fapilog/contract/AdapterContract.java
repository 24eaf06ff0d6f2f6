package io.fapilog.contract;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import io.fapilog.config.QueueOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests that every logging adapter must pass. A subclass provides the framework. After each test the framework is
 * stopped, and the ledgers of all pipelines of the test must balance with nothing pending.
 */
public abstract class AdapterContract extends CaptureContract {
    static {
        // The first client of the JVM reads this property, and no later client does.
        System.setProperty("jdk.httpclient.HttpClient.log", "all");
    }

    /**
     * The loggers of the JDK's HTTP client. Strong references, created before the client's own, so that both refer to
     * the same loggers.
     */
    private static final Logger CLIENT = Logger.getLogger("jdk.httpclient.HttpClient");

    private static final Logger CLIENT_DEBUG = Logger.getLogger("jdk.internal.httpclient.debug");

    static {
        logClient(Level.OFF);
    }

    // ---- The line.

    @Test
    void log_anEvent_hasItsFieldsInTheirOrder() {
        start();
        system.log(Call.of("order {} of {} placed", 4711, "Ann").thrown(new IllegalStateException("no stock")));
        Map<String, Object> line = onlyLine();
        assertThat(line.keySet())
                .containsExactly(
                        "timestamp",
                        "level",
                        "logger",
                        "thread",
                        "message",
                        "exception_type",
                        "exception_message",
                        "exception_hash",
                        "exception_stacktrace");
        assertThat(line)
                .containsEntry("level", "INFO")
                .containsEntry("logger", "shop.Orders")
                .containsEntry("thread", Thread.currentThread().getName())
                .containsEntry("message", "order " + shown(4711) + " of Ann placed")
                .containsEntry("exception_type", "java.lang.IllegalStateException")
                .containsEntry("exception_message", "no stock");
    }

    @Test
    void log_everyLevel_becomesOneOfOurs() {
        start();
        system.levels().keySet().forEach(level -> system.log(Call.of(level).level(level)));
        Map<Object, Object> found = lines(system.levels().size()).stream()
                .collect(toMap(line -> line.get("message"), line -> line.get("level")));
        system.levels().forEach((name, level) -> assertThat(found).containsEntry(name, level.name()));
    }

    @Test
    void log_causesAndSuppressed_areInTheStackTrace() {
        start();
        Exception thrown = new IllegalStateException("outer", new IOException("inner"));
        thrown.addSuppressed(new IllegalArgumentException("beside"));
        system.log(Call.of("failed").thrown(thrown));
        assertThat(onlyLine().get("exception_stacktrace"))
                .asString()
                .startsWith("java.lang.IllegalStateException: outer\n\tat ")
                .contains("\nCaused by: java.io.IOException: inner\n")
                .contains("\n\tSuppressed: java.lang.IllegalArgumentException: beside\n")
                .contains(AdapterContract.class.getName());
    }

    @Test
    void log_theTime_isTheEventsOwnToTheNanosecond() {
        assumeTrue(can(Capability.GIVEN_TIME));
        start();
        system.log(Call.of("x").time(Instant.parse("2026-11-22T10:15:30.123456789Z")));
        assertThat(onlyLine()).containsEntry("timestamp", "2026-11-22T10:15:30.123456789Z");
    }

    @Test
    void log_inAContext_hasItsEntries_andTakenNamesGetANumber() {
        assumeTrue(can(Capability.CONTEXT));
        start();
        system.log(Call.of("x").context(Map.of("order", "4711", "level", "gold")));
        assertThat(onlyLine())
                .containsEntry("order", "4711")
                .containsEntry("level", "INFO")
                .containsEntry("level_2", "gold");
    }

    @ParameterizedTest
    @MethodSource("traceKeys")
    void log_inATrace_hasItsIdsUnderOneName(String traceKey, String spanKey) {
        assumeTrue(can(Capability.CONTEXT));
        start();
        system.log(Call.of("x")
                .context(Map.of(traceKey, "4bf92f3577b34da6a3ce929d0e0e4736", spanKey, "00f067aa0ba902b7")));
        lines(1);
        assertThat(Captured.at("a").texts())
                .singleElement()
                .asString()
                .contains("\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"", "\"span_id\":\"00f067aa0ba902b7\"")
                .doesNotContain("traceId", "spanId");
    }

    static Stream<Arguments> traceKeys() {
        return Stream.of(Arguments.of("trace_id", "span_id"), Arguments.of("traceId", "spanId"));
    }

    @Test
    @SuppressWarnings("UnnecessaryStringBuilder") // a value that is not a String
    void log_keyValues_keepTheirTypesAndOrder() {
        assumeTrue(can(Capability.KEY_VALUES));
        start();
        Map<String, Object> pairs = new LinkedHashMap<>();
        pairs.put("customer", new StringBuilder("Ann"));
        pairs.put("order", 4711);
        pairs.put("paid", true);
        pairs.put("price", 1.5);
        system.log(Call.of("x").keyValues(pairs));
        assertThat(onlyLine().entrySet().stream().skip(5).map(Object::toString))
                .containsExactly("customer=Ann", "order=4711", "paid=true", "price=1.5");
        assertThat(onlyLine().get("order")).isEqualTo(4711);
        assertThat(onlyLine().get("paid")).isEqualTo(true);
    }

    @Test
    void log_withAMarker_hasItsName() {
        assumeTrue(can(Capability.MARKER));
        start();
        system.log(Call.of("x").marker("AUDIT"));
        assertThat(onlyLine()).containsEntry("marker", "AUDIT");
    }

    @Test
    void log_withTheMarkerOfCommonsLogging_hasNone() {
        assumeTrue(can(Capability.MARKER));
        start();
        system.log(Call.of("x").marker("COMMONS-LOGGING"));
        assertThat(onlyLine()).doesNotContainKey("marker");
    }

    @Test
    void log_onAThreadWithoutAName_hasOneAllTheSame() throws InterruptedException {
        start();
        Thread nameless = new Thread(() -> system.log(Call.of("x")), "");
        nameless.start();
        nameless.join();
        assertThat(onlyLine().get("thread")).asString().isNotBlank();
    }

    @Test
    void log_onAThreadNamedLikeThisLibrary_isTaken() throws InterruptedException {
        start();
        Thread named = new Thread(() -> system.log(Call.of("x")), "fapilog-consumer");
        named.start();
        named.join();
        assertThat(onlyLine()).containsEntry("thread", "fapilog-consumer");
    }

    // ---- Feedback.

    @Test
    void log_fromFapilogAndTheHttpClient_isRefused() throws InterruptedException {
        start();
        for (String logger : List.of("io.fapilog", "io.fapilog.loki.LokiSink", "jdk.httpclient.HttpClient")) {
            system.log(Call.of("fed back").logger(logger));
        }
        Thread own = new Thread(() -> system.log(Call.of("fed back")), "io.fapilog-own");
        own.start();
        own.join();
        system.log(Call.of("mine").logger("io.fapilogger"));
        assertThat(onlyLine()).containsEntry("message", "mine");
    }

    @Test
    void log_withTheHttpClientsLogAndTheRootAtTheLowest_feedsNothingBack() throws IOException {
        CountingHandler counter = new CountingHandler();
        try (AnsweringServer server = new AnsweringServer()) {
            start(Map.of(), "capture://a?post=" + server.uri());
            CLIENT.addHandler(counter);
            logClient(Level.ALL);
            for (int sent = 1; sent <= 3; sent++) {
                system.log(Call.of("event"));
                lines(sent);
            }
            SinkStats stats = stopped().get(0);
            assertThat(counter.records).hasPositiveValue();
            assertThat(stats.events().accepted()).isEqualTo(3);
            assertThat(stats.events().delivered()).isEqualTo(3);
        } finally {
            // A client logs at its end, which the garbage collector brings about during any later test.
            logClient(Level.OFF);
            CLIENT.removeHandler(counter);
        }
    }

    private static void logClient(Level level) {
        CLIENT.setLevel(level);
        CLIENT_DEBUG.setLevel(level);
    }

    // ---- Configuration, start and stop.

    @Test
    void start_twoSinks_bothGetEveryEvent() {
        start(Map.of(), "capture://a", "capture://b");
        system.log(Call.of("x"));
        assertThat(onlyLine()).containsEntry("message", "x");
        arrives(() -> Captured.at("b").texts().size() == 1);
    }

    @Test
    void start_everySetting_reachesTheSink() {
        assumeTrue(can(Capability.CONFIGURED_BY_TEXT));
        start(Map.of(
                "service", "shop",
                "jmx", "off",
                "enabled", "true",
                "queueMaxsize", "77",
                "buffer", "1MiB",
                "overflow", "block",
                "blockTimeout", "7ms",
                "closeTimeout", "30s"));
        Captured.Plan plan = Objects.requireNonNull(Captured.at("a").plan());
        assertThat(plan.service()).isEqualTo("shop");
        QueueOptions queue = plan.queue();
        assertThat(queue.toString()).contains("77", "1048576", "BLOCK", "PT0.007S");
        system.log(Call.of("x"));
        lines(1);
    }

    @Test
    void start_switchedOff_isQuiet() {
        assumeTrue(can(Capability.CONFIGURED_BY_TEXT));
        system.start(Map.of("enabled", "false"), "capture://a");
        system.log(Call.of("x"));
        system.stop();
        assertThat(Captured.at("a").opened()).isZero();
        assertThat(system.warnings()).isEmpty();
    }

    @Test
    void start_wrongConfiguration_warnsOnceOfEverythingAndTheApplicationContinues() {
        assumeTrue(can(Capability.CONFIGURED_BY_TEXT));
        assertThatCode(() -> system.start(
                        Map.of("queueMaxsize", "many", "closeTimeout", "soon"), "capture://a?txt=1", "captur://b"))
                .doesNotThrowAnyException();
        assertThatCode(() -> system.log(Call.of("x").level("INFO"))).doesNotThrowAnyException();
        assertThat(system.fapilog()).isNull();
        arrives(() -> !system.warnings().isEmpty());
        assertThat(system.warnings())
                .singleElement()
                .asString()
                .contains(
                        "FAPILOG_QUEUE_MAXSIZE",
                        "FAPILOG_CLOSE_TIMEOUT",
                        "did you mean text?",
                        "did you mean capture?");
        start();
        system.log(Call.of("mended"));
        assertThat(onlyLine()).containsEntry("message", "mended");
    }

    @Test
    void start_moduleOfOneSinkMissing_warnsOnce_andTheOthersWork() {
        assumeTrue(can(Capability.CONFIGURED_BY_TEXT));
        start(Map.of(), "loki://user:geheim@loki:3100?labels=app=shop,env=dev", "capture://a");
        system.log(Call.of("x"));
        assertThat(onlyLine()).containsEntry("message", "x");
        arrives(() -> !system.warnings().isEmpty());
        assertThat(system.warnings())
                .singleElement()
                .asString()
                .contains("io.fapilog:fapilog-loki")
                .doesNotContain("geheim");
    }

    @Test
    void stop_thenStart_worksAgain_fiveTimes() {
        for (int i = 1; i <= 5; i++) {
            start();
            system.log(Call.of("round {}", "r" + i));
            assertThat(lines(i).get(i - 1)).containsEntry("message", "round r" + i);
            system.stop();
            assertThatCode(() -> system.log(Call.of("after the stop"))).doesNotThrowAnyException();
        }
        assertThat(Captured.at("a").opened()).isEqualTo(5);
    }

    @Test
    void start_whileRunning_replacesTheOldPipelineAndDeliversWhatItHeld() {
        start();
        Fapilog before = fapilog();
        system.log(Call.of("old"));
        start(Map.of(), "capture://b");
        assertThat(before.isClosed()).isTrue();
        assertThat(onlyLine()).containsEntry("message", "old");
        system.log(Call.of("new"));
        arrives(() -> Captured.at("b").texts().size() == 1);
    }

    @Test
    void stop_whenTheSinkHangs_endsInTheCloseTimeout_andCountsWhatIsLeft() {
        assumeTrue(can(Capability.CONFIGURED_BY_TEXT));
        start(Map.of("closeTimeout", "1s"));
        Captured.at("a").hold();
        IntStream.range(0, 7).forEach(i -> system.log(Call.of("x")));
        arrives(() -> fapilog().stats().get(0).events().accepted() == 7);
        Fapilog stopping = fapilog();
        system.stop();
        arrives(() -> !system.warnings().isEmpty());
        assertThat(system.warnings()).singleElement().asString().contains("7 events undelivered");
        assertThat(stopping.stats().get(0).events().dropped()).containsEntry(DropReason.CLOSED, 7L);
    }

    /** The text of a number in the framework's messages. */
    protected String shown(Object number) {
        return String.valueOf(number);
    }

    /** A handler that counts its records. */
    private static final class CountingHandler extends Handler {
        final AtomicInteger records = new AtomicInteger();

        @Override
        public void publish(@Nullable LogRecord entry) {
            records.incrementAndGet();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
