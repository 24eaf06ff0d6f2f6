package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Ledger;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SpoolFolderTest extends RigTest {
    @Test
    void list_runningAndEndedProcess_countsEventsAndFiles() throws IOException {
        SegmentSpool spool = rig.start();
        for (int i = 0; i < 10; i++) {
            spool.append(SpoolRig.entry("event " + i));
        }
        spool.acknowledge(0, 4);
        rig.step(spool, SpoolRig.SYNC);
        byte[] bytes = Files.readAllBytes(rig.file(".seg"));
        bytes[bytes.length - 1] ^= 1;
        Files.write(rig.file(".seg"), bytes);
        Files.writeString(
                rig.folder().resolve("0000000000000007.seg"), "not a segment, but longer than the header of one");
        Files.write(rig.folder().resolve("0000000000000008.seg"), SecondFormat.segment(2, 1, 1, List.of()));
        Files.write(rig.folder().resolve("0000000000000009.seg"), new byte[0]);
        Files.write(rig.folder().resolve("0000000000000009.seg.corrupt"), new byte[9]);
        try (RandomAccessFile file = new RandomAccessFile(
                rig.folder().resolve("0000000000000010.seg").toFile(), "rw")) {
            file.setLength(3L << 30);
        }

        assertThat(SpoolFolder.list(rig.directory)).singleElement().satisfies(folder -> {
            assertThat(folder.inUse()).isTrue();
            assertThat(folder.segments()).isEqualTo(5);
            assertThat(folder.events()).isEqualTo(5);
            assertThat(folder.damaged()).isEqualTo(1);
            assertThat(folder.unreadable()).isEqualTo(4);
            assertThat(folder.oldest()).isEqualTo(1_764_000_000_000_000_001L);
            assertThat(folder.bytes()).isEqualTo(rig.bytesOnDisk());
        });
        rig.disk.kill();
        assertThat(SpoolFolder.list(rig.directory)).singleElement().matches(folder -> !folder.inUse());
    }

    @Test
    void list_noFolderOrNoFiles_isEmpty() throws IOException {
        Files.createDirectories(rig.directory.resolve("backup"));
        assertThat(SpoolFolder.list(rig.directory)).isEmpty();

        Files.createDirectories(rig.directory.resolve("1764000000000-1-1"));
        assertThat(SpoolFolder.list(rig.directory))
                .containsExactly(new SpoolFolder(
                        rig.directory.resolve("1764000000000-1-1"), false, "", 0, 0, 0, Ledger.NO_EVENT, 0, 0));
    }

    @Test
    void list_incompleteSegment_staysUnchanged() throws IOException {
        Path folder = rig.directory.resolve("1764000000000-1-1");
        Files.createDirectories(folder);
        byte[] complete =
                SecondFormat.segment(1, 7, 1, List.of(new SecondFormat.Event(1, "", Map.of(), Map.of(), "line")));
        Files.write(folder.resolve("0000000000000001.seg"), Arrays.copyOf(complete, complete.length - 1));

        SpoolFolder.list(rig.directory);

        assertThat(new FileDisk().list(folder)).hasSize(1);
        assertThat(folder.resolve("0000000000000001.seg")).hasSize(complete.length - 1);
    }

    @Test
    void list_destinationThatIsHostile_isShownHarmlessly() throws IOException {
        rig.start();
        Files.writeString(rig.file("destination"), "http://loki\u001B[2J");
        assertThat(SpoolFolder.list(rig.directory))
                .singleElement()
                .extracting(SpoolFolder::destination)
                .isEqualTo("http://loki?[2J");

        try (RandomAccessFile file =
                new RandomAccessFile(rig.file("destination").toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        assertThat(SpoolFolder.list(rig.directory))
                .singleElement()
                .extracting(SpoolFolder::destination)
                .isEqualTo("");
    }
}
