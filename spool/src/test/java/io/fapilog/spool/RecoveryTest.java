package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process takes over the folders of ended processes, whatever is in them. */
final class RecoveryTest extends RigTest {
    @Test
    void recovery_foldersOfSeveralProcesses_takesOverAllAndDeletesThem() throws IOException {
        List<SegmentSpool> spools = List.of(rig.start(), rig.start(), rig.start());
        for (SegmentSpool spool : spools) {
            rig.append(spool, 2);
            spool.acknowledge(0, 1);
            rig.step(spool, SpoolRig.SYNC);
        }

        SegmentSpool successor = rig.restart();

        assertThat(rig.files("lock")).hasSize(1);
        assertThat(SpoolRig.lines(successor)).containsExactly("1", "1", "1");
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("1", "1", "1");
    }

    @Test
    void append_duringRecovery_isStoredAtOnce() throws IOException {
        rig.maxBytes = 2 << 20;
        rig.appendLarge(rig.start(), 1_000);
        rig.disk.kill();
        SegmentSpool successor = rig.create();

        assertThat(successor.append(SpoolRig.entry("fresh"))).isNotEqualTo(Spool.NOT_ON_DISK);
        successor.doWork(rig.time.ticks());
        assertThat(successor.isRecovering()).isTrue();
        assertThat(rig.recovered).isLessThan(200);
        successor.close();

        SegmentSpool next = rig.start();
        assertThat(rig.recovered).isGreaterThanOrEqualTo(1_001);
        assertThat(SpoolRig.lines(next)).hasSize(1_001);
    }

    @Test
    void acknowledge_duringRecovery_leavesRecoveredEventsSpooled() throws IOException {
        rig.append(rig.start(), 50);
        rig.disk.kill();
        SegmentSpool successor = rig.create();
        for (int i = 0; i < 20; i++) {
            long position = successor.append(SpoolRig.entry("fresh " + i));
            successor.doWork(rig.time.ticks());
            successor.acknowledge(position, position + 1);
        }

        assertThat(SpoolRig.lines(successor)).hasSize(50).first().isEqualTo("0");
    }

    @Test
    void read_recoveredAndNewerEvents_returnsRecoveredFirst() {
        SegmentSpool ended = rig.start();
        ended.append(new Spool.Entry("", SpoolRig.LABELS, 100, Map.of(), "old".getBytes(StandardCharsets.UTF_8)));
        ended.close();
        SegmentSpool successor = rig.create();
        long position = successor.append(
                new Spool.Entry("", SpoolRig.LABELS, 200, Map.of(), "new".getBytes(StandardCharsets.UTF_8)));
        successor.release(position, position + 1);
        while (rig.recovered == 0 || successor.isRecovering()) {
            successor.doWork(rig.time.ticks());
        }

        assertThat(SpoolRig.lines(successor)).containsExactly("old", "new");
    }

