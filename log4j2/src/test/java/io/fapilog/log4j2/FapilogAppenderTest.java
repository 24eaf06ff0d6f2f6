package io.fapilog.log4j2;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fapilog.DropReason;
import io.fapilog.Fapilog;
import io.fapilog.contract.Captured;
import io.fapilog.contract.ModulePath;
import io.fapilog.example.OnModulePath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The behaviour of Log4j's appender beyond the contract. */
class FapilogAppenderTest {
    private static final Logger LOGGER = LogManager.getLogger("shop.Orders");

    private final Log4jSystem system = new Log4jSystem("Root");

    @BeforeEach
    void forget() {
        Captured.clear();
    }

    @AfterEach
    void stop() {
        system.stop();
        ThreadContext.clearAll();
    }

    @Test
    void framework_isOfTheVersionThatIsToBeTested() {
        String version = System.getProperty("log4j.version", "");
        assertThat(ModulePath.where(LoggerContext.class)).contains(version);
        assertThat(ModulePath.where(Logger.class)).contains(version);
    }

    @Test
    void property_isAParameterOfTheSink_andNeedsNoEscapingForTheUri() {
        system.start("""
                <Fapilog name="fapilog" sink="capture://a?queue_maxsize=7">
                  <Property name="text">a&amp;b=c, d+%41ü</Property>
                </Fapilog>
                """);
        Captured.Plan plan = Objects.requireNonNull(Captured.at("a").plan());
        assertThat(plan.text()).isEqualTo("a&b=c, d+%41ü");
        assertThat(plan.queue().maxEvents()).isEqualTo(7);
    }

    @Test
    void start_noSink_takesThoseOfTheProcess() {
        System.setProperty("fapilog.sinks", "capture://a");
        try {
            system.start("<Fapilog name=\"fapilog\"/>");
            LOGGER.info("x");
            assertThat(line()).containsEntry("message", "x");
        } finally {
            System.clearProperty("fapilog.sinks");
        }
    }

    @Test
    void start_secretsAsAttributes_areParametersOfTheSinkAndNotShownEvenInDebugOutput() {
        Everything everything = new Everything();
        StatusLogger.getLogger().registerListener(everything);
        try {
            system.start("""
                    <Fapilog name="fapilog" sink="stdout?format=json" token="geheim1"
                        proxy="http://user:geheim2@proxy:8080"/>
                    """);
        } finally {
            StatusLogger.getLogger().removeListener(everything);
        }
        assertThat(everything.messages)
                .anyMatch(message -> message.contains("unknown parameter token"))
                .anyMatch(message -> message.contains("unknown parameter proxy"))
                .noneMatch(message -> message.contains("geheim"));
    }

    @Test
    void start_credentialsInTheUri_areNotShownEvenInDebugOutput() {
        Everything everything = new Everything();
        StatusLogger.getLogger().registerListener(everything);
        try {
            system.start("<Fapilog name=\"fapilog\" sink=\"capture://user:geheim@a?txt=geheim\"/>");
        } finally {
            StatusLogger.getLogger().removeListener(everything);
        }
        assertThat(everything.messages)
                .anyMatch(message -> message.contains("stays off"))
                .noneMatch(message -> message.contains("geheim"));
    }

    @Test
    void append_stackMarkerParentsAndStructuredData_becomeFields() {
        system.start("<Fapilog name=\"fapilog\" sink=\"capture://a\"/>");
        ThreadContext.push("outer");
        ThreadContext.push("inner");
        StructuredDataMessage message = new StructuredDataMessage("id", "transfer complete", "type");
        message.put("amount", "200");
        LOGGER.info(
                MarkerManager.getMarker("SQL_UPDATE")
                        .setParents(MarkerManager.getMarker("SQL"), MarkerManager.getMarker("SLOW")),
                message);
        assertThat(line())
                .containsEntry("ndc", "outer inner")
                .containsEntry("marker", "SQL_UPDATE,SQL,SLOW")
                .containsEntry("amount", "200")
                .containsEntry("event_id", "id")
                .containsEntry("event_type", "type")
                .containsEntry("message", "transfer complete");
    }

