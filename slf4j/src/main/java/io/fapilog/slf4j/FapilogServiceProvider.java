package io.fapilog.slf4j;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The provider of loggers, markers and the MDC. SLF4J creates it, once. The pipeline is created by the first log call,
 * so that an application can configure fapilog in code before.
 */
public final class FapilogServiceProvider implements SLF4JServiceProvider {
    /** Any 2.0: SLF4J compares the first two numbers only. */
    private static final String REQUESTED_API_VERSION = "2.0.99";

    private final MDCAdapter context = new ContextMap();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final ILoggerFactory loggers = new LoggerRegistry();

    /** For SLF4J. */
    public FapilogServiceProvider() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return REQUESTED_API_VERSION;
    }

    @Override
    public void initialize() {}
}
