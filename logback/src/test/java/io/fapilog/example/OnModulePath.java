package io.fapilog.example;

import ch.qos.logback.classic.LoggerContext;
import io.fapilog.logback.FapilogAppender;
import org.slf4j.LoggerFactory;

/** A program on the class path, with all else as modules. It logs with Logback through fapilog to standard output. */
public final class OnModulePath {
    private OnModulePath() {}

    /** Logs one event. */
    public static void main(String[] args) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        FapilogAppender appender = new FapilogAppender();
        appender.setContext(context);
        appender.addSink("stdout?format=json");
        appender.start();
        context.getLogger("ROOT").addAppender(appender);
        context.getLogger("shop").info("from {}", FapilogAppender.class.getModule());
        context.stop();
    }
}
