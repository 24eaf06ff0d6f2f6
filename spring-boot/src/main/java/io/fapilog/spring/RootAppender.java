package io.fapilog.spring;

import io.fapilog.Fapilog;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** The appender of fapilog in the running logging system. Guarded by the lock of {@link Shipping}. */
interface RootAppender {
    /** The name of our appender; one with any other name is from the configuration of the application. */
    String NAME = "fapilog-spring";

    /** Whether the configuration of the logging system has an appender of fapilog already. */
    boolean isTaken();

    /** Passes all events to {@code fapilog}, also after the logging system has read its configuration again. */
    void attach(Fapilog fapilog);

    /** Ends {@link #attach}. */
    void detach();

    /** The running logging system; null if it is neither Logback nor Log4j2, or if the adapter is missing. */
    static @Nullable RootAppender find() {
        RootAppender found = null;
        if (arePresent("ch.qos.logback.classic.LoggerContext", "io.fapilog.logback.FapilogAppender")) {
            found = LogbackRootAppender.find();
        }
        if (found == null
                && arePresent("org.apache.logging.log4j.core.LoggerContext", "io.fapilog.log4j2.FapilogAppender")) {
            found = Log4j2RootAppender.find();
        }
        return found;
    }

    private static boolean arePresent(String system, String adapter) {
        ClassLoader loader = RootAppender.class.getClassLoader();
        return ClassUtils.isPresent(system, loader) && ClassUtils.isPresent(adapter, loader);
    }
}
