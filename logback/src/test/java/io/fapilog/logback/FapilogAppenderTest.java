package io.fapilog.logback;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.LoggingEventVO;
import ch.qos.logback.core.status.StatusListener;
import io.fapilog.Fapilog;
import io.fapilog.SinkStats;
import io.fapilog.contract.Captured;
import io.fapilog.contract.ModulePath;
import io.fapilog.example.OnModulePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;

/** The behaviour of Logback's appender beyond the contract. */
class FapilogAppenderTest {
    private final LogbackSystem system = new LogbackSystem(false);
    private final Logger logger =
            ((LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory()).getLogger("shop.Orders");

    @BeforeEach
    void forget() {
        Captured.clear();
    }

    @AfterEach
    void stop() {
        system.stop();
        MDC.clear();
    }

    @Test
    void framework_isOfTheVersionThatIsToBeTested() {
        assertThat(ModulePath.where(Logger.class)).contains(System.getProperty("logback.version", ""));
    }

    @Test
    void option_belongsToTheSinkBeforeIt_andNeedsNoEscapingForTheUri() {
        system.start("""
                <sink>capture://a?queue_maxsize=7</sink>
                <option>text = a&amp;b=c, d+%41ü://</option>
                <sink>capture://b</sink>
                <option>queue_maxsize=8</option>
                """);
        assertThat(plan("a").text()).isEqualTo("a&b=c, d+%41ü://");
        assertThat(plan("a").queue().maxEvents()).isEqualTo(7);
        assertThat(plan("b").queue().maxEvents()).isEqualTo(8);
    }

    @Test
    void start_noSink_takesThoseOfTheProcess() {
        System.setProperty("fapilog.sinks", "capture://process,capture://other");
        try {
            system.start("<closeTimeout>1s</closeTimeout>");
            assertThat(Objects.requireNonNull(system.fapilog()).stats())
                    .extracting(SinkStats::sink)
                    .containsExactly("capture://process", "capture://other");
        } finally {
            System.clearProperty("fapilog.sinks");
        }
    }

    @Test
    void start_everythingWrong_isNeverAnErrorOfLogback() {
        system.start("""
                <option>early=1</option>
                <sink>capture://a</sink>
                <option>nonsense</option>
                <nonsense>1</nonsense>
                <enabled>perhaps</enabled>
                """);
        assertThat(system.warnings()).isNotEmpty().noneMatch(warning -> warning.startsWith("ERROR"));
        assertThat(system.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .contains(
                                "the option early does not follow a sink",
                                "unknown parameter nonsense",
                                "FAPILOG_ENABLED=perhaps"));
        assertThat(Objects.requireNonNull(system.appender()).isStarted()).isFalse();
    }

    @Test
    void start_twice_keepsTheOnePipeline() {
        system.start("<sink>capture://a</sink>");
        Fapilog first = system.fapilog();
        Objects.requireNonNull(system.appender()).start();
        assertThat(system.fapilog()).isSameAs(first);
    }

    @Test
    void stop_sharedPipeline_isLeftToItsOwner() {
        try (Fapilog shared = Fapilog.builder().sink("capture://a").start()) {
            FapilogAppender appender = new FapilogAppender(shared);
            appender.setContext(logger.getLoggerContext());
            appender.setDrainAtExit(false);
            appender.start();
            appender.doAppend(event("shared", null));
            appender.stop();
            appender.doAppend(event("off", null));
            assertThat(shared.isClosed()).isFalse();
            assertThat(line()).containsEntry("message", "shared");
        }
    }

    @Test
    void append_eventOfAnotherProcess_hasItsStackTraceAndTime() throws Exception {
        LoggingEvent event = event("from afar", new IllegalStateException("outer", new IOException("inner")));
        event.setInstant(Instant.parse("2026-11-22T10:15:30.123456789Z"));
        LoggingEventVO sent = sent(LoggingEventVO.build(event));
        system.start("<sink>capture://a</sink>");
        Objects.requireNonNull(system.appender()).doAppend(sent);
        assertThat(line())
                .containsEntry("timestamp", "2026-11-22T10:15:30.123456789Z")
                .containsEntry("exception_type", "java.lang.IllegalStateException")
                .containsEntry("exception_message", "outer")
                .extractingByKey("exception_stacktrace")
                .asString()
                .startsWith("java.lang.IllegalStateException: outer")
                .contains("Caused by: java.io.IOException: inner", FapilogAppenderTest.class.getName());
    }

    @Test
    void append_severalMarkersAndAContextWithoutValue_areShown() {
        system.start("<sink>capture://a</sink>");
        MDC.put("empty", null);
        logger.atInfo()
                .addMarker(MarkerFactory.getMarker("AUDIT"))
                .addMarker(MarkerFactory.getMarker("SLOW"))
                .log("x");
        assertThat(line()).containsEntry("marker", "AUDIT,SLOW").containsEntry("empty", null);
    }

    @Test
    void append_eventThatThrows_isReportedAndCostsNothingElse() {
        system.start("<sink>capture://a</sink>");
        LoggingEvent broken = new LoggingEvent() {
            @Override
            public Level getLevel() {
                throw new IllegalStateException("broken");
            }
        };
        broken.setLoggerName("shop.Orders");
        assertThatCode(() -> Objects.requireNonNull(system.appender()).doAppend(broken))
                .doesNotThrowAnyException();
        logger.info("next");
        assertThat(line()).containsEntry("message", "next");
        await().until(() -> !system.warnings().isEmpty());
        assertThat(system.warnings()).containsExactly("an event could not be taken: java.lang.IllegalStateException");
    }

    @Test
    void warning_withoutStatusListener_goesToStandardErrorToo() {
        assertThat(saidOnStandardErrorWithAListener(false)).contains("WARN fapilog: capture://a: closed with 1 events");
        assertThat(saidOnStandardErrorWithAListener(true)).doesNotContain("fapilog");
    }

    @Test
    void log_throughLog4jsBridge_arrivesOnce() {
        system.start("<sink>capture://a</sink>");
        LogManager.getLogger("shop.Bridged").info("over the bridge");
        assertThat(line()).containsEntry("logger", "shop.Bridged").containsEntry("message", "over the bridge");
    }

    @Test
    void run_onTheModulePath_works() throws Exception {
        String output = ModulePath.run(
                OnModulePath.class,
                "io.fapilog.logback",
                List.of(
                        FapilogAppender.class,
                        Fapilog.class,
                        Logger.class,
                        ch.qos.logback.core.Context.class,
                        org.slf4j.Logger.class));
        assertThat(output).contains("\"message\":\"from module io.fapilog.logback\"");
    }

    private String saidOnStandardErrorWithAListener(boolean listening) {
        system.start("<sink>capture://a</sink><closeTimeout>50ms</closeTimeout>");
        StatusListener listener = status -> {};
        if (listening) {
            logger.getLoggerContext().getStatusManager().add(listener);
        }
        Captured.at("a").hold();
        logger.info("held");
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Objects.requireNonNull(system.appender()).stop();
            await().until(() -> listening ? !system.warnings().isEmpty() : said.size() > 0);
        } finally {
            System.setErr(before);
            Captured.at("a").release();
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Captured.Plan plan(String sink) {
        return Objects.requireNonNull(Captured.at(sink).plan());
    }

    private static Map<String, Object> line() {
        await().until(() -> !Captured.at("a").texts().isEmpty());
        assertThat(Captured.at("a").texts()).hasSize(1);
        return Captured.at("a").lines().get(0);
    }

    private LoggingEvent event(String message, @org.jspecify.annotations.Nullable Throwable thrown) {
        return new LoggingEvent("fqcn", logger, Level.INFO, message, thrown, new Object[0]);
    }

    private static LoggingEventVO sent(LoggingEventVO event) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(event);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (LoggingEventVO) in.readObject();
        }
    }
}
