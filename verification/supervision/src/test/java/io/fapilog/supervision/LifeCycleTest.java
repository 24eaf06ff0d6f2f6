package io.fapilog.supervision;

import static io.fapilog.testkit.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.devloki.DevLoki;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Twenty cycles of configuring, using and closing in one process: every event arrives once, and no resource leaks. */
class LifeCycleTest {
    private static final int TIMES = 20;
    private static final int EVENTS = 50;

    @TempDir
    private Path temporary;

    private final DevLoki loki = DevLoki.start();
    private final List<String> logged = new ArrayList<>();
    private long channels;

    @BeforeEach
    void look() {
        // The first use of a pipeline makes the JDK open resources that it never closes; they do not count.
        Fapilog.builder().environment(false).level("off").sink(sink()).install().close();
        await().until(() -> Traces.now(temporary).threads().isEmpty());
        channels = Traces.now(temporary).channels();
    }

    @AfterEach
    void stop() {
        loki.close();
    }

    @Test
    void installedAndClosed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stdout = System.out;
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            for (int i = 0; i < TIMES; i++) {
                // Installing a pipeline closes the previous one.
                Fapilog fapilog = Fapilog.builder()
                        .environment(false)
                        .level("off,life=info")
                        .sink("stdout")
                        .sink(sink())
                        .install();
                log(message -> LoggerFactory.getLogger("life.Cycle").info(message), i);
                fapilog.log(LogEvent.builder(Level.INFO, "life.Cycle", note("direct", i))
                        .build());
                if (i % 2 == 0 || i == TIMES - 1) {
                    assertThat(fapilog.close(Duration.ofSeconds(30))).isTrue();
                }
            }
        } finally {
            System.setOut(stdout);
        }
        assertNothingIsLeft();
        assertThat(out.toString(UTF_8).lines().map(Arrived::message)).containsExactlyInAnyOrderElementsOf(logged);
    }

    @Test
    void logback_reset() throws JoranException {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        for (int i = 0; i < TIMES; i++) {
            context.reset();
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(stream("""
                    <configuration>
                      <appender name="LOKI" class="io.fapilog.logback.FapilogAppender"><sink>%s</sink></appender>
                      <root level="INFO"><appender-ref ref="LOKI"/></root>
                    </configuration>
                    """.formatted(xml(sink()))));
            log(context.getLogger("life.Cycle")::info, i);
        }
        context.stop();
        assertNothingIsLeft();
    }

    @Test
    void log4j2_reconfigured() throws IOException {
        var context = new org.apache.logging.log4j.core.LoggerContext("life");
        for (int i = 0; i < TIMES; i++) {
            ConfigurationSource source = new ConfigurationSource(stream("""
                    <Configuration shutdownHook="disable">
                      <Appenders><Fapilog name="loki" sink="%s"/></Appenders>
                      <Loggers><Root level="INFO"><AppenderRef ref="loki"/></Root></Loggers>
                    </Configuration>
                    """.formatted(xml(sink()))));
            context.reconfigure(new XmlConfiguration(context, source));
            log(context.getLogger("life.Cycle")::info, i);
        }
        context.stop();
        assertNothingIsLeft();
    }

    @Test
    void jul_configurationReadAgain() throws IOException {
        Logger logger = Logger.getLogger("life.Cycle");
        try {
            for (int i = 0; i < TIMES; i++) {
                LogManager.getLogManager().readConfiguration(stream("""
                        handlers = io.fapilog.jul.FapilogHandler
                        io.fapilog.jul.FapilogHandler.sink = %s
                        """.formatted(sink())));
                log(logger::info, i);
            }
        } finally {
            LogManager.getLogManager().readConfiguration();
        }
        assertNothingIsLeft();
    }

    @Test
    @Timeout(60)
    void close_serverAwayAndEverythingSpooled_doesNotWaitForIt() {
        loki.stop();
        Fapilog fapilog = Fapilog.builder().environment(false).sink(sink()).start();
        fapilog.log(LogEvent.builder(Level.INFO, "life.Cycle", note("away", 0)).build());
        assertThat(fapilog.close(Duration.ofHours(1))).isTrue();
        assertThat(fapilog.stats().get(0).spool().spooled()).isEqualTo(1);
        loki.restart();
        try (Fapilog next = Fapilog.builder().environment(false).sink(sink()).start()) {
            await().until(() -> next.stats().get(0).events().delivered() == 1);
        }
        assertNothingIsLeft();
    }

    private String sink() {
        return loki.lokiUri() + "?labels=app=life&batch_size=10&spool=" + temporary.resolve("spool");
    }

    private void log(Log log, int time) {
        for (int i = 0; i < EVENTS; i++) {
            log.info(note("number " + i, time));
        }
    }

    private String note(String text, int time) {
        String message = text + " of time " + time;
        logged.add(message);
        return message;
    }

    private void assertNothingIsLeft() {
        // A pipeline that is replaced delivers in the background, beside the one that replaces it.
        await().untilAsserted(() -> assertThat(Arrived.at(loki)).containsExactlyInAnyOrderElementsOf(logged));
        await().untilAsserted(() -> assertThat(Traces.now(temporary))
                .isEqualTo(new Traces(Set.of(), channels, List.of(), List.of(), Set.of())));
        assertThat(temporary.resolve("spool")).isEmptyDirectory();
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;");
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    /** A way to log a message. */
    private interface Log {
        void info(String message);
    }
}
