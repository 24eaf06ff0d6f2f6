package io.fapilog.spi;

import io.fapilog.ConfigurationException;
import java.util.Set;

/**
 * Makes sinks of one kind from their URI. Found with {@link java.util.ServiceLoader}; needs a public constructor
 * without parameters.
 */
public interface SinkProvider {
    /** The URI schemes that this provider takes, in lower case, such as {@code loki}. */
    Set<String> schemes();

    /**
     * Checks {@code uri} and says how to make the sink. No I/O but the reading of the files that the URI names.
     *
     * @throws ConfigurationException listing every violation with its mend
     */
    SinkPlan plan(SinkUri uri, SinkDefaults defaults);
}
