package io.fapilog.spring;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySource.StubPropertySource;

/**
 * A context of an application that runs in a servlet container, as a WAR. Its pipeline ends with the last of these
 * contexts and not with the JVM, so that neither a thread nor a shutdown hook stays behind. Thread-safe.
 *
 * <p>It is the first bean of its context with an end of its own. Spring ends beans in the opposite order, so that the
 * events of all others are delivered.
 */
final class DeployedContext implements ApplicationListener<ContextClosedEvent>, DisposableBean {
    /** The parameters of the servlet context; Spring has a stub in its place while there is no servlet context. */
    private static final String SERVLET_CONTEXT = "servletContextInitParams";

    private final ConfigurableApplicationContext context;
    private volatile boolean closing;

    private DeployedContext(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Whether the servlet container was there before the application. */
    static boolean isDeployed(ConfigurableEnvironment environment) {
        PropertySource<?> source = environment.getPropertySources().get(SERVLET_CONTEXT);
        return source != null && !(source instanceof StubPropertySource);
    }

    /** Ends the pipeline with {@code context}, which has no beans yet, if it is the last one. */
    static void watch(ConfigurableApplicationContext context) {
        DeployedContext deployed = new DeployedContext(context);
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        if (beans instanceof DefaultSingletonBeanRegistry registry) {
            Shipping.enter(context);
            context.addApplicationListener(deployed);
            registry.registerDisposableBean("fapilogEnd", deployed);
        }
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        closing |= event.getApplicationContext() == context;
    }

    /** When the start of a context fails, its beans end as well, but the reason is logged later. */
    @Override
    public void destroy() {
        if (closing) {
            Shipping.leave(context);
        }
    }
}
