package io.fapilog.spool;

import io.fapilog.config.Quantities;
import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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

    @Override
    public String describe(Path directory) throws IOException {
        List<SpoolFolder> folders = SpoolFolder.list(directory);
        if (folders.isEmpty()) {
            return "nothing is in it";
        }
        long events = folders.stream().mapToLong(SpoolFolder::events).sum();
        long bytes = folders.stream().mapToLong(SpoolFolder::bytes).sum();
        long damaged = folders.stream().mapToLong(SpoolFolder::damaged).sum();
        long running = folders.stream().filter(SpoolFolder::inUse).count();
        return events + " undelivered events in " + Quantities.show(bytes) + ", of " + running + " running and "
                + (folders.size() - running) + " ended processes" + (damaged == 0 ? "" : "; " + damaged + " damaged");
    }
}