    @Test
    void append_mapMessage_hasItsEntriesWithTheirTypes_andItsMessage() {
        system.start("<Fapilog name=\"fapilog\" sink=\"capture://a\"/>");
        LOGGER.info(new MapMessage<>(new TreeMap<>(
                Map.of("message", "order placed", "order", 4711, "items", List.of("a", 1), "by", Map.of("id", 7)))));
        assertThat(line())
                .containsEntry("message", "order placed")
                .containsEntry("order", 4711)
                .containsEntry("items", List.of("a", 1))
                .containsEntry("by", Map.of("id", 7))
                .doesNotContainKey("message_2");
    }

    @Test
    void append_mapMessageWithoutAMessage_isItsNames() {
        system.start("<Fapilog name=\"fapilog\" sink=\"capture://a\"/>");
        LOGGER.info(new StringMapMessage().with("order", "4711").with("customer", "Ann"));
        assertThat(line()).containsEntry("message", "customer, order").containsEntry("order", "4711");
    }

    @ParameterizedTest
    @MethodSource("mapsWithAPassword")
    void append_mapWithAPassword_showsItNowhere(Object message) {
        system.start("<Fapilog name=\"fapilog\" sink=\"capture://a\"/>");
        if (message instanceof Message ofLog4j) {
            LOGGER.info(ofLog4j);
        } else {
            LOGGER.info(message);
        }
        assertThat(line()).containsEntry("password", "***");
        assertThat(Captured.at("a").texts()).allSatisfy(text -> assertThat(text).doesNotContain("geheim"));
    }

    static Stream<Object> mapsWithAPassword() {
        StructuredDataMessage data = new StructuredDataMessage("id", null, "type");
        data.put("password", "geheim");
        return Stream.of(
                data,
                new StringMapMessage().with("password", "geheim"),
                new MapMessage<>(Map.of("message", 1, "password", "geheim")),
                new ObjectMessage(Map.of("password", "geheim")),
                Map.of("password", "geheim", "order", 4711),
                new Login("Ann", "geheim"));
    }

    @Test
    void append_recordWithATextOfItsOwn_isThatText() {
        system.start("<Fapilog name=\"fapilog\" sink=\"capture://a\"/>");
        LOGGER.info(new Hidden("geheim"));
        assertThat(line()).containsEntry("message", "hidden").hasSize(5);
    }

    @Test
    void append_mapAsAnObject_hasItsEntries() {
        system.start("<Fapilog name=\"fapilog\" sink=\"capture://a\"/>");
        LOGGER.info((Object) Map.of("order", 4711));
        assertThat(line()).containsEntry("message", "order").containsEntry("order", 4711);
    }

    @Test
    void append_objectMessageOfAnotherObject_isItsText() {
        system.start("<Fapilog name=\"fapilog\" sink=\"capture://a\"/>");
        LOGGER.info(new ObjectMessage(4711));
        assertThat(line()).containsEntry("message", "4711").hasSize(5);
    }

    @Test
    void append_eventOfAnotherProcess_hasItsStackTrace() {
        LogEvent sent = Log4jLogEvent.deserialize(Log4jLogEvent.serialize(
                Log4jLogEvent.newBuilder()
                        .setLoggerName("shop.Orders")
                        .setLevel(Level.INFO)
                        .setMessage(new SimpleMessage("from afar"))
                        .setThrown(new IllegalStateException("outer", new IOException("inner")))
                        .build(),
                false));
        system.start("<Fapilog name=\"fapilog\" sink=\"capture://a\"/>");
        appender().append(sent);
        assertThat(line())
                .containsEntry("message", "from afar")
                .containsEntry("exception_type", "java.lang.IllegalStateException")
                .extractingByKey("exception_stacktrace")
                .asString()
                .contains("IllegalStateException: outer", "Caused by: java.io.IOException: inner");
    }

    @Test
    void append_offAndExceptionsAreNotIgnored_failsOver() {
        system.start("""
                <Fapilog name="off" sink="capture://a?nonsense=1" ignoreExceptions="false"/>
                <Fapilog name="spare" sink="capture://a"/>
                <Failover name="fapilog" primary="off">
                  <Failovers><AppenderRef ref="spare"/></Failovers>
                </Failover>
                """);
        LOGGER.info("saved");
        assertThat(line()).containsEntry("message", "saved");
    }

