package io.fapilog.supervision;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.jul.FapilogHandler;
import io.fapilog.logback.FapilogAppender;
import io.fapilog.testkit.Waiting;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Applications in their own class loaders, as in a container: each one uses fapilog, closes it and ends. Their caller
 * shares only the JDK's classes with them, so each one is a consumer of the URI of its sink.
 */
final class Guest {
    private Guest() {}

    /** Logs through the API, with JMX, a watcher that is never removed, and an exception class of the guest. */
    static final class Api implements Consumer<String> {
        @Override
        public void accept(String sink) {
            Fapilog.watch(() -> {});
            Fapilog fapilog = Fapilog.builder().sink("stdout").sink(sink).install();
            Waiting.await().until(Api::isShown);
            fapilog.log(LogEvent.builder(Level.INFO, "guest", "from the API")
                    .throwable(new GuestException())
                    .attribute("value", new Object())
                    .build());
            fapilog.close();
        }

        private static boolean isShown() throws MalformedObjectNameException {
            return !ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("io.fapilog:*"), null)
                    .isEmpty();
        }
    }

    /** Logs through SLF4J, with an MDC that is never cleared. */
    static final class Slf4j implements Consumer<String> {
        @Override
        public void accept(String sink) {
            try (Fapilog fapilog = Fapilog.builder().sink(sink).install()) {
                MDC.put("user", "guest");
                LoggerFactory.getLogger("guest").info("from SLF4J");
                fapilog.flush(Duration.ofMinutes(1));
            }
        }
    }

    /** Logs through a handler of {@code java.util.logging}. */
    static final class Jul implements Consumer<String> {
        @Override
        public void accept(String sink) {
            Logger logger = Logger.getLogger("guest.Jul");
            Fapilog fapilog = Fapilog.builder().sink(sink).start();
            FapilogHandler handler = new FapilogHandler(fapilog);
            logger.addHandler(handler);
            logger.info("from JUL");
            logger.removeHandler(handler);
            fapilog.close();
        }
    }

    /** Logs through a handler that the log manager configures, and closes when it is reset. */
    static final class JulReset implements Consumer<String> {
        @Override
        public void accept(String sink) {
            Logger logger = Logger.getLogger("guest.JulReset");
            System.setProperty("fapilog.sinks", sink);
            try {
                logger.addHandler(new FapilogHandler());
            } finally {
                System.setProperty("fapilog.sinks", "[]");
            }
            logger.info("from JUL");
            LogManager.getLogManager().reset();
        }
    }

    /** Logs through Logback. */
    static final class Logback implements Consumer<String> {
        @Override
        public void accept(String sink) {
            LoggerContext context = new LoggerContext();
            context.setMDCAdapter(new LogbackMDCAdapter());
            FapilogAppender appender = new FapilogAppender();
            appender.setContext(context);
            appender.addSink(sink);
            appender.start();
            context.getLogger("guest").addAppender(appender);
            context.getLogger("guest").info("from Logback");
            context.stop();
        }
    }

    /** Logs to a server that is unreachable, and closes with all events undelivered. */
    static final class Undelivered implements Consumer<String> {
        @Override
        public void accept(String sink) {
            Fapilog fapilog = Fapilog.builder().sink(sink).start();
            fapilog.log(LogEvent.builder(Level.INFO, "guest", "in vain").build());
            fapilog.flush(Duration.ofMillis(300));
            fapilog.close(Duration.ofMillis(300));
        }
    }

    /** Starts the configured sinks, closes them, and returns the warnings of fapilog. */
    static final class Configured implements UnaryOperator<String> {
        @Override
        public String apply(String sinks) {
            Warnings warnings = new Warnings();
            Fapilog.builder().diagnostics(warnings).sinks(sinks).start().close();
            return String.join("\n", warnings.all());
        }
    }

    /** An exception class of the guest's class loader. */
    private static final class GuestException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GuestException() {
            super("of the guest");
        }
    }
}
