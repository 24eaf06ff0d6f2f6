package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentSpoolProviderTest {
    @TempDir
    private Path temporary;

    @Test
    void create_providerFoundOnClassPath_storesEventsOnDisk() {
        SpoolRig rig = new SpoolRig(temporary.resolve("spool"));
        SpoolProvider provider = SpoolProvider.find(rig).orElseThrow();
        Spool.Settings settings =
                new Spool.Settings(rig.directory, 1 << 20, SpoolRig.SYNC, true, rig.destination, false);

        try (Spool first = provider.create(settings, new Spool.Context(rig.time, rig, rig))) {
            first.doWork(rig.time.ticks());
            first.append(SpoolRig.entry("stored"));
        }

        try (Spool second = provider.create(settings, new Spool.Context(rig.time, rig, rig))) {
            do {
                second.doWork(rig.time.ticks());
            } while (second.isRecovering());
            assertThat(second.read(1 << 20)).hasSize(1);
        }
        assertThat(rig.warnings).isEmpty();
    }
}
