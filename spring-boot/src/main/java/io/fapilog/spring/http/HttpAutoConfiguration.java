package io.fapilog.spring.http;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The filter of a web application for the access log ({@code fapilog.http.access-log=true}) and for request ids ({@code
 * fapilog.http.request-id=true}); without these, nothing. A bean {@code fapilogAccessFilter} of the application
 * replaces it. It does not need a pipeline.
 */
@AutoConfiguration
@Conditional(HttpAutoConfiguration.OnWish.class)
@ConditionalOnClass(name = "org.slf4j.spi.LoggingEventBuilder")
@EnableConfigurationProperties(HttpProperties.class)
public final class HttpAutoConfiguration {
    /** For Spring. */
    HttpAutoConfiguration() {}

    /** Spring MVC, and other servlets. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(name = {"jakarta.servlet.Filter", "org.springframework.web.filter.OncePerRequestFilter"})
    static class Servlet {
        @Bean
        @ConditionalOnMissingBean(name = "fapilogAccessFilter")
        AccessFilter fapilogAccessFilter(HttpProperties properties, Environment environment) {
            return new AccessFilter(HttpSettings.of(properties, environment));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(name = {"org.springframework.web.server.WebFilter", "reactor.core.publisher.Mono"})
    static class WebFlux {
        @Bean
        @ConditionalOnMissingBean(name = "fapilogAccessFilter")
        AccessWebFilter fapilogAccessFilter(HttpProperties properties, Environment environment) {
            return new AccessWebFilter(HttpSettings.of(properties, environment));
        }
    }

    /** Whether one of the two is switched on. */
    static final class OnWish extends AnyNestedCondition {
        OnWish() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty(prefix = "fapilog.http", name = "access-log", havingValue = "true")
        static final class AccessLogWish {}

        @ConditionalOnProperty(prefix = "fapilog.http", name = "request-id", havingValue = "true")
        static final class RequestIdWish {}
    }
}
