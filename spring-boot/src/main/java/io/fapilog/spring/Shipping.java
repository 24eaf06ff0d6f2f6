package io.fapilog.spring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fapilog.ConfigurationException;
import io.fapilog.Fapilog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;

/**
 * The pipeline and the appender that all Spring applications of this JVM share, as they share the logging system,
 * however many contexts there are and however often they restart. The pipeline is closed at the exit of the JVM, after
 * all contexts, so that the events of their shutdown are delivered. Thread-safe.
 */
final class Shipping {
    private static final Log LOG = LogFactory.getLog(Shipping.class);

    @GuardedBy("Shipping.class")
    private static @Nullable Shipping present;

    @GuardedBy("Shipping.class")
    private static boolean hooked;

    private final Setup setup;
    private final Fapilog fapilog;

    private Shipping(Setup setup, Fapilog fapilog) {
        this.setup = setup;
        this.fapilog = fapilog;
    }

    /** The pipeline, or null when nothing is shipped. */
    static synchronized @Nullable Fapilog pipeline() {
        return present == null || present.fapilog.stats().isEmpty() ? null : present.fapilog;
    }

    /**
     * Ships as {@code environment} configures it; keeps the present pipeline if its configuration is the same. An
     * application without a configuration changes nothing. Never throws: a violation is reported by one WARN.
     */
    static synchronized void begin(Environment environment) {
        try {
            Setup setup = SetupReader.read(environment);
            if (!setup.enabled()) {
                end();
            } else if (setup.isMeant()) {
                attach(setup);
            }
        } catch (ConfigurationException e) {
            LOG.warn("fapilog ships nothing, since its configuration is invalid. " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("fapilog ships nothing, since it could not be started", e);
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
    private static void attach(Setup setup) {
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
            running = new Shipping(setup, setup.install());
            present = running;
            hook();
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
            Runtime.getRuntime().addShutdownHook(new Thread(Shipping::flush, "fapilog-flush"));
        }
    }

    private static void flush() {
        Fapilog fapilog = pipeline();
        if (fapilog != null) {
            fapilog.flush(fapilog.closeTimeout());
        }
    }
}
