package io.fapilog.spi;

import io.fapilog.ConfigurationException;
import io.fapilog.config.SinkUri;
import java.util.Set;

/**
 * Creates sinks of one kind from their URI. Found with {@link java.util.ServiceLoader}; needs a public constructor
 * without parameters.
 */
public interface SinkProvider {
    /** The URI schemes of this provider, in lower case, such as {@code loki}. */
    Set<String> schemes();

    /**
     * Checks {@code uri} and plans the sink. Does no I/O but reading the files that the URI names.
     *
     * @throws ConfigurationException listing every violation with its mend
     */
    Sink.Plan plan(SinkUri uri, Sink.Defaults defaults);
}
