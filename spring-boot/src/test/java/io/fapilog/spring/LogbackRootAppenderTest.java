package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import io.fapilog.Fapilog;
import io.fapilog.contract.Captured;
import io.fapilog.logback.FapilogAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogbackRootAppenderTest {
    private final LoggerContext context = new LoggerContext();
    private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    private final LogbackRootAppender attachment = new LogbackRootAppender(context);
    private final Fapilog fapilog = pipeline("logback-attachment");
    private final List<Fapilog> others = new ArrayList<>();

    @BeforeEach
    void start() {
        context.setMDCAdapter(new LogbackMDCAdapter());
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
        assertThat(Captured.at("logback-attachment").lines())
                .last()
                .extracting(line -> line.get("message"))
                .isEqualTo("hello");
    }

    @Test
    void attach_again_keepsTheAppender() {
        attachment.attach(fapilog);
        Appender<ILoggingEvent> appender = root.getAppender(RootAppender.NAME);
        attachment.attach(fapilog);
        assertThat(appenders()).containsExactly(appender);
    }

    @Test
    void attach_otherPipeline_replacesTheAppender() {
        attachment.attach(fapilog);
        Fapilog other = pipeline("logback-other");
        others.add(other);
        attachment.attach(other);
        assertThat(appenders())
                .singleElement()
                .satisfies(appender ->
                        assertThat(((FapilogAppender) appender).fapilog()).isSameAs(other));
    }

    @Test
    void reset_afterAttach_bringsTheAppenderBack() {
        attachment.attach(fapilog);
        context.reset();
        context.reset();
        assertThat(appenders())
                .singleElement()
                .satisfies(appender -> assertThat(appender.isStarted()).isTrue());
    }

    @Test
    void reset_afterDetach_leavesNothing() {
        attachment.attach(fapilog);
        attachment.detach();
        assertThat(appenders()).isEmpty();
        context.reset();
        assertThat(appenders()).isEmpty();
    }

    @Test
    void isTaken_onlyOurs_isFalse() {
        assertThat(attachment.isTaken()).isFalse();
        attachment.attach(fapilog);
        assertThat(attachment.isTaken()).isFalse();
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

    private FapilogAppender configured() {
        FapilogAppender appender = new FapilogAppender(fapilog);
        appender.setName("LOKI");
        return appender;
    }

    private List<Appender<ILoggingEvent>> appenders() {
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(appenders::add);
        return appenders;
    }

    private static Fapilog pipeline(String name) {
        return Fapilog.builder()
                .environment(false)
                .sink("capture://" + name)
                .setting("jmx", "false")
                .start();
    }
}
