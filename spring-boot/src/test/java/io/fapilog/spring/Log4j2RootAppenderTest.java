package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.log4j2.FapilogAppender;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Log4j2RootAppenderTest extends RootAppenderContract<FapilogAppender> {
    private final LoggerContext context = new LoggerContext("test");
    private final Log4j2RootAppender attachment = new Log4j2RootAppender(context);

    Log4j2RootAppenderTest() {
        super("log4j2");
    }

    @BeforeEach
    void start() {
        context.start(quiet());
    }

    @Test
    void isTaken_appenderOfTheConfiguration_isTrue() {
        context.getConfiguration()
                .addAppender(FapilogAppender.newBuilder()
                        .setName("LOKI")
                        .setFapilog(fapilog)
                        .build());
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
        context.reconfigure(quiet());
    }

    @Override
    List<FapilogAppender> appenders() {
        return context.getConfiguration().getAppenders().values().stream()
                .filter(FapilogAppender.class::isInstance)
                .map(FapilogAppender.class::cast)
                .toList();
    }

    @Override
    FapilogAppender ours() {
        Map<String, Appender> appenders =
                context.getConfiguration().getRootLogger().getAppenders();
        return (FapilogAppender) Objects.requireNonNull(appenders.get(RootAppender.NAME));
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

    private static DefaultConfiguration quiet() {
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.getRootLogger().setLevel(Level.INFO);
        return configuration;
    }
}
