package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.fapilog.Fapilog;
import io.fapilog.logback.FapilogAppender;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogbackRootAppenderTest extends RootAppenderContract<FapilogAppender> {
    private final LoggerContext context = new LoggerContext();
    private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    private final LogbackRootAppender attachment = new LogbackRootAppender(context);

    LogbackRootAppenderTest() {
        super("logback");
    }

    @BeforeEach
    void start() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @Test
    void isTaken_appenderOfTheConfiguration_isTrue() {
        context.getLogger("com.acme").addAppender(configured());
        assertThat(attachment.isTaken()).isTrue();
    }

    @Test
    void isTaken_appenderBehindAnAsynchronousOne_isTrue() {
        AsyncAppender async = new AsyncAppender();
        async.setContext(context);
        async.addAppender(configured());
        root.addAppender(async);
        assertThat(attachment.isTaken()).isTrue();
    }

    @Override
    RootAppender attachment() {
        return attachment;
    }

    @Override
    void log(String message) {
        context.getLogger("com.acme").info(message);
    }

    @Override
    void configureAgain() {
        context.reset();
    }

    @Override
    List<FapilogAppender> appenders() {
        List<FapilogAppender> appenders = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(appender -> appenders.add((FapilogAppender) appender));
        return appenders;
    }

    @Override
    FapilogAppender ours() {
        return (FapilogAppender) root.getAppender(RootAppender.NAME);
    }

    @Override
    @Nullable
    Fapilog pipelineOf(FapilogAppender appender) {
        return appender.fapilog();
    }

    @Override
    boolean isStarted(FapilogAppender appender) {
        return appender.isStarted();
    }

    @Override
    void stop() {
        context.stop();
    }

    private FapilogAppender configured() {
        FapilogAppender appender = new FapilogAppender(fapilog);
        appender.setName("LOKI");
        return appender;
    }
}
