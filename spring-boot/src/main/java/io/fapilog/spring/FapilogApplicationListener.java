package io.fapilog.spring;

import io.fapilog.Fapilog;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Starts the pipeline as soon as the logging system is ready, long before there are beans, and registers it in the
 * context as the bean {@code fapilog}. Spring replays what was logged before, so those events are shipped too.
 */
final class FapilogApplicationListener implements ApplicationListener<SpringApplicationEvent>, Ordered {
    /** The property source of the bootstrap context of Spring Cloud, which lacks most of the configuration. */
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
            show(initialized.getApplicationContext());
        } else if (event instanceof ApplicationFailedEvent failed) {
            Shipping.failed(failed.getApplicationContext(), failed.getException());
        }
    }

    private static void begin(ConfigurableEnvironment environment) {
        if (!environment.getPropertySources().contains(CLOUD_BOOTSTRAP)) {
            Shipping.begin(environment);
        }
    }

    private static void show(ConfigurableApplicationContext context) {
        Fapilog fapilog = Shipping.pipeline();
        if (fapilog == null) {
            return;
        }
        if (DeployedContext.isDeployed(context.getEnvironment())) {
            DeployedContext.watch(context);
        }
        context.getBeanFactory().registerSingleton("fapilog", fapilog);
    }
}
