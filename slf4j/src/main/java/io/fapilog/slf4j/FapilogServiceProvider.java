package io.fapilog.slf4j;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What SLF4J asks for loggers, markers and the MDC. Made by SLF4J alone, once. The pipeline is not made here but at the
 * first log call, so that an application that configures fapilog in code comes first.
 */
public final class FapilogServiceProvider implements SLF4JServiceProvider {
    /** Any 2.0: SLF4J compares no more than the two first numbers. */
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
