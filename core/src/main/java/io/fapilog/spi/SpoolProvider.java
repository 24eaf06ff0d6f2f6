package io.fapilog.spi;

import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Makes spools. Found with {@link ServiceLoader}; needs a public constructor without parameters. */
public interface SpoolProvider {
    /** Makes a spool. No I/O: the spool is opened by its first use. */
    Spool make(SpoolSettings settings, SpoolContext context);

    /**
     * Finds the provider on the class path or module path. When there is none, one warning names the artifact to add,
     * and the caller goes on without a spool.
     */
    static Optional<SpoolProvider> find(Diagnostics diagnostics) {
        String reason = "it is not on the class path; add it as a dependency";
        try {
            Iterator<SpoolProvider> found = ServiceLoader.load(
                            SpoolProvider.class, SpoolProvider.class.getClassLoader())
                    .iterator();
            if (found.hasNext()) {
                return Optional.of(found.next());
            }
        } catch (ServiceConfigurationError e) {
            reason = "it cannot be loaded: " + e.getMessage();
        }
        diagnostics.warn(
                "spool module",
                "spool needs the artifact io.fapilog:fapilog-spool; " + reason
                        + ". The sink works without it, and a crash loses what is in memory");
        return Optional.empty();
    }
}
