package io.fapilog.spring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fapilog.ConfigurationException;
import io.fapilog.Fapilog;
import io.fapilog.Level;
import io.fapilog.LogEvent;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The pipeline and the appender that all Spring applications of this JVM share, as they share the logging system,
 * however many contexts there are and however often they restart. The pipeline is closed at the exit of the JVM, after
 * all contexts, so that the events of their shutdown are delivered. That of an application which was deployed as a WAR
 * is closed with its last context. Thread-safe.
 */
final class Shipping {
    private static final Log LOG = LogFactory.getLog(Shipping.class);

    @GuardedBy("Shipping.class")
    private static @Nullable Shipping present;

    @GuardedBy("Shipping.class")
    private static boolean hooked;

    /** The contexts of an application that was deployed as a WAR. */
    @GuardedBy("Shipping.class")
    private static final Set<ApplicationContext> CONTEXTS = new HashSet<>();

    private final Setup setup;
    private final Fapilog fapilog;
    private final boolean deployed;

    private Shipping(Setup setup, Fapilog fapilog, boolean deployed) {
        this.setup = setup;
        this.fapilog = fapilog;
        this.deployed = deployed;
    }

    /** The pipeline, or null when nothing is shipped. */
    static synchronized @Nullable Fapilog pipeline() {
        return present == null || present.fapilog.stats().isEmpty() ? null : present.fapilog;
    }

    /**
     * Ships as {@code environment} configures it; keeps the present pipeline if its configuration is the same. An
     * application without a configuration changes nothing. Never throws: a violation is reported by one WARN.
     */
    static synchronized void begin(ConfigurableEnvironment environment) {
        try {
            Setup setup = SetupReader.read(environment);
            if (!setup.enabled()) {
                end();
            } else if (setup.isMeant()) {
                attach(setup, DeployedContext.isDeployed(environment));
            }
        } catch (ConfigurationException e) {
            LOG.warn("fapilog ships nothing, since its configuration is invalid. " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("fapilog ships nothing, since it could not be started", e);
        }
    }

    /** Keeps the pipeline until {@link #leave}. */
    static synchronized void enter(ApplicationContext context) {
        CONTEXTS.add(context);
    }

    /** Ends the pipeline of an application that was deployed as a WAR if {@code context} is its last one. */
    static synchronized void leave(@Nullable ApplicationContext context) {
        CONTEXTS.remove(context);
        if (CONTEXTS.isEmpty() && present != null && present.deployed) {
            end();
        }
    }

    /**
     * Ships why the start of an application that was deployed as a WAR has failed. Spring logs it after the pipeline has
     * to end, since the container is not asked again.
     */
    static synchronized void failed(@Nullable ApplicationContext context, Throwable reason) {
        Shipping failing = present;
        if (failing != null && failing.deployed) {
            boolean unused = failing.fapilog.log(
                    LogEvent.builder(Level.ERROR, SpringApplication.class.getName(), "Application run failed")
                            .throwable(reason)
                            .build());
            leave(context);
        }
    }

    /** Stops shipping; accepted events are delivered in the background, and the exit of the JVM waits for that. */
    static synchronized void end() {
        Shipping ending = present;
        present = null;
        if (ending != null) {
            RootAppender attachment = RootAppender.find();
            if (attachment != null) {
                attachment.detach();
            }
            ending.fapilog.closeInBackground();
        }
    }

    @GuardedBy("Shipping.class")
    private static void attach(Setup setup, boolean deployed) {
        RootAppender attachment = RootAppender.find();
        if (attachment == null) {
            LOG.warn("fapilog ships nothing: it needs Logback with io.fapilog:fapilog-logback on the class path,"
                    + " or Log4j2 with io.fapilog:fapilog-log4j2");
            return;
        }
        if (attachment.isTaken()) {
            attachment.detach();
            LOG.info(
                    "The logging configuration has an appender of fapilog; that one ships, the properties do not count");
            return;
        }
        Shipping running = present;
        if (running == null || !running.setup.equals(setup) || running.fapilog.isClosed()) {
            running = new Shipping(setup, setup.install(deployed), deployed);
            present = running;
            if (!deployed) {
                hook();
            }
        }
        if (pipeline() != null) {
            attachment.attach(running.fapilog);
        }
    }

    /**
     * Closes the pipeline after Spring has closed all contexts. If Spring's shutdown hook is disabled, the events that
     * were accepted until the exit are delivered all the same.
     */
    @GuardedBy("Shipping.class")
    private static void hook() {
        if (!hooked) {
            hooked = true;
            SpringApplication.getShutdownHandlers().add(Shipping::end);
            Runtime.getRuntime().addShutdownHook(new Thread(Shipping::flush, "io.fapilog-flush"));
        }
    }

    private static void flush() {
        Fapilog fapilog = pipeline();
        if (fapilog != null) {
            fapilog.flush(fapilog.closeTimeout());
        }
    }
}
