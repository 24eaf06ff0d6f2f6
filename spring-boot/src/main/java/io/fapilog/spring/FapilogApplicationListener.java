package io.fapilog.spring;

import io.fapilog.Fapilog;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Begins to ship as soon as the logging system is ready, which is long before there are beans, and shows the pipeline
 * to the context as the bean {@code fapilog}. Spring holds back what was logged before, so that is shipped too.
 */
final class FapilogApplicationListener implements ApplicationListener<SpringApplicationEvent>, Ordered {
    /** Of the context that Spring Cloud makes before the application's own; that one knows little. */
    private static final String CLOUD_BOOTSTRAP = "bootstrap";

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (Boolean.getBoolean("spring.aot.processing")) {
            return; // A build is no application.
        }
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            begin(prepared.getEnvironment());
        } else if (event instanceof ApplicationContextInitializedEvent initialized) {
            Fapilog fapilog = Shipping.pipeline();
            if (fapilog != null) {
                initialized.getApplicationContext().getBeanFactory().registerSingleton("fapilog", fapilog);
            }
        }
    }

    private static void begin(ConfigurableEnvironment environment) {
        if (!environment.getPropertySources().contains(CLOUD_BOOTSTRAP)) {
            Shipping.begin(environment);
        }
    }
}
