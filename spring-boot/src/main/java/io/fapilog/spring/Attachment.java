package io.fapilog.spring;

import io.fapilog.Fapilog;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** The place of fapilog in the logging system that runs. Used under the lock of {@link Shipping}. */
interface Attachment {
    /** The name of our appender; one of any other name comes from the application's own configuration. */
    String NAME = "fapilog-spring";

    /** Whether the configuration of the logging system has an appender of fapilog already. */
    boolean isTaken();

    /** Has all events go to {@code fapilog}, also after the logging system reads its configuration again. */
    void attach(Fapilog fapilog);

    /** Ends {@link #attach}. */
    void detach();

    /** The logging system that runs, or null when it is neither Logback nor Log4j2 or the adapter is missing. */
    static @Nullable Attachment find() {
        Attachment found = null;
        if (arePresent("ch.qos.logback.classic.LoggerContext", "io.fapilog.logback.FapilogAppender")) {
            found = LogbackAttachment.find();
        }
        if (found == null
                && arePresent("org.apache.logging.log4j.core.LoggerContext", "io.fapilog.log4j2.FapilogAppender")) {
            found = Log4j2Attachment.find();
        }
        return found;
    }

    private static boolean arePresent(String system, String adapter) {
        ClassLoader loader = Attachment.class.getClassLoader();
        return ClassUtils.isPresent(system, loader) && ClassUtils.isPresent(adapter, loader);
    }
}
