package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went wrong with other spools when a disk or a file did, each fault once. */
final class DiskLessonsTest {
    @TempDir
    private Path temporary;

    private SpoolRig rig;

    @BeforeEach
    void begin() {
        rig = new SpoolRig(temporary.resolve("spool"));
    }

    @Test
    void kill_inTheMiddleOfAnAppend_losesThatOneAlone() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        Path segment = rig.file(".seg");
        rig.disk.kill();
        rig.disk.truncate(segment, Files.size(segment) - 1);

        assertThat(SpoolRig.lines(rig.start())).containsExactly("0", "1");
        assertThat(rig.damaged).isZero();
    }

    @Test
    void start_withBadFile_setsItAsideAndGoesOn() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        Path folder = rig.folder();
        Files.writeString(folder.resolve("0000000000000009.seg"), "not a segment, but longer than the header of one");

        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0", "1", "2");
        assertThat(rig.files(".corrupt")).hasSize(1);
        assertThat(rig.warnings).anyMatch(warning -> warning.contains(".corrupt"));
    }

    @Test
    void start_withEveryKindOfBadFile_neverFails() throws IOException {
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
    void start_withSegmentOfAnotherVersion_leavesItAlone() throws IOException {
        rig.start();
        Path folder = rig.folder();
        byte[] other = SecondFormat.segment(2, 7, 1, List.of());
        Files.write(folder.resolve("0000000000000002.seg"), other);

        rig.restart();

        assertThat(folder.resolve("0000000000000002.seg")).hasBinaryContent(other);
        assertThat(rig.warnings).anyMatch(warning -> warning.contains("another version"));
    }

    @Test
    void powerCut_afterATakeOver_losesNothingThatTheDeadProcessHadWritten() throws IOException {
        SegmentSpool spool = rig.start();
        spool.append(SpoolRig.entry("one"));
        rig.step(spool, Duration.ofMillis(1));
        rig.restart();
        rig.disk.cutPower();
        assertThat(SpoolRig.lines(rig.start())).containsExactly("one");
    }

    @Test
    void powerCut_losesWhatCameAfterTheLastSyncAlone() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        rig.step(spool, SpoolRig.SYNC);
        spool.append(SpoolRig.entry("late"));
        rig.step(spool, Duration.ofMillis(10));
        rig.disk.cutPower();

        assertThat(SpoolRig.lines(rig.start())).containsExactly("0", "1", "2");
    }

    @Test
    void read_recordsDamagedWhileRunning_countsThemAndEnds() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 100);
        assertThat(spool.release(0, 100)).isEqualTo(100);
        Path segment = rig.file(".seg");
        byte[] bytes = Files.readAllBytes(segment);
        java.util.Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0x55);
        Files.write(segment, bytes);

        List<String> lines = SpoolRig.lines(spool);

        assertThat(lines).contains("0", "99").hasSize(100 - (int) rig.damaged);
        assertThat(rig.damaged).isBetween(10L, 30L);
        assertThat(spool.spooled()).isZero();
    }

    @Test
    void start_foreignFileNames_areLeftAlone() throws IOException {
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
    void write_fails_goesOnInMemoryAndTriesAgainLater() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 2);
        rig.disk.failing = "write"::equals;
        spool.append(SpoolRig.entry("lost"));
        spool.doWork(rig.time.ticks());
        assertThat(spool.append(SpoolRig.entry("in memory"))).isEqualTo(Spool.NOT_ON_DISK);
        assertThat(spool.release(2, 3)).isZero();

        rig.disk.failing = operation -> false;
        rig.step(spool, Duration.ofSeconds(29));
        assertThat(spool.append(SpoolRig.entry("in memory"))).isEqualTo(Spool.NOT_ON_DISK);
        rig.step(spool, Duration.ofSeconds(1));
        assertThat(spool.append(SpoolRig.entry("again"))).isNotEqualTo(Spool.NOT_ON_DISK);
        rig.step(spool, SpoolRig.SYNC);

        assertThat(rig.warnings).hasSize(1).first().asString().contains("memory", "the disk refuses to write");
        assertThat(rig.infos).hasSize(1).first().asString().contains("works again");
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0", "1", "again");
    }

    @Test
    void diskFull_forLong_warnsOnceAndNeverSpins() {
        SegmentSpool spool = rig.start();
        rig.disk.failing = operation -> operation.equals("write") || operation.equals("create");
        int before = rig.disk.operations.size();
        for (int i = 0; i < 1_000; i++) {
            spool.append(SpoolRig.entry("event"));
            rig.step(spool, Duration.ofMillis(10));
            assertThat(spool.untilWork(rig.time.ticks())).isPositive();
        }

        assertThat(rig.warnings).hasSize(1);
        assertThat(rig.disk.operations.size() - before).isLessThan(20);
    }

    @Test
    void start_fileLargerThanAnyArray_isSetAside() throws IOException {
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
    void delete_refusedWhileAnotherReads_isTriedAgain() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();
        long last = rig.appendLarge(spool, 200);
        rig.disk.failing = "delete"::equals;
        spool.acknowledge(0, last + 1);
        long before = rig.files(".seg").size();
        assertThat(before).isGreaterThan(2);
        assertThat(spool.bytes()).isEqualTo(rig.bytesOnDisk() - Files.size(rig.file("lock")) - rig.cursorBytes());

        rig.disk.failing = operation -> false;
        rig.append(spool, 1);
        rig.step(spool, SpoolRig.SYNC);
        assertThat(rig.files(".seg")).hasSize(1);
    }

    @Test
    void force_fails_beginsANewSegmentLater() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 2);
        rig.disk.failing = "force"::equals;
        rig.step(spool, SpoolRig.SYNC);
        Path doubtful = rig.file(".seg");
        rig.disk.failing = operation -> false;
        rig.step(spool, Duration.ofSeconds(30));
        spool.append(SpoolRig.entry("new"));
        spool.doWork(rig.time.ticks());

        assertThat(rig.files(".seg")).hasSize(2).contains(doubtful);
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0", "1", "new");
    }

    @Test
    void directory_deletedWhileRunning_goesOnAndIsMadeAgain() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        spool.release(0, 2);
        rig.deleteFolder();
        rig.step(spool, SpoolRig.SYNC);
        assertThat(rig.damaged).isEqualTo(2);
        assertThat(spool.append(SpoolRig.entry("in memory"))).isEqualTo(Spool.NOT_ON_DISK);

        rig.step(spool, Duration.ofSeconds(30));
        rig.append(spool, 1);
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0");
    }

    @Test
    void read_failsOnce_isTriedAgainLater() {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        spool.release(0, 3);
        rig.disk.failing = "read"::equals;
        assertThat(SpoolRig.lines(spool)).isEmpty();
        assertThat(spool.append(SpoolRig.entry("3"))).isNotEqualTo(Spool.NOT_ON_DISK);
        rig.disk.failing = operation -> false;
        assertThat(SpoolRig.lines(spool)).isEmpty();

        rig.step(spool, Duration.ofSeconds(30));
        assertThat(SpoolRig.lines(spool)).containsExactly("0", "1", "2");
        assertThat(rig.damaged).isZero();
    }

    @Test
    void read_failsForGood_countsTheEventsAndGoesOn() {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        spool.release(0, 3);
        rig.disk.failing = "read"::equals;
        for (int i = 0; i < 3; i++) {
            assertThat(SpoolRig.lines(spool)).isEmpty();
            rig.step(spool, Duration.ofSeconds(30));
        }

        assertThat(rig.damaged).isEqualTo(3);
        assertThat(spool.spooled()).isZero();
    }

    @Test
    void segment_deletedWhileRunning_countsItsEventsAndGoesOn() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 3);
        spool.release(0, 2);
        Files.delete(rig.file(".seg"));
        rig.step(spool, SpoolRig.SYNC);
        assertThat(rig.damaged).isEqualTo(2);

        rig.step(spool, Duration.ofSeconds(30));
        rig.append(spool, 1);
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0");
    }

    @Test
    void directory_cannotBeMade_goesOnInMemory() throws IOException {
        Files.writeString(rig.directory, "a file where the directory should be");
        SegmentSpool spool = rig.start();

        assertThat(spool.append(SpoolRig.entry("event"))).isEqualTo(Spool.NOT_ON_DISK);
        assertThat(rig.warnings).hasSize(1);
        spool.close();
    }

    @Test
    void files_areForTheUserAlone() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 1);
        rig.step(spool, SpoolRig.SYNC);

        for (Path path : rig.files("")) {
            String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(wanted);
        }
    }
}
