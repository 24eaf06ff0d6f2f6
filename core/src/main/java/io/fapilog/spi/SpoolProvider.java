package io.fapilog.spi;

import io.fapilog.Diagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Creates spools. Found with {@link ServiceLoader}; needs a public constructor without parameters. */
public interface SpoolProvider {
    /** Creates a spool. Does no I/O: the first use of the spool opens its files. */
    Spool create(Spool.Settings settings, Spool.Context context);

    /**
     * What is in {@code directory}, in a few words. Reads it and changes nothing.
     *
     * @throws IOException if it cannot be read
     */
    default String describe(Path directory) throws IOException {
        return "its content is not known";
    }

    /**
     * Finds the provider on the class path or module path. If there is none, a warning names the artifact to add, and
     * the caller continues without a spool.
     */
    static Optional<SpoolProvider> find(Diagnostics diagnostics) {
        String needs = new ProviderArtifact("fapilog-spool", "io.fapilog.spool.SegmentSpoolProvider")
                .advice(SpoolProvider.class);
        try {
            Iterator<SpoolProvider> found = ServiceLoader.load(
                            SpoolProvider.class, SpoolProvider.class.getClassLoader())
                    .iterator();
            if (found.hasNext()) {
                return Optional.of(found.next());
            }
        } catch (ServiceConfigurationError e) {
            needs = "the artifact io.fapilog:fapilog-spool, which cannot be loaded: " + e.getMessage();
        }
        diagnostics.warn(
                "spool module",
                "spool needs " + needs + ". The sink works without a spool: a crash loses the events in memory");
        return Optional.empty();
    }
}