    @Test
    void append_eventThatThrows_isReportedAndThrownOnlyOnRequest() {
        LogEvent broken = new Log4jLogEvent() {
            private static final long serialVersionUID = 1L;

            @Override
            public Level getLevel() {
                throw new IllegalStateException("broken");
            }
        };
        system.start("<Fapilog name=\"fapilog\" sink=\"capture://a\"/>");
        assertThatCode(() -> appender().append(broken)).doesNotThrowAnyException();
        await().until(() -> !system.warnings().isEmpty());
        assertThat(system.warnings())
                .containsExactly("fapilog: an event could not be taken: java.lang.IllegalStateException");
        system.start("<Fapilog name=\"fapilog\" sink=\"capture://a\" ignoreExceptions=\"false\"/>");
        assertThatThrownBy(() -> appender().append(broken)).isInstanceOf(AppenderLoggingException.class);
    }

    @Test
    void builder_configuresTheSameAsTheXml() {
        FapilogAppender appender = FapilogAppender.newBuilder()
                .setName("coded")
                .setSink("capture://a")
                .setService("shop")
                .setEnabled("true")
                .setQueueMaxsize("77")
                .setBuffer("1MiB")
                .setOverflow("block")
                .setBlockTimeout("7ms")
                .setConsole("json")
                .setJmx("off")
                .setCloseTimeout("1s")
                .setPropertyArray(new Property[] {Property.createProperty("text", "t")})
                .build();
        appender.start();
        Fapilog fapilog = appender.fapilog();
        appender.start();
        assertThat(appender.fapilog()).isSameAs(fapilog);
        Captured.Plan plan = Objects.requireNonNull(Captured.at("a").plan());
        assertThat(plan.service()).isEqualTo("shop");
        assertThat(plan.text()).isEqualTo("t");
        assertThat(plan.queue().toString()).contains("77", "1048576", "BLOCK", "PT0.007S");
        Captured.at("a").hold();
        appender.append(Log4jLogEvent.newBuilder().setLevel(Level.INFO).build());
        assertThat(appender.stop(50, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(appender.isStopped()).isTrue();
        assertThat(Objects.requireNonNull(fapilog).stats().get(0).events().dropped())
                .containsEntry(DropReason.CLOSED, 1L);
    }

    @Test
    void stop_sharedPipeline_isLeftToItsOwner() {
        try (Fapilog shared = Fapilog.builder().sink("capture://a").start()) {
            FapilogAppender appender = FapilogAppender.newBuilder()
                    .setName("shared")
                    .setFapilog(shared)
                    .build();
            appender.start();
            appender.append(Log4jLogEvent.newBuilder().setLevel(Level.INFO).build());
            appender.stop();
            assertThat(shared.isClosed()).isFalse();
            assertThat(line()).containsEntry("message", "").containsEntry("logger", "");
        }
    }

    @Test
    void run_onTheModulePath_works() throws Exception {
        String output = ModulePath.run(
                OnModulePath.class,
                "io.fapilog.log4j2",
                List.of(FapilogAppender.class, Fapilog.class, LoggerContext.class, Logger.class));
        assertThat(output).contains("\"message\":\"from module io.fapilog.log4j2\"");
    }

    private FapilogAppender appender() {
        return Objects.requireNonNull(system.appender());
    }

    private static Map<String, Object> line() {
        await().until(() -> !Captured.at("a").texts().isEmpty());
        assertThat(Captured.at("a").texts()).hasSize(1);
        return Captured.at("a").lines().get(0);
    }

    /** A record with a credential. */
    record Login(String user, String password) {}

    /** A record that does not show what it has. */
    record Hidden(String password) {
        @Override
        public String toString() {
            return "hidden";
        }
    }

    /** A listener that records all messages of the status logger. */
    private static final class Everything implements StatusListener {
        final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void log(StatusData data) {
            messages.add(data.getMessage().getFormattedMessage());
        }

        @Override
        public Level getStatusLevel() {
            return Level.ALL;
        }

        @Override
        public void close() {}
    }
}
