package io.fapilog.jul;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fapilog.Fapilog;
import io.fapilog.contract.Captured;
import io.fapilog.contract.ModulePath;
import io.fapilog.example.OnModulePath;
import java.io.Serial;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.ErrorManager;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The behaviour of the handler beyond the contract. */
class FapilogHandlerTest {
    private static final Logger LOGGER = Logger.getLogger("shop.Orders");

    private final JulSystem system = new JulSystem();

    @BeforeEach
    void forget() {
        Captured.clear();
    }

    @AfterEach
    void stop() {
        system.stop();
    }

    @Test
    void start_sinkAndSinks_areAllTaken() {
        system.start("sink=capture://a\nsinks=capture://b?queue_maxsize=7&text=x, capture://c");
        assertThat(Objects.requireNonNull(system.fapilog()).stats())
                .extracting(stats -> stats.sink())
                .containsExactly("capture://a", "capture://b", "capture://c");
    }

    @Test
    void start_noSink_takesThoseOfTheProcess() {
        System.setProperty("fapilog.sinks", "capture://a");
        try {
            system.start("");
            LOGGER.info("x");
            assertThat(line()).containsEntry("message", "x");
        } finally {
            System.clearProperty("fapilog.sinks");
        }
    }

    @Test
    void publish_belowTheLevelOrFilteredOut_isNotTaken() {
        system.start("sink=capture://a\nlevel=WARNING\nfilter=" + NoSecrets.class.getName());
        LOGGER.info("too low");
        LOGGER.severe("secret");
        LOGGER.warning("x");
        assertThat(line()).containsEntry("message", "x");
    }

    @Test
    void start_wrongLevelAndFilter_areReportedAndTheHandlerWorks() {
        system.start("sink=capture://a\nlevel=LOUD\nfilter=no.such.Filter");
        LOGGER.finest("x");
        assertThat(line()).containsEntry("message", "x");
        assertThat(system.warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.contains("level=LOUD is not a level"))
                .anyMatch(warning -> warning.contains("filter=no.such.Filter is not a usable filter"));
    }

    @Test
    void publish_messageOfAResourceBundle_isTranslatedAndFormatted() {
        system.start("sink=capture://a");
        LogRecord entry = new LogRecord(Level.INFO, "order.placed");
        entry.setResourceBundle(new Texts());
        entry.setParameters(new Object[] {"Ann"});
        handler().publish(entry);
        assertThat(line()).containsEntry("message", "Ann has ordered").containsEntry("logger", "");
    }

    @Test
    void publish_recordOfAnotherThread_isNamedByItsNumber() {
        system.start("sink=capture://a");
        LogRecord entry = new LogRecord(Level.INFO, "x");
        entry.setLongThreadID(4711);
        handler().publish(entry);
        assertThat(line()).containsEntry("thread", "thread-4711");
    }

    @Test
    void publish_nothingOrWhatThrows_isTakenCalmly() {
        system.start("sink=capture://a");
        LogRecord broken = new LogRecord(Level.INFO, "x") {
            @Serial
            private static final long serialVersionUID = 1L;

            @Override
            public Throwable getThrown() {
                throw new IllegalStateException("broken");
            }
        };
        assertThatCode(() -> handler().publish(null)).doesNotThrowAnyException();
        assertThatCode(() -> handler().publish(broken)).doesNotThrowAnyException();
        await().until(() -> !system.warnings().isEmpty());
        assertThat(system.warnings())
                .containsExactly("WARN fapilog: an event could not be taken: java.lang.IllegalStateException");
    }

    @Test
    void setErrorManager_receivesFailures() {
        system.start("sink=capture://a\ncloseTimeout=50ms");
        List<String> errors = new CopyOnWriteArrayList<>();
        handler().setErrorManager(new ErrorManager() {
            @Override
            public synchronized void error(@Nullable String message, @Nullable Exception cause, int code) {
                errors.add(String.valueOf(message));
            }
        });
        Captured.at("a").hold();
        LOGGER.info("held");
        system.stop();
        await().until(() -> !errors.isEmpty());
        Captured.at("a").release();
        assertThat(errors).singleElement().asString().contains("closed with 1 events undelivered");
        assertThat(system.warnings()).isEmpty();
    }

    @Test
    void flush_waitsUntilAllIsSettled() {
        system.start("sink=capture://a");
        LOGGER.info("x");
        handler().flush();
        assertThat(Captured.at("a").texts()).hasSize(1);
    }

    @Test
    void close_sharedPipeline_isLeftToItsOwner() {
        try (Fapilog shared = Fapilog.builder().sink("capture://a").start()) {
            FapilogHandler handler = new FapilogHandler(shared);
            handler.publish(new LogRecord(Level.FINEST, "x"));
            handler.close();
            handler.flush();
            handler.publish(new LogRecord(Level.SEVERE, "late"));
            assertThat(shared.isClosed()).isFalse();
            assertThat(line()).containsEntry("message", "x").containsEntry("level", "TRACE");
        }
    }

    @Test
    void log_throughSlf4jsBinding_arrivesOnce() {
        system.start("sink=capture://a");
        LoggerFactory.getLogger("shop.Bridged").info("over the {}", "bridge");
        assertThat(line())
                .containsEntry("logger", "shop.Bridged")
                .containsEntry("message", "over the bridge")
                .containsEntry("thread", Thread.currentThread().getName());
    }

    @Test
    void run_onTheModulePath_works() throws Exception {
        String output = ModulePath.run(
                OnModulePath.class,
                "io.fapilog.jul",
                List.of(FapilogHandler.class, Fapilog.class),
                "-Dfapilog.sinks=stdout");
        assertThat(output).contains("\"message\":\"from module io.fapilog.jul\"");
    }

    private FapilogHandler handler() {
        return Objects.requireNonNull(system.handler());
    }

    private static Map<String, Object> line() {
        await().until(() -> !Captured.at("a").texts().isEmpty());
        assertThat(Captured.at("a").texts()).hasSize(1);
        return Captured.at("a").lines().get(0);
    }

    /** A filter that rejects secret records. */
    public static final class NoSecrets implements Filter {
        @Override
        public boolean isLoggable(LogRecord entry) {
            return !entry.getMessage().contains("secret");
        }
    }

    /** A resource bundle with translations. */
    private static final class Texts extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {{"order.placed", "{0} has ordered"}};
        }
    }
}
