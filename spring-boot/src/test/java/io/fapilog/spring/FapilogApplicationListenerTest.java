package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.fapilog.Fapilog;
import io.fapilog.contract.Captured;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.DefaultBootstrapContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The pipeline of the JVM, which the events of applications start and close. */
class FapilogApplicationListenerTest {
    private final FapilogApplicationListener listener = new FapilogApplicationListener();
    private final SpringApplication application = new SpringApplication();
    private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = logback.getLogger(Logger.ROOT_LOGGER_NAME);

    @AfterEach
    void end() {
        Shipping.end();
    }

    @Test
    void order_ofTheListener_isAfterTheLoggingSystem() {
        assertThat(listener.getOrder()).isGreaterThan(LoggingApplicationListener.DEFAULT_ORDER);
    }

    @Test
    void environmentPrepared_withSink_shipsAndShowsThePipelineToTheContext() {
        prepare(Map.of("fapilog.sinks", "capture://listener-ships", "fapilog.service", "shop"));
        LoggerFactory.getLogger("com.acme").info("hello");
        Fapilog fapilog = bean();
        assertThat(fapilog).isNotNull();
        assertThat(fapilog.flush(fapilog.closeTimeout())).isTrue();
        assertThat(Captured.at("listener-ships").lines()).hasSize(1);
        assertThat(Captured.at("listener-ships").plan())
                .satisfies(plan -> assertThat(plan.service()).isEqualTo("shop"));
    }

    @Test
    void environmentPrepared_sameAgain_keepsThePipeline() {
        prepare(Map.of("fapilog.sinks", "capture://listener-same"));
        prepare(Map.of("fapilog.sinks", "capture://listener-same"));
        assertThat(Captured.at("listener-same").opened()).isEqualTo(1);
    }

    @Test
    void environmentPrepared_sameAfterAClose_beginsAnew() {
        prepare(Map.of("fapilog.sinks", "capture://listener-closed"));
        bean().close();
        prepare(Map.of("fapilog.sinks", "capture://listener-closed"));
        assertThat(Captured.at("listener-closed").opened()).isEqualTo(2);
    }

    @Test
    void environmentPrepared_withoutSinks_leavesWhatThereIs() {
        prepare(Map.of("fapilog.sinks", "capture://listener-stays"));
        prepare(Map.of());
        assertThat(root.getAppender(RootAppender.NAME)).isNotNull();
        assertThat(bean()).isNotNull();
    }

    @Test
    void environmentPrepared_disabled_endsWhatThereIs() {
        prepare(Map.of("fapilog.sinks", "capture://listener-off"));
        Fapilog fapilog = bean();
        prepare(Map.of("fapilog.enabled", "false"));
        assertThat(fapilog.isClosed()).isTrue();
        assertThat(root.getAppender(RootAppender.NAME)).isNull();
        assertThat(hasBean()).isFalse();
    }

    @Test
    void environmentPrepared_wrongConfiguration_shipsNothingAndThrowsNothing() {
        prepare(Map.of("fapilog.sinks", "loki://host:0?batch_size=0"));
        assertThat(root.getAppender(RootAppender.NAME)).isNull();
        assertThat(hasBean()).isFalse();
    }

    @Test
    void environmentPrepared_wrongConfigurationAfterARightOne_leavesWhatThereIs() {
        prepare(Map.of("fapilog.sinks", "capture://listener-right"));
        prepare(Map.of("fapilog.sinks", "loki://${NOWHERE}"));
        assertThat(bean().isClosed()).isFalse();
        assertThat(root.getAppender(RootAppender.NAME)).isNotNull();
    }

    @Test
    void environmentPrepared_ofSpringCloudsBootstrap_isIgnored() {
        StandardEnvironment environment = environment(Map.of("fapilog.sinks", "capture://listener-bootstrap"));
        environment.getPropertySources().addFirst(new MapPropertySource("bootstrap", Map.of()));
        prepare(environment);
        assertThat(Captured.at("listener-bootstrap").opened()).isZero();
    }

    @Test
    void environmentPrepared_duringABuild_shipsNothing() {
        System.setProperty("spring.aot.processing", "true");
        try {
            prepare(Map.of("fapilog.sinks", "capture://listener-aot"));
            assertThat(Captured.at("listener-aot").opened()).isZero();
        } finally {
            System.clearProperty("spring.aot.processing");
        }
    }

    private void prepare(Map<String, Object> properties) {
        prepare(environment(properties));
    }

    private void prepare(StandardEnvironment environment) {
        listener.onApplicationEvent(new ApplicationEnvironmentPreparedEvent(
                new DefaultBootstrapContext(), application, new String[0], environment));
    }

    private static StandardEnvironment environment(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("application", properties));
        return environment;
    }

    private Fapilog bean() {
        return context().getBean("fapilog", Fapilog.class);
    }

    private boolean hasBean() {
        return context().containsBean("fapilog");
    }

    private GenericApplicationContext context() {
        GenericApplicationContext context = new GenericApplicationContext();
        listener.onApplicationEvent(new ApplicationContextInitializedEvent(application, new String[0], context));
        context.refresh();
        return context;
    }
}