    @Test
    void recovery_unreadableFile_isSetAsideAndReported() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        Path folder = rig.folder();
        Files.writeString(folder.resolve("0000000000000009.seg"), "not a segment, but longer than the header of one");

        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0", "1", "2");
        assertThat(rig.files(".corrupt")).hasSize(1);
        assertThat(rig.warnings).anyMatch(warning -> warning.contains(".corrupt"));
    }

    @Test
    void recovery_filesOfEveryUnreadableKind_readsTheOthers() throws IOException {
        rig.append(rig.start(), 3);
        Path folder = rig.folder();
        Files.write(folder.resolve("0000000000000002.seg"), new byte[0]);
        Files.write(folder.resolve("0000000000000003.seg"), new byte[31]);
        Files.write(folder.resolve("0000000000000004.seg"), new byte[4096]);
        Files.createDirectory(folder.resolve("0000000000000005.seg"));
        Files.write(folder.resolve("cursor"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("cursor.tmp"), new byte[] {4});

        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0", "1", "2");
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0", "1", "2");
    }

    @Test
    void recovery_fileLargerThanAnyArray_isSetAsideAndDeletedForSpace() throws IOException {
        rig.append(rig.start(), 1);
        Path folder = rig.folder();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("0000000000000002.seg").toFile(), "rw")) {
            file.setLength(5L << 30);
        }
        rig.maxBytes = 1L << 40;

        SegmentSpool spool = rig.restart();

        assertThat(SpoolRig.lines(spool)).containsExactly("0");
        assertThat(spool.bytes()).isGreaterThan(5L << 30);
        rig.maxBytes = 1 << 20;
        rig.restart();
        assertThat(rig.bytesOnDisk()).isLessThan(1 << 20);
    }

    @Test
    void recovery_segmentOfAnotherVersion_staysAndIsReported() throws IOException {
        rig.start();
        Path folder = rig.folder();
        byte[] other = SecondFormat.segment(2, 7, 1, List.of());
        Files.write(folder.resolve("0000000000000002.seg"), other);

        rig.restart();

        assertThat(folder.resolve("0000000000000002.seg")).hasBinaryContent(other);
        assertThat(rig.warnings).anyMatch(warning -> warning.contains("another version"));
    }

    @Test
    void recovery_filesOfOtherNames_stay() throws IOException {
        rig.append(rig.start(), 1);
        Path folder = rig.folder();
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.writeString(rig.directory.resolve("lost+found"), "mine");
        Files.createDirectory(rig.directory.resolve("backup"));

        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0");
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
        assertThat(rig.directory.resolve("lost+found")).hasContent("mine");
    }

    @Test
    void recovery_fileCannotBeMoved_isTakenOverLaterWithoutItsSettledEvents() throws IOException {
        SegmentSpool ended = rig.start();
        rig.append(ended, 3);
        ended.acknowledge(0, 2);
        ended.close();
        rig.disk.failing = "move"::equals;
        SegmentSpool spool = rig.start();
        assertThat(spool.spooled()).isZero();

        rig.disk.failing = operation -> false;
        for (int i = 0; i < 3; i++) {
            rig.step(spool, Duration.ofMinutes(1));
        }

        assertThat(SpoolRig.lines(spool)).containsExactly("2");
    }

    /** An operation that fails for lack of memory must not keep the recovery from its end, for which all events wait. */
    @Test
    void recovery_noMemoryAtAnyOperation_endsAndTakesOverLater() throws IOException {
        for (int failing = 1; failing <= 40; failing++) {
            SpoolRig own = new SpoolRig(rig.directory.resolve("run " + failing));
            SegmentSpool ended = own.start();
            own.append(ended, 3);
            ended.acknowledge(0, 1);
            ended.close();
            failOnce(own, failing);
            SegmentSpool spool = own.create();
            for (int i = 0; i < 10; i++) {
                own.step(spool, Duration.ofMinutes(1));
            }
            assertThat(spool.isRecovering()).as("operation %d", failing).isFalse();
            assertThat(SpoolRig.lines(spool)).as("operation %d", failing).containsExactly("1", "2");
            spool.close();
        }
    }

    private static void failOnce(SpoolRig rig, int number) {
        int last = rig.disk.operations.size() + number;
        rig.disk.failing = operation -> {
            if (rig.disk.operations.size() == last) {
                throw new OutOfMemoryError("simulated in " + operation);
            }
            return false;
        };
    }

    @Test
    void recovery_fileThatStays_keepsItsDestinationAndIsReportedOnce() throws IOException {
        rig.start();
        Path folder = rig.folder();
        Files.write(folder.resolve("0000000000000002.seg"), SecondFormat.segment(2, 7, 1, List.of()));

        SegmentSpool spool = rig.restart();
        for (int i = 0; i < 10; i++) {
            rig.step(spool, Duration.ofMinutes(1));
        }

        assertThat(folder.resolve("destination")).hasContent(rig.destination);
        assertThat(rig.warnings).hasSize(1);
    }
}
