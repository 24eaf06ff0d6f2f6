package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.contract.Captured;
import io.fapilog.log4j2.FapilogAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Log4j2RootAppenderTest {
    private final LoggerContext context = new LoggerContext("test");
    private final Log4j2RootAppender attachment = new Log4j2RootAppender(context);
    private final Fapilog fapilog = pipeline("log4j2-attachment");
    private final List<Fapilog> others = new ArrayList<>();

    @BeforeEach
    void start() {
        context.start(quiet());
    }

    @AfterEach
    void close() {
        context.stop();
        fapilog.close();
        others.forEach(Fapilog::close);
    }

    @Test
    void attach_always_bringsEvents() {
        attachment.attach(fapilog);
        context.getLogger("com.acme").info("hello");
        assertThat(fapilog.flush(Duration.ofSeconds(10))).isTrue();
        assertThat(Captured.at("log4j2-attachment").lines())
                .last()
                .extracting(line -> line.get("message"))
                .isEqualTo("hello");
    }

    @Test
    void attach_again_keepsTheAppender() {
        attachment.attach(fapilog);
        Appender appender = context.getConfiguration().getAppender(RootAppender.NAME);
        attachment.attach(fapilog);
        assertThat(appenders()).containsExactly(appender);
    }

    @Test
    void attach_otherPipeline_replacesTheAppender() {
        attachment.attach(fapilog);
        Fapilog other = pipeline("log4j2-other");
        others.add(other);
        attachment.attach(other);
        assertThat(appenders())
                .singleElement()
                .satisfies(appender ->
                        assertThat(((FapilogAppender) appender).fapilog()).isSameAs(other));
    }

    @Test
    void reconfigure_afterAttach_bringsTheAppenderBack() {
        attachment.attach(fapilog);
        context.reconfigure(quiet());
        context.reconfigure(quiet());
        assertThat(appenders())
                .singleElement()
                .satisfies(appender -> assertThat(appender.isStarted()).isTrue());
        assertThat(context.getConfiguration().getRootLogger().getAppenders()).containsKey(RootAppender.NAME);
    }

    @Test
    void reconfigure_afterDetach_leavesNothing() {
        attachment.attach(fapilog);
        attachment.detach();
        assertThat(appenders()).isEmpty();
        context.reconfigure(quiet());
        assertThat(appenders()).isEmpty();
    }

    @Test
    void isTaken_onlyOurs_isFalse() {
        attachment.attach(fapilog);
        assertThat(attachment.isTaken()).isFalse();
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

    private List<Appender> appenders() {
        return context.getConfiguration().getAppenders().values().stream()
                .filter(FapilogAppender.class::isInstance)
                .toList();
    }

    private static DefaultConfiguration quiet() {
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.getRootLogger().setLevel(Level.INFO);
        return configuration;
    }

    private static Fapilog pipeline(String name) {
        return Fapilog.builder()
                .environment(false)
                .sink("capture://" + name)
                .setting("jmx", "false")
                .start();
    }
}
