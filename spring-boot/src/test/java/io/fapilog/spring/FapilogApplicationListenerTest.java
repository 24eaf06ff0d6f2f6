package io.fapilog.spring;

import static io.fapilog.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.fapilog.Fapilog;
import io.fapilog.contract.Captured;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.DefaultBootstrapContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
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

    @Test
    void deployedAsWar_contextsClosed_leaveNoThreadNoHookAndNoAppender() throws ReflectiveOperationException {
        Set<Thread> hooks = hooks();
        for (int i = 0; i < 3; i++) {
            prepare(deployed("capture://listener-war"));
            GenericApplicationContext first = deployedContext();
            GenericApplicationContext second = deployedContext();
            Fapilog fapilog = first.getBean("fapilog", Fapilog.class);
            first.close();
            LoggerFactory.getLogger("com.acme").info("between");
            second.close();
            assertThat(fapilog.isClosed()).isTrue();
            assertThat(root.getAppender(RootAppender.NAME)).isNull();
        }
        await().untilAsserted(
                        () -> assertThat(Captured.at("listener-war").lines()).hasSize(3));
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("io.fapilog-")));
        // A hook of the beginning may be gone, that of a pipeline of another test which was still closing.
        assertThat(hooks).containsAll(hooks());
    }

    @Test
    void deployedAsWar_beanThatLogsAtItsEnd_isShipped() {
        prepare(deployed("capture://listener-war-end"));
        GenericApplicationContext context = deployedContext(beans -> beans.registerBean(LastWords.class));
        context.close();
        await().untilAsserted(() -> assertThat(Captured.at("listener-war-end").lines())
                .singleElement()
                .asString()
                .contains("last words"));
    }

    @Test
    void deployedAsWar_failedStart_shipsWhyAndEnds() {
        prepare(deployed("capture://listener-war-fails"));
        Fapilog fapilog = bean();
        listener.onApplicationEvent(new ApplicationFailedEvent(
                application, new String[0], null, new IllegalStateException("the till is stuck")));
        assertThat(fapilog.isClosed()).isTrue();
        await().untilAsserted(() -> assertThat(Captured.at("listener-war-fails").lines())
                .singleElement()
                .asString()
                .contains("Application run failed", "the till is stuck"));
    }

    @Test
    void failedStart_notDeployed_keepsThePipeline() {
        prepare(Map.of("fapilog.sinks", "capture://listener-fails"));
        Fapilog fapilog = bean();
        listener.onApplicationEvent(
                new ApplicationFailedEvent(application, new String[0], null, new IllegalStateException("no")));
        assertThat(fapilog.isClosed()).isFalse();
    }

    /** The environment of a WAR: the container has given the parameters of its servlet context. */
    private static StandardEnvironment deployed(String sinks) {
        StandardEnvironment environment = environment(Map.of("fapilog.sinks", sinks));
        environment.getPropertySources().addLast(new MapPropertySource("servletContextInitParams", Map.of()));
        return environment;
    }

    private GenericApplicationContext deployedContext() {
        return deployedContext(beans -> {});
    }

    private GenericApplicationContext deployedContext(Consumer<GenericApplicationContext> beans) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.setEnvironment(deployed("capture://unused"));
        listener.onApplicationEvent(new ApplicationContextInitializedEvent(application, new String[0], context));
        beans.accept(context);
        context.refresh();
        return context;
    }

    private static Set<Thread> hooks() throws ReflectiveOperationException {
        Field hooks = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
        hooks.setAccessible(true);
        return ((Map<?, ?>) hooks.get(null))
                .keySet().stream().map(Thread.class::cast).collect(Collectors.toSet());
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

    /** A bean that logs when it is destroyed. */
    static final class LastWords implements DisposableBean {
        @Override
        public void destroy() {
            LoggerFactory.getLogger("com.acme").info("last words");
        }
    }
}
