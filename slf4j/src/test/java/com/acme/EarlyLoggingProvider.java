package com.acme;

import io.fapilog.slf4j.FapilogServiceProvider;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** The provider of fapilog, with code that logs while SLF4J is still starting. */
public final class EarlyLoggingProvider implements SLF4JServiceProvider {
    private final SLF4JServiceProvider ours = new FapilogServiceProvider();

    /** For SLF4J. */
    public EarlyLoggingProvider() {}

    @Override
    public void initialize() {
        ours.initialize();
        LoggerFactory.getLogger("com.acme.Early").info("early {}", 1);
        LoggerFactory.getLogger("com.acme.Early").debug("too low");
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return ours.getLoggerFactory();
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return ours.getMarkerFactory();
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return ours.getMDCAdapter();
    }

    @Override
    public String getRequestedApiVersion() {
        return ours.getRequestedApiVersion();
    }
}
