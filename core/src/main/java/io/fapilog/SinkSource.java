package io.fapilog;

import io.fapilog.spi.Sink;

/** The configuration of a sink in code, such as the builder of a sink. */
@FunctionalInterface
public interface SinkSource {
    /**
     * Checks the configuration and plans the sink. Does no I/O but reading the files that it names.
     *
     * @throws io.fapilog.ConfigurationException listing every violation with its mend
     */
    Sink.Plan plan(Sink.Defaults defaults);
}
