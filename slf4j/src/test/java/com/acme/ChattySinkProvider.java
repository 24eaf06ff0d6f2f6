package com.acme;

import io.fapilog.ConfigurationException;
import io.fapilog.config.SinkUri;
import io.fapilog.spi.Sink;
import io.fapilog.spi.SinkProvider;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** A provider that logs through SLF4J while the pipeline is created, as a library of a sink may, and then fails. */
public final class ChattySinkProvider implements SinkProvider {
    /** For the service loader. */
    public ChattySinkProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("chatty");
    }

    @Override
    public Sink.Plan plan(SinkUri uri, Sink.Defaults defaults) {
        LoggerFactory.getLogger("com.acme.Chatty").info("while configuring");
        throw new ConfigurationException(List.of("chatty is of no use"));
    }
}
