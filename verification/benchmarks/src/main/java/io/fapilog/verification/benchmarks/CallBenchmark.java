package io.fapilog.verification.benchmarks;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.helpers.NOPAppender;
import io.fapilog.Fapilog;
import io.fapilog.logback.FapilogAppender;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.appender.NullAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.Logger;

/**
 * The log call of an application, up to the queue, beside an appender that does nothing. The queue drops what the worker
 * does not take in time.
 */
@State(Scope.Benchmark)
public class CallBenchmark extends StepBenchmark {
    /** What the logger is connected to. */
    @Param({"fapilog", "nothing"})
    public String appender = "";

    private final Fapilog fapilog =
            Fapilog.builder().environment(false).sink(DiscardingSink::plan).start();

    private final LoggerContext logback = new LoggerContext();
    private Logger logger = logback.getLogger(Orders.LOGGER);
    private org.apache.logging.log4j.core.LoggerContext log4j = new org.apache.logging.log4j.core.LoggerContext("none");
    private org.apache.logging.log4j.Logger log4jLogger = log4j.getLogger(Orders.LOGGER);

    /** Connects the loggers. */
    @Setup
    public void connect() {
        logback.setMDCAdapter(new LogbackMDCAdapter());
        Appender<ILoggingEvent> added = appender.equals("fapilog") ? new FapilogAppender(fapilog) : new NOPAppender<>();
        added.setContext(logback);
        added.start();
        logback.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(added);
        logger = logback.getLogger(Orders.LOGGER);
        connectLog4j();
    }

    private void connectLog4j() {
        ConfigurationBuilder<BuiltConfiguration> configuration = ConfigurationBuilderFactory.newConfigurationBuilder();
        configuration.add(configuration.newRootLogger(org.apache.logging.log4j.Level.INFO));
        log4j = Configurator.initialize(configuration.build());
        org.apache.logging.log4j.core.Appender added = appender.equals("fapilog")
                ? io.fapilog.log4j2.FapilogAppender.newBuilder()
                        .setName("benchmark")
                        .setFapilog(fapilog)
                        .build()
                : NullAppender.createAppender("benchmark");
        added.start();
        log4j.getConfiguration().getRootLogger().addAppender(added, null, null);
        log4jLogger = log4j.getLogger(Orders.LOGGER);
    }

    /** Ends the loggers and the pipeline. */
    @TearDown
    public void close() {
        logback.stop();
        log4j.stop();
        fapilog.close();
    }

    /** A call of Logback. */
    @Benchmark
    public void logback(Caller caller) {
        caller.enter(logback);
        int i = caller.next();
        logger.info(Orders.PATTERN, i, i % 7, i % 9_973 / 100.0, i % 12);
    }

    /** A call of Log4j2. */
    @Benchmark
    public void log4j2(Caller caller) {
        caller.enter();
        int i = caller.next();
        log4jLogger.info(Orders.PATTERN, i, i % 7, i % 9_973 / 100.0, i % 12);
    }

    /** A thread of the application, with its MDC. */
    @State(Scope.Thread)
    public static class Caller {
        private int number;
        private boolean entered;

        void enter(LoggerContext context) {
            if (!entered) {
                entered = true;
                Orders.CONTEXT.forEach(context.getMDCAdapter()::put);
            }
        }

        void enter() {
            if (!entered) {
                entered = true;
                ThreadContext.putAll(Orders.CONTEXT);
            }
        }

        int next() {
            return number++ & 0xFFFF;
        }
    }
}
