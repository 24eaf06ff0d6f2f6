package io.fapilog.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.event.DefaultLoggingEvent;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;
import org.slf4j.spi.LoggingEventAware;

/** The fluent API, and the complete events that SLF4J passes to a logger. */
class FluentTest {
    private final Recorder recorder = new Recorder("info");
    private final Logger logger = LoggerFactory.getLogger("com.acme.Shop");

    @AfterEach
    void close() {
        MDC.clear();
        recorder.fapilog.close();
    }

    @Test
    void log_withKeyValues_keepsTheirTypes() {
        logger.atInfo()
                .addKeyValue("order", 4711)
                .addKeyValue("price", new BigDecimal("12.50"))
                .addKeyValue("rate", 0.5)
                .addKeyValue("paid", true)
                .addKeyValue("user", "ann")
                .addKeyValue("level_of", Level.WARN)
                .addKeyValue("none", (Object) null)
                .log("placed {}", "now");

        assertThat(recorder.line())
                .containsEntry("message", "placed now")
                .containsEntry("order", 4711)
                .containsEntry("price", 12.5)
                .containsEntry("rate", 0.5)
                .containsEntry("paid", true)
                .containsEntry("user", "ann")
                .containsEntry("level_of", "WARN")
                .containsEntry("none", null);
    }

    @Test
    void log_withValuesThatHaveMembers_isNestedJson() {
        logger.atInfo()
                .addKeyValue("map", Map.of("a", 1))
                .addKeyValue("array", new int[] {1, 2})
                .log("x");
        assertThat(recorder.event().field("map")).isEqualTo("{\"a\":1}");
        assertThat(recorder.event().field("array")).isEqualTo("[1,2]");
    }

    @Test
    void log_withNamesThatCollide_losesNothing() {
        MDC.put("user", "mdc");
        logger.atInfo()
                .addMarker(MarkerFactory.getMarker("M"))
                .addKeyValue("user", "ann")
                .addKeyValue("user", "bob")
                .addKeyValue("marker", "own")
                .addKeyValue(null, 1)
                .log("x");

        assertThat(recorder.line())
                .containsEntry("user", "mdc")
                .containsEntry("user_2", "ann")
                .containsEntry("user_3", "bob")
                .containsEntry("marker", "own")
                .containsEntry("marker_2", "M")
                .containsEntry("null", 1);
    }

    @Test
    void log_withMarkers_joinsThem() {
        logger.atWarn()
                .addMarker(MarkerFactory.getMarker("AUDIT"))
                .addMarker(null)
                .addMarker(MarkerFactory.getMarker("SLOW"))
                .log("x");
        assertThat(recorder.event().field("marker")).isEqualTo("AUDIT,null,SLOW");
    }

    @Test
    void log_withSuppliers_asksThem() {
        logger.atInfo()
                .setMessage(() -> "sum {} {}")
                .addArgument(() -> 1)
                .addArgument(2)
                .addKeyValue("three", () -> 3)
                .log();
        logger.atInfo().log(() -> "supplied");

        assertThat(recorder.messages()).containsExactly("sum 1 2", "supplied");
        assertThat(recorder.events().get(0).field("three")).isEqualTo("3");
    }

    @Test
    void log_whenDisabled_asksNoSupplier() {
        List<String> asked = new ArrayList<>();
        Supplier<String> supplier = () -> {
            asked.add("asked");
            return "x";
        };

        logger.atDebug().addArgument(supplier).log(supplier);
        logger.makeLoggingEventBuilder(org.slf4j.event.Level.DEBUG).log("below the level");

        assertThat(asked).isEmpty();
        assertThat(recorder.events()).isEmpty();
    }

    @Test
    void log_whenSuppliersThrow_isLoggedWithoutTheirs() {
        logger.atInfo()
                .addArgument(FluentTest::failing)
                .addKeyValue("key", FluentTest::failing)
                .addKeyValue("other", 1)
                .log("a {}");
        logger.atInfo().setMessage(FluentTest::failing).log();
        logger.atInfo().log(FluentTest::failing);
        logger.atInfo().log((Supplier<String>) null);

        String failed = "[supplier failed: java.lang.AssertionError]";
        assertThat(recorder.messages()).containsExactly("a " + failed, failed, failed, "null");
        assertThat(recorder.events().get(0).field("key")).isEqualTo(failed);
        assertThat(recorder.events().get(0).field("other")).isEqualTo("1");
    }

    @Test
    void log_withoutMessage_hasAnEmptyOne() {
        logger.atInfo().addKeyValue("a", 1).log();
        assertThat(recorder.event().message()).isEmpty();
    }

    @Test
    void log_withArguments_formatsThem() {
        logger.atInfo().log("{}", 1);
        logger.atInfo().log("{} {}", 1, 2);
        logger.atInfo().log("{} {} {}", 1, 2, 3);
        logger.atInfo().log("none {}", (Object[]) null);
        assertThat(recorder.messages()).containsExactly("1", "1 2", "1 2 3", "none {}");
    }

    @Test
    void log_withCause_keepsTheArgumentsAsTheyAre() {
        Exception cause = new IllegalStateException("cause");
        logger.atError().setCause(cause).log("{} and {}", 1);
        logger.atError().log("last {}", 1, cause);

        assertThat(recorder.messages()).containsExactly("1 and {}", "last 1");
        assertThat(recorder.events())
                .allSatisfy(event -> assertThat(event.thrown()).hasToString(cause.toString()));
    }

    @Test
    void log_ofAHostileValue_costsOnlyTheValue() {
        logger.atInfo()
                .addKeyValue("bad", new Object() {
                    @Override
                    public String toString() {
                        throw new StackOverflowError();
                    }
                })
                .addKeyValue("good", 1)
                .log("x");
        assertThat(recorder.line())
                .containsEntry("good", 1)
                .extractingByKey("bad")
                .asString()
                .contains("cannot be shown");
    }

    @Test
    void log_ofAReadyEvent_keepsItsTimeAndThread() {
        DefaultLoggingEvent event = new DefaultLoggingEvent(org.slf4j.event.Level.INFO, logger);
        event.setMessage("x");
        event.setTimeStamp(1_700_000_000_123L);

        ((LoggingEventAware) logger).log(event);

        assertThat(recorder.event().timestamp()).isEqualTo(1_700_000_000_123_000_000L);
        assertThat(recorder.event().thread()).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void log_ofAnEventWithoutLevel_isIgnored() {
        ((LoggingEventAware) logger).log(new SubstituteLoggingEvent());
        assertThat(recorder.events()).isEmpty();
    }

    @Test
    void log_eventsOfASubstituteLogger_arrive() {
        LinkedBlockingQueue<SubstituteLoggingEvent> kept = new LinkedBlockingQueue<>();
        SubstituteLogger early = new SubstituteLogger("com.acme.Early", kept, false);
        Exception thrown = new IllegalStateException("early");
        early.info(MarkerFactory.getMarker("M"), "early {}", 1, thrown);
        SubstituteLoggingEvent event = kept.remove();
        event.setThreadName("starter");

        early.setDelegate(LoggerFactory.getLogger("com.acme.Early"));
        early.log(event);

        LogEvent arrived = recorder.event();
        assertThat(arrived.message()).isEqualTo("early 1");
        assertThat(arrived.thread()).isEqualTo("starter");
        assertThat(arrived.thrown()).hasToString(thrown.toString());
        assertThat(arrived.field("marker")).isEqualTo("M");
        assertThat(arrived.timestamp()).isEqualTo(event.getTimeStamp() * 1_000_000);
    }

    private static String failing() {
        throw new AssertionError("no value");
    }
}
