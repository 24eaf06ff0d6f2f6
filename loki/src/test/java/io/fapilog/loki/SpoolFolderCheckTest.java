package io.fapilog.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of the folder of the spool, which needs no server. */
class SpoolFolderCheckTest {
    @TempDir
    private Path directory;

    private final CheckRig rig = new CheckRig();

    @BeforeEach
    void takeAwayTheServer() {
        rig.resolver(host -> {
            throw new UnknownHostException(host);
        });
    }

    @Test
    void spool_withRoom_isInOrderAndUnchanged() {
        assertThat(spool(directory)).contains("OK spool", "can be written and locked", "nothing is in it");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void spool_missingDirectory_isNotCreated() {
        assertThat(spool(directory.resolve("a/b"))).contains("OK spool", "it will be created");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void spool_fullDisk_fails() {
        rig.room(100);
        assertThat(spool(directory)).contains("FAIL spool: the disk of " + directory + " is full: 0MiB are free");
    }

    @Test
    void spool_lessRoomThanItMayUse_isAWarning() {
        rig.room(200L << 20);
        assertThat(spool(directory)).contains("WARN spool", "200MiB free", "spool_max=256MiB is more than that");
    }

    @Test
    void spool_inPlaceOfAFile_fails() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThat(spool(file)).contains("FAIL spool: " + file + " is no directory");
    }

    private String spool(Path folder) {
        return String.join(
                "\n", rig.check("loki://h?labels=app=a&spool=" + folder).about("spool"));
    }
}
