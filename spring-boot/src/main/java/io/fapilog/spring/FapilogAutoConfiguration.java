package io.fapilog.spring;

import io.fapilog.Fapilog;
import io.fapilog.micrometer.FapilogMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The beans of a context for the pipeline, which was started before: a flush at the stop of the context, meters if
 * Micrometer is present, a health contributor and an endpoint if Actuator is present. A bean of the application
 * replaces each of them: {@code fapilogFlush} and {@code fapilogHealthIndicator} by name, {@link FapilogMeters} and
 * {@link FapilogEndpoint} by type.
 *
 * <p>An application that ships nothing has none of these beans.
 */
@AutoConfiguration
@ConditionalOnBean(Fapilog.class)
public final class FapilogAutoConfiguration {
    /** For Spring. */
    FapilogAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "fapilogFlush")
    FlushLifecycle fapilogFlush(Fapilog fapilog) {
        return new FlushLifecycle(fapilog);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({MeterRegistry.class, FapilogMeters.class})
    static class Meters {
        @Bean
        @ConditionalOnMissingBean
        FapilogMeters fapilogMeters(Fapilog fapilog) {
            return new FapilogMeters(fapilog);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
    static class Actuator {
        @Bean
        @ConditionalOnMissingBean
        @org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint
        FapilogEndpoint fapilogEndpoint(Fapilog fapilog) {
            return new FapilogEndpoint(fapilog);
        }
    }

    /** Health in Spring Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator("fapilog")
    static class ActuatorHealth {
        @Bean
        @ConditionalOnMissingBean(name = "fapilogHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator fapilogHealthIndicator(Fapilog fapilog) {
            return () -> {
                Condition condition = Condition.of(fapilog.stats());
                return org.springframework.boot.actuate.health.Health.status(
                                condition.state().name())
                        .withDetails(condition.details())
                        .build();
            };
        }
    }

    /** Health in Spring Boot 4, which has a separate module for it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("fapilog")
    static class Health {
        @Bean
        @ConditionalOnMissingBean(name = "fapilogHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator fapilogHealthIndicator(Fapilog fapilog) {
            return () -> {
                Condition condition = Condition.of(fapilog.stats());
                return org.springframework.boot.health.contributor.Health.status(
                                condition.state().name())
                        .withDetails(condition.details())
                        .build();
            };
        }
    }
}
