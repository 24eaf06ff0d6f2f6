package io.fapilog.spool;

import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolProvider;

/**
 * Creates spools of segment files. Found with {@link java.util.ServiceLoader}; thread-safe.
 *
 * <p>Several spools, of one process or of many, may share a directory: each has a folder of its own there.
 */
public final class SegmentSpoolProvider implements SpoolProvider {
    /** For the {@link java.util.ServiceLoader}. */
    public SegmentSpoolProvider() {}

    @Override
    public Spool create(Spool.Settings settings, Spool.Context context) {
        return new SegmentSpool(settings, context, new FileDisk());
    }
}
