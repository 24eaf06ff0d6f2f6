package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.Fapilog;
import io.fapilog.contract.Captured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What holds for the appender of fapilog in each logging system.
 *
 * @param <A> the type of the appender
 */
abstract class RootAppenderContract<A> {
    final Fapilog fapilog;
    private final String name;
    private final List<Fapilog> others = new ArrayList<>();

    /** A contract whose sinks have names that begin with {@code name}. */
    RootAppenderContract(String name) {
        this.name = name;
        this.fapilog = pipeline(name + "-attachment");
    }

    abstract RootAppender attachment();

    /** Logs {@code message} at INFO. */
    abstract void log(String message);

    /** Makes the logging system read its configuration again, which has no appender of fapilog. */
    abstract void configureAgain();

    /** The appenders of fapilog in the logging system. */
    abstract List<A> appenders();

    /** The appender of the root logger with our name. */
    abstract A ours();

    abstract @Nullable Fapilog pipelineOf(A appender);

    abstract boolean isStarted(A appender);

    /** Stops the logging system. */
    abstract void stop();

    @AfterEach
    final void close() {
        stop();
        fapilog.close();
        others.forEach(Fapilog::close);
    }

    @Test
    void attach_always_bringsEvents() {
        attachment().attach(fapilog);
        log("hello");
        assertThat(fapilog.flush(Duration.ofMinutes(1))).isTrue();
        assertThat(Captured.at(name + "-attachment").lines())
                .last()
                .extracting(line -> line.get("message"))
                .isEqualTo("hello");
    }

    @Test
    void attach_again_keepsTheAppender() {
        attachment().attach(fapilog);
        A appender = ours();
        attachment().attach(fapilog);
        assertThat(appenders()).containsExactly(appender);
    }

    @Test
    void attach_otherPipeline_replacesTheAppender() {
        attachment().attach(fapilog);
        Fapilog other = pipeline(name + "-other");
        others.add(other);
        attachment().attach(other);
        assertThat(appenders())
                .singleElement()
                .satisfies(appender -> assertThat(pipelineOf(appender)).isSameAs(other));
    }

    @Test
    void configureAgain_afterAttach_bringsTheAppenderBack() {
        attachment().attach(fapilog);
        configureAgain();
        configureAgain();
        assertThat(appenders())
                .singleElement()
                .satisfies(appender -> assertThat(isStarted(appender)).isTrue())
                .isSameAs(ours());
    }

    @Test
    void configureAgain_afterDetach_leavesNothing() {
        attachment().attach(fapilog);
        attachment().detach();
        assertThat(appenders()).isEmpty();
        configureAgain();
        assertThat(appenders()).isEmpty();
    }

    @Test
    void isTaken_onlyOurs_isFalse() {
        assertThat(attachment().isTaken()).isFalse();
        attachment().attach(fapilog);
        assertThat(attachment().isTaken()).isFalse();
    }

    private static Fapilog pipeline(String name) {
        return Fapilog.builder()
                .environment(false)
                .sink("capture://" + name)
                .setting("jmx", "false")
                .start();
    }
}
