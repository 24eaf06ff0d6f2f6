package io.fapilog.spi;

import io.fapilog.ConfigurationException;
import io.fapilog.config.SinkUri;
import java.util.Optional;
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

    /** What the sinks of {@code scheme} need, when no provider of them was found; empty for an unknown scheme. */
    static Optional<String> missing(String scheme) {
        ProviderArtifact loki = new ProviderArtifact("fapilog-loki", "io.fapilog.loki.LokiSinkProvider");
        boolean isKnown = Set.of("loki", "lokis", "http", "https").contains(scheme);
        return isKnown ? Optional.of(loki.advice(SinkProvider.class)) : Optional.empty();
    }
}
