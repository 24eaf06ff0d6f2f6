package io.fapilog.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import io.fapilog.contract.Captured;
import io.fapilog.micrometer.FapilogMeters;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class FapilogAutoConfigurationTest {
    private final Fapilog fapilog = Fapilog.builder()
            .environment(false)
            .sink("capture://auto-configuration")
            .setting("jmx", "false")
            .start();
    private final ApplicationContextRunner bare =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(FapilogAutoConfiguration.class));
    private final ApplicationContextRunner runner =
            bare.withInitializer(context -> context.getBeanFactory().registerSingleton("fapilog", fapilog));

    @AfterEach
    void close() {
        fapilog.close();
    }

    @Test
    void context_withoutPipeline_hasNothing() {
        bare.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(FapilogAutoConfiguration.class)
                .doesNotHaveBean(FlushLifecycle.class)
                .doesNotHaveBean(FapilogMeters.class)
                .doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void context_withPipeline_hasFlushMetersAndHealth() {
        runner.run(context -> {
            assertThat(context)
                    .hasSingleBean(FlushLifecycle.class)
                    .hasSingleBean(FapilogMeters.class)
                    .hasSingleBean(HealthIndicator.class);
            assertThat(context.getBean(FlushLifecycle.class).getPhase()).isEqualTo(Integer.MIN_VALUE);
        });
    }

    @Test
    void health_beforeAndAfterTheFirstEvent_isUnknownAndUp() {
        runner.run(context -> {
            HealthIndicator indicator = context.getBean("fapilogHealthIndicator", HealthIndicator.class);
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UNKNOWN);
            fapilog.log(LogEvent.builder(Level.INFO, "com.acme", "hello").build());
            fapilog.flush(fapilog.closeTimeout());
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
            assertThat(indicator.health().getDetails()).containsKey("capture://auto-configuration");
        });
    }

    @Test
    void health_switchedOff_isAbsent() {
        runner.withPropertyValues("management.health.fapilog.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void context_withoutMicrometer_starts() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(FlushLifecycle.class)
                        .doesNotHaveBean("fapilogMeters"));
    }

    @Test
    void context_withBeansOfTheApplication_hasNoOthers() {
        AtomicInteger flush = new AtomicInteger();
        runner.withBean("fapilogFlush", AtomicInteger.class, () -> flush)
                .withBean("mine", FapilogMeters.class, () -> new FapilogMeters(fapilog))
                .withBean("fapilogHealthIndicator", String.class, () -> "well")
                .run(context -> {
                    assertThat(context)
                            .doesNotHaveBean(FlushLifecycle.class)
                            .hasSingleBean(FapilogMeters.class)
                            .doesNotHaveBean(HealthIndicator.class);
                    assertThat(context.getBean("fapilogFlush")).isSameAs(flush);
                });
    }

    @Test
    void close_ofTheContext_flushesAndLeavesThePipelineOpen() {
        Captured captured = Captured.at("auto-configuration");
        runner.run(context ->
                fapilog.log(LogEvent.builder(Level.INFO, "com.acme", "the last").build()));
        await().until(() -> !captured.lines().isEmpty());
        assertThat(captured.lines())
                .last()
                .extracting(line -> line.get("message"))
                .isEqualTo("the last");
        assertThat(fapilog.isClosed()).isFalse();
    }
}
