package io.fapilog.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;

class FapilogLoggerTest {
    private final Recorder recorder = new Recorder("info,com.acme=debug,com.acme.noisy=off,com.acme.fine=trace");

    @AfterEach
    void close() {
        recorder.fapilog.close();
    }

    @Test
    void getLogger_ofTheApplication_isOurs() {
        assertThat(LoggerFactory.getLogger("com.acme.Shop"))
                .isInstanceOf(FapilogLogger.class)
                .isSameAs(LoggerFactory.getLogger("com.acme.Shop"));
    }

    @Test
    void info_withArguments_capturesTheEvent() {
        LoggerFactory.getLogger("com.acme.Shop").info("order {} of {} placed", 4711, "Ann");

        LogEvent event = recorder.event();
        assertThat(event.message()).isEqualTo("order 4711 of Ann placed");
        assertThat(event.level()).isEqualTo(Level.INFO);
        assertThat(event.logger()).isEqualTo("com.acme.Shop");
        assertThat(event.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(event.timestamp()).isPositive();
        assertThat(event.thrown()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.other", "com.acmetool.X", "ROOT", "", ".", "a..b.", "%s%n", "{}"})
    void levels_ofALoggerWithoutRule_areThoseOfTheRoot(String name) {
        logAll(LoggerFactory.getLogger(name));

        assertThat(recorder.messages()).containsExactly("INFO", "WARN", "ERROR");
    }

    @Test
    void levels_ofALoggerBelowARule_followTheRule() {
        logAll(LoggerFactory.getLogger("com.acme.shop.Orders"));
        assertThat(recorder.messages()).containsExactly("DEBUG", "INFO", "WARN", "ERROR");
    }

    @Test
    void levels_ofTheLongestRule_win() {
        logAll(LoggerFactory.getLogger("com.acme.fine"));
        logAll(LoggerFactory.getLogger("com.acme.noisy.Poller"));
        assertThat(recorder.messages()).containsExactly("TRACE", "DEBUG", "INFO", "WARN", "ERROR");
    }

    @Test
    void levels_setForAWhile_reachALoggerThatWasAskedBefore() {
        Logger poller = LoggerFactory.getLogger("com.acme.noisy.Poller");
        Logger other = LoggerFactory.getLogger("org.other");
        logAll(poller);
        recorder.fapilog.setLevel("com.acme.noisy=error,org=off", Duration.ofHours(1));
        logAll(poller);
        logAll(other);
        assertThat(recorder.messages()).containsExactly("ERROR");
        recorder.fapilog.setLevel("elsewhere=trace", Duration.ofHours(1));
        logAll(poller);
        logAll(other);
        assertThat(recorder.messages()).containsExactly("ERROR", "INFO", "WARN", "ERROR");
    }

    @Test
    void isEnabled_byLevel_agreesWithWhatIsLogged() {
        Logger acme = LoggerFactory.getLogger("com.acme.Shop");
        assertThat(acme.isTraceEnabled()).isFalse();
        assertThat(acme.isDebugEnabled()).isTrue();
        assertThat(acme.isDebugEnabled(MarkerFactory.getMarker("M"))).isTrue();
        Logger off = LoggerFactory.getLogger("com.acme.noisy");
        assertThat(off.isErrorEnabled()).isFalse();
        assertThat(off.isWarnEnabled()).isFalse();
        assertThat(off.isInfoEnabled()).isFalse();
    }

    @Test
    void getLogger_withoutName_works() {
        LoggerFactory.getLogger((String) null).info("hello");
        assertThat(recorder.event().logger()).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.fapilog", "io.fapilog.core.X", "jdk.httpclient", "jdk.internal.httpclient.debug"})
    void isEnabled_forOurOwnLoggers_isFalse(String name) {
        Logger own = LoggerFactory.getLogger(name);
        own.error("about ourselves");
        assertThat(own.isErrorEnabled()).isFalse();
        assertThat(recorder.events()).isEmpty();
    }

    @Test
    void info_onOurOwnThread_isRefused() throws InterruptedException {
        Thread own = new Thread(() -> LoggerFactory.getLogger("com.acme.Shop").info("x"), "io.fapilog-own");
        own.start();
        own.join();
        assertThat(recorder.events()).isEmpty();
    }

    @Test
    void isEnabled_afterAnotherInstall_follows() {
        Logger logger = LoggerFactory.getLogger("com.acme.Shop");
        assertThat(logger.isTraceEnabled()).isFalse();

        Recorder other = new Recorder("warn,com.acme=trace");
        logger.trace("fine");
        assertThat(other.messages()).containsExactly("fine");
        assertThat(recorder.events()).isEmpty();

        Recorder last = new Recorder("error");
        logger.warn("too low");
        logger.error("high");
        assertThat(last.messages()).containsExactly("high");
        last.fapilog.close();
    }

    @Test
    void info_afterClose_isSilent() {
        Logger logger = LoggerFactory.getLogger("com.acme.Shop");
        logger.info("before");
        recorder.fapilog.close();

        logger.info("after");
        logger.atInfo().addKeyValue("a", 1).log("after");

        assertThat(recorder.messages()).containsExactly("before");
    }

    @Test
    void isEnabled_whenConfiguredAgainAfterClose_follows() {
        Logger logger = LoggerFactory.getLogger("org.other.Y");
        assertThat(logger.isDebugEnabled()).isFalse();
        recorder.fapilog.close();

        System.setProperty("fapilog.level", "debug");
        try (Fapilog again = Fapilog.configureLogging()) {
            assertThat(again).isNotSameAs(recorder.fapilog);
            assertThat(logger.isDebugEnabled()).isTrue();
        } finally {
            System.clearProperty("fapilog.level");
        }
    }

    @Test
    void info_withMarker_hasItAsField() {
        LoggerFactory.getLogger("com.acme.Shop").info(MarkerFactory.getMarker("AUDIT"), "paid {}", 5);
        assertThat(recorder.line()).containsEntry("marker", "AUDIT").containsEntry("message", "paid 5");
    }

    @Test
    void toString_thatLogs_logsBoth() {
        Logger logger = LoggerFactory.getLogger("com.acme.Shop");
        Object chatty = new Object() {
            @Override
            public String toString() {
                logger.info("inner {}", 1);
                return "chatty";
            }
        };

        logger.info("outer {}", chatty);

        assertThat(recorder.messages()).containsExactly("inner 1", "outer chatty");
        List<LogEvent> events = recorder.events();
        assertThat(events.get(1).timestamp())
                .isGreaterThanOrEqualTo(events.get(0).timestamp());
    }

    @Test
    void readResolve_ofASerializedLogger_isTheLogger() throws Exception {
        Logger logger = LoggerFactory.getLogger("com.acme.Shop");
        logger.info("caches the level");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(logger);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isSameAs(logger);
        }
    }

    @Test
    void info_fromManyThreads_arrivesOnceAndInOrder() throws InterruptedException {
        int threads = 4;
        int each = 5_000;
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Logger logger = LoggerFactory.getLogger("com.acme.t" + t);
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    logger.info("{}", i);
                }
            });
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }

        Map<String, List<String>> byLogger = new HashMap<>();
        for (LogEvent event : recorder.events()) {
            byLogger.computeIfAbsent(event.logger(), name -> new ArrayList<>()).add(event.message());
        }
        assertThat(byLogger).hasSize(threads);
        for (List<String> messages : byLogger.values()) {
            assertThat(messages).hasSize(each);
            assertThat(messages.stream().map(Integer::valueOf)).isSorted().doesNotHaveDuplicates();
        }
    }

    private static void logAll(Logger logger) {
        logger.trace("TRACE");
        logger.debug("DEBUG");
        logger.info("INFO");
        logger.warn("WARN");
        logger.error("ERROR");
    }
}
