package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import io.fapilog.spi.SpoolEntry;
import io.fapilog.spi.SpoolRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went wrong with other spools, each fault once. */
final class LessonsTest {
    @TempDir
    private Path temporary;

    private Rig rig;

    @BeforeEach
    void begin() {
        rig = new Rig(temporary.resolve("spool"));
    }

    @Test
    void restart_openSegmentPartlySettled_readsTheRest() throws IOException {
        SegmentSpool spool = rig.open();
        append(spool, 10);
        spool.acknowledge(0, 3);
        spool.acknowledge(7, 8);
        rig.step(spool, Rig.SYNC);

        assertThat(Rig.lines(rig.restart())).containsExactly("3", "4", "5", "6", "8", "9");
    }

    @Test
    void restart_withoutCursor_startsAtTheOldest() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.open();
        appendLarge(spool, 200);
        spool.acknowledge(0, 5);
        rig.step(spool, Rig.SYNC);
        assertThat(rig.files(".seg")).hasSizeGreaterThan(2);
        Files.delete(rig.file("cursor"));

        assertThat(Rig.lines(rig.restart())).hasSize(200).first().asString().startsWith("0 ");
    }

    @Test
    void evict_eventsThatNobodyHolds_countsThem() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.open();
        appendLarge(spool, 200);
        spool = rig.restart();
        assertThat(rig.recovered).isEqualTo(200);

        appendLarge(spool, 900);

        assertThat(rig.evicted).isEqualTo(200 - spool.waiting()).isPositive();
        assertThat(rig.bytesOnDisk()).isLessThanOrEqualTo(1 << 20);
        assertThat(rig.warnings).anyMatch(warning -> warning.contains("spool_max"));
    }

    @Test
    void full_withoutEviction_refusesAndKeepsWhatItHas() throws IOException {
        rig.maxBytes = 1 << 20;
        rig.evict = false;
        SegmentSpool spool = rig.open();
        long last = appendLarge(spool, 2_000);

        assertThat(last).isEqualTo(Spool.NOT_KEPT);
        assertThat(rig.bytesOnDisk()).isLessThanOrEqualTo(1 << 20);
        assertThat(Rig.lines(rig.restart())).first().asString().startsWith("0 ");
        assertThat(rig.evicted).isZero();
    }

    @Test
    void kill_inTheMiddleOfAnAppend_losesThatOneAlone() throws IOException {
        SegmentSpool spool = rig.open();
        append(spool, 3);
        Path segment = rig.file(".seg");
        rig.disk.kill();
        rig.disk.truncate(segment, Files.size(segment) - 1);

        assertThat(Rig.lines(rig.open())).containsExactly("0", "1");
        assertThat(rig.damaged).isZero();
    }

    @Test
    void start_withBadFile_setsItAsideAndGoesOn() throws IOException {
        SegmentSpool spool = rig.open();
        append(spool, 3);
        Path folder = rig.folder();
        Files.writeString(folder.resolve("0000000000000009.seg"), "not a segment, but longer than the header of one");

        assertThat(Rig.lines(rig.restart())).containsExactly("0", "1", "2");
        assertThat(rig.files(".corrupt")).hasSize(1);
        assertThat(rig.warnings).anyMatch(warning -> warning.contains(".corrupt"));
    }

    @Test
    void start_withEveryKindOfBadFile_neverFails() throws IOException {
        append(rig.open(), 3);
        Path folder = rig.folder();
        Files.write(folder.resolve("0000000000000002.seg"), new byte[0]);
        Files.write(folder.resolve("0000000000000003.seg"), new byte[31]);
        Files.write(folder.resolve("0000000000000004.seg"), new byte[4096]);
        Files.createDirectory(folder.resolve("0000000000000005.seg"));
        Files.write(folder.resolve("cursor"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("cursor.tmp"), new byte[] {4});

        assertThat(Rig.lines(rig.restart())).containsExactly("0", "1", "2");
        assertThat(Rig.lines(rig.restart())).containsExactly("0", "1", "2");
    }

    @Test
    void start_withSegmentOfAnotherVersion_leavesItAlone() throws IOException {
        rig.open();
        Path folder = rig.folder();
        byte[] other = SecondFormat.segment(2, 7, 1, List.of());
        Files.write(folder.resolve("0000000000000002.seg"), other);

        rig.restart();

        assertThat(folder.resolve("0000000000000002.seg")).hasBinaryContent(other);
        assertThat(rig.warnings).anyMatch(warning -> warning.contains("another version"));
    }

    @Test
    void powerCut_losesWhatCameAfterTheLastSyncAlone() throws IOException {
        SegmentSpool spool = rig.open();
        append(spool, 3);
        rig.step(spool, Rig.SYNC);
        spool.append(Rig.entry("late"));
        rig.step(spool, Duration.ofMillis(10));
        rig.disk.cutPower();

        assertThat(Rig.lines(rig.open())).containsExactly("0", "1", "2");
    }

    @Test
    void deadline_eventsNotForced_isTheNextSync() {
        SegmentSpool spool = rig.open();
        append(spool, 1);

        assertThat(spool.deadline(rig.time.ticks()) - rig.time.ticks()).isEqualTo(Rig.SYNC.toNanos());
        rig.step(spool, Rig.SYNC);
        assertThat(spool.deadline(rig.time.ticks()) - rig.time.ticks()).isGreaterThan(1L << 60);
    }

    @Test
    void settledSegments_areDeleted() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.open();
        for (int i = 0; i < 5_000; i++) {
            long position = spool.append(Rig.entry("x".repeat(1 << 10)));
            spool.doWork(rig.time.ticks());
            spool.acknowledge(position, position + 1);
        }

        assertThat(rig.files(".seg")).hasSizeLessThanOrEqualTo(1);
        assertThat(rig.evicted).isZero();
        spool.close();
        assertThat(rig.directory).isEmptyDirectory();
    }

    @Test
    void read_recordsDamagedWhileRunning_countsThemAndEnds() throws IOException {
        SegmentSpool spool = rig.open();
        append(spool, 100);
        assertThat(spool.release(0, 100)).isEqualTo(100);
        Path segment = rig.file(".seg");
        byte[] bytes = Files.readAllBytes(segment);
        java.util.Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0x55);
        Files.write(segment, bytes);

        List<String> lines = Rig.lines(spool);

        assertThat(lines).contains("0", "99").hasSize(100 - (int) rig.damaged);
        assertThat(rig.damaged).isBetween(10L, 30L);
        assertThat(spool.waiting()).isZero();
    }

    @Test
    void start_foreignFileNames_areLeftAlone() throws IOException {
        append(rig.open(), 1);
        Path folder = rig.folder();
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.writeString(rig.directory.resolve("lost+found"), "mine");
        Files.createDirectory(rig.directory.resolve("backup"));

        assertThat(Rig.lines(rig.restart())).containsExactly("0");
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
        assertThat(rig.directory.resolve("lost+found")).hasContent("mine");
    }

    @Test
    void reopen_inTheSameProcess_findsItsOwn() {
        SegmentSpool spool = rig.open();
        append(spool, 2);
        spool.close();

        assertThat(Rig.lines(rig.open())).containsExactly("0", "1");
    }

    @Test
    void write_fails_goesOnInMemoryAndTriesAgainLater() throws IOException {
        SegmentSpool spool = rig.open();
        append(spool, 2);
        rig.disk.failing = "write"::equals;
        spool.append(Rig.entry("lost"));
        spool.doWork(rig.time.ticks());
        assertThat(spool.append(Rig.entry("in memory"))).isEqualTo(Spool.NOT_KEPT);
        assertThat(spool.release(2, 3)).isZero();

        rig.disk.failing = operation -> false;
        rig.step(spool, Duration.ofSeconds(29));
        assertThat(spool.append(Rig.entry("in memory"))).isEqualTo(Spool.NOT_KEPT);
        rig.step(spool, Duration.ofSeconds(1));
        assertThat(spool.append(Rig.entry("again"))).isNotEqualTo(Spool.NOT_KEPT);
        rig.step(spool, Rig.SYNC);

        assertThat(rig.warnings).hasSize(1).first().asString().contains("memory", "the disk refuses to write");
        assertThat(rig.infos).hasSize(1).first().asString().contains("works again");
        assertThat(Rig.lines(rig.restart())).containsExactly("0", "1", "again");
    }

    @Test
    void diskFull_forLong_warnsOnceAndNeverSpins() {
        SegmentSpool spool = rig.open();
        rig.disk.failing = operation -> operation.equals("write") || operation.equals("create");
        int before = rig.disk.operations.size();
        for (int i = 0; i < 1_000; i++) {
            spool.append(Rig.entry("event"));
            rig.step(spool, Duration.ofMillis(10));
            assertThat(spool.deadline(rig.time.ticks())).isGreaterThan(rig.time.ticks());
        }

        assertThat(rig.warnings).hasSize(1);
        assertThat(rig.disk.operations.size() - before).isLessThan(20);
    }

    @Test
    void append_largerThanTheSpool_isNotKeptAndTold() {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.open();

        assertThat(spool.append(Rig.entry("x".repeat(1 << 20)))).isEqualTo(Spool.NOT_KEPT);
        assertThat(spool.append(Rig.entry("small"))).isNotEqualTo(Spool.NOT_KEPT);
        assertThat(rig.warnings).hasSize(1).first().asString().contains("too large");
    }

    @Test
    void append_largerThanASegment_hasOneOfItsOwn() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.open();
        String line = "x".repeat(700_000);
        spool.append(Rig.entry(line));
        spool.doWork(rig.time.ticks());

        assertThat(Rig.lines(rig.restart())).containsExactly(line);
    }

    @Test
    void start_fileLargerThanAnyArray_isSetAside() throws IOException {
        append(rig.open(), 1);
        Path folder = rig.folder();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("0000000000000002.seg").toFile(), "rw")) {
            file.setLength(5L << 30);
        }
        rig.maxBytes = 1L << 40;

        SegmentSpool spool = rig.restart();

        assertThat(Rig.lines(spool)).containsExactly("0");
        assertThat(spool.bytes()).isGreaterThan(5L << 30);
        rig.maxBytes = 1 << 20;
        rig.restart();
        assertThat(rig.bytesOnDisk()).isLessThan(1 << 20);
    }

    @Test
    void twoSpools_oneDirectory_haveTheirOwnFolders() throws IOException {
        SegmentSpool first = rig.open();
        SegmentSpool second = rig.open();
        first.append(Rig.entry("of the first"));
        second.append(Rig.entry("of the second"));
        rig.step(first, Rig.SYNC);
        rig.step(second, Rig.SYNC);

        assertThat(rig.files("lock")).hasSize(2);
        assertThat(first.waiting() + second.waiting()).isZero();
        second.close();
        assertThat(Rig.lines(rig.open())).containsExactly("of the second");
    }

    @Test
    void start_orphansOfSeveralProcesses_areAllAdoptedAndTheirFoldersDeleted() throws IOException {
        List<SegmentSpool> spools = List.of(rig.open(), rig.open(), rig.open());
        for (SegmentSpool spool : spools) {
            append(spool, 2);
            spool.acknowledge(0, 1);
            rig.step(spool, Rig.SYNC);
        }

        SegmentSpool heir = rig.restart();

        assertThat(rig.files("lock")).hasSize(1);
        assertThat(Rig.lines(heir)).containsExactly("1", "1", "1");
        assertThat(Rig.lines(rig.restart())).containsExactly("1", "1", "1");
    }

    @Test
    void restart_anyText_isTheVeryBytes() throws IOException {
        SegmentSpool spool = rig.open();
        byte[] bytes = "Grüße, 世界 \uD83D\uDE00 \u0000\n".getBytes(StandardCharsets.UTF_8);
        spool.append(new SpoolEntry("mieter-ä", Map.of("ort", "Köln"), -1, Map.of("schlüssel", "wert→"), bytes));
        spool.doWork(rig.time.ticks());

        SpoolEntry read = rig.restart().read(1).get(0).entry();

        assertThat(read.line()).isEqualTo(bytes);
        assertThat(read.tenant()).isEqualTo("mieter-ä");
        assertThat(read.labels()).isEqualTo(Map.of("ort", "Köln"));
    }

    @Test
    void restart_keepsTenantLabelsMetadataAndTime() throws IOException {
        SegmentSpool spool = rig.open();
        Map<String, String> metadata = Map.of("trace_id", "0af7651916cd43dd8448eb211c80319c");
        spool.append(new SpoolEntry("team-a", Rig.LABELS, 123_456_789L, metadata, new byte[] {'{', '}'}));
        spool.append(Rig.entry("other"));
        spool.doWork(rig.time.ticks());

        SpoolEntry read = rig.restart().read(1).get(0).entry();

        assertThat(read.tenant()).isEqualTo("team-a");
        assertThat(read.labels()).isEqualTo(Rig.LABELS);
        assertThat(read.metadata()).isEqualTo(metadata);
        assertThat(read.time()).isEqualTo(123_456_789L);
    }

    @Test
    void delete_refusedWhileAnotherReads_isTriedAgain() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.open();
        long last = appendLarge(spool, 200);
        rig.disk.failing = "delete"::equals;
        spool.acknowledge(0, last + 1);
        long before = rig.files(".seg").size();
        assertThat(before).isGreaterThan(2);
        assertThat(spool.bytes()).isEqualTo(rig.bytesOnDisk() - Files.size(rig.file("lock")) - cursorBytes());

        rig.disk.failing = operation -> false;
        append(spool, 1);
        rig.step(spool, Rig.SYNC);
        assertThat(rig.files(".seg")).hasSize(1);
    }

    @Test
    void release_afterFailedExport_isReadAgain() {
        SegmentSpool spool = rig.open();
        append(spool, 5);

        assertThat(spool.release(1, 3)).isEqualTo(2);
        assertThat(Rig.lines(spool)).containsExactly("1", "2");
        assertThat(spool.release(1, 3)).isEqualTo(2);
        spool.acknowledge(2, 3);
        assertThat(Rig.lines(spool)).containsExactly("1");
    }

    @Test
    void oldest_eventsThatWait_tellsTheirTime() throws IOException {
        SegmentSpool spool = rig.open();
        spool.append(new SpoolEntry("", Rig.LABELS, 300, Map.of(), new byte[1]));
        spool.append(new SpoolEntry("", Rig.LABELS, 200, Map.of(), new byte[1]));
        spool.doWork(rig.time.ticks());
        assertThat(spool.oldest()).isEqualTo(Spool.NO_EVENT);

        spool = rig.restart();
        assertThat(spool.oldest()).isEqualTo(200);
        assertThat(spool.read(1 << 20).stream().map(SpoolRecord::position)).hasSize(2);
        assertThat(spool.oldest()).isEqualTo(Spool.NO_EVENT);
    }

    @Test
    void force_fails_beginsANewSegmentLater() throws IOException {
        SegmentSpool spool = rig.open();
        append(spool, 2);
        rig.disk.failing = "force"::equals;
        rig.step(spool, Rig.SYNC);
        Path doubtful = rig.file(".seg");
        rig.disk.failing = operation -> false;
        rig.step(spool, Duration.ofSeconds(30));
        spool.append(Rig.entry("new"));
        spool.doWork(rig.time.ticks());

        assertThat(rig.files(".seg")).hasSize(2).contains(doubtful);
        assertThat(Rig.lines(rig.restart())).containsExactly("0", "1", "new");
    }

    @Test
    void directory_deletedWhileRunning_goesOnAndIsMadeAgain() throws IOException {
        SegmentSpool spool = rig.open();
        append(spool, 3);
        spool.release(0, 2);
        rig.deleteFolder();
        rig.step(spool, Rig.SYNC);
        assertThat(rig.damaged).isEqualTo(2);
        assertThat(spool.append(Rig.entry("in memory"))).isEqualTo(Spool.NOT_KEPT);

        rig.step(spool, Duration.ofSeconds(30));
        append(spool, 1);
        assertThat(Rig.lines(rig.restart())).containsExactly("0");
    }

    @Test
    void read_failsOnce_isTriedAgainLater() {
        SegmentSpool spool = rig.open();
        append(spool, 3);
        spool.release(0, 3);
        rig.disk.failing = "read"::equals;
        assertThat(Rig.lines(spool)).isEmpty();
        assertThat(spool.append(Rig.entry("3"))).isNotEqualTo(Spool.NOT_KEPT);
        rig.disk.failing = operation -> false;
        assertThat(Rig.lines(spool)).isEmpty();

        rig.step(spool, Duration.ofSeconds(30));
        assertThat(Rig.lines(spool)).containsExactly("0", "1", "2");
        assertThat(rig.damaged).isZero();
    }

    @Test
    void read_failsForGood_countsTheEventsAndGoesOn() {
        SegmentSpool spool = rig.open();
        append(spool, 3);
        spool.release(0, 3);
        rig.disk.failing = "read"::equals;
        for (int i = 0; i < 3; i++) {
            assertThat(Rig.lines(spool)).isEmpty();
            rig.step(spool, Duration.ofSeconds(30));
        }

        assertThat(rig.damaged).isEqualTo(3);
        assertThat(spool.waiting()).isZero();
    }

    @Test
    void segment_deletedWhileRunning_countsItsEventsAndGoesOn() throws IOException {
        SegmentSpool spool = rig.open();
        append(spool, 3);
        spool.release(0, 2);
        Files.delete(rig.file(".seg"));
        rig.step(spool, Rig.SYNC);
        assertThat(rig.damaged).isEqualTo(2);

        rig.step(spool, Duration.ofSeconds(30));
        append(spool, 1);
        assertThat(Rig.lines(rig.restart())).containsExactly("0");
    }

    @Test
    void append_whileALargeSpoolIsTakenOver_doesNotWait() throws IOException {
        rig.maxBytes = 2 << 20;
        appendLarge(rig.open(), 1_000);
        rig.disk.kill();
        SegmentSpool heir = rig.make();

        assertThat(heir.append(Rig.entry("fresh"))).isNotEqualTo(Spool.NOT_KEPT);
        heir.doWork(rig.time.ticks());
        assertThat(heir.isRecovering()).isTrue();
        assertThat(rig.recovered).isLessThan(200);
        heir.close();

        SegmentSpool next = rig.open();
        assertThat(rig.recovered).isGreaterThanOrEqualTo(1_001);
        assertThat(Rig.lines(next)).hasSize(1_001);
    }

    @Test
    void acknowledge_eventsAppendedWhileOthersAreTakenOver_settlesThemAlone() throws IOException {
        append(rig.open(), 50);
        rig.disk.kill();
        SegmentSpool heir = rig.make();
        for (int i = 0; i < 20; i++) {
            long position = heir.append(Rig.entry("fresh " + i));
            heir.doWork(rig.time.ticks());
            heir.acknowledge(position, position + 1);
        }

        assertThat(Rig.lines(heir)).hasSize(50).first().isEqualTo("0");
    }

    @Test
    void read_whatWasTakenOver_comesBeforeWhatIsNewer() {
        SegmentSpool dead = rig.open();
        dead.append(new SpoolEntry("", Rig.LABELS, 100, Map.of(), "old".getBytes(StandardCharsets.UTF_8)));
        dead.close();
        SegmentSpool heir = rig.make();
        long position =
                heir.append(new SpoolEntry("", Rig.LABELS, 200, Map.of(), "new".getBytes(StandardCharsets.UTF_8)));
        heir.release(position, position + 1);
        while (rig.recovered == 0 || heir.isRecovering()) {
            heir.doWork(rig.time.ticks());
        }

        assertThat(Rig.lines(heir)).containsExactly("old", "new");
    }

    @Test
    void append_beforeTheFirstStep_opensIt() throws IOException {
        SegmentSpool spool = rig.make();
        assertThat(spool.append(Rig.entry("first"))).isZero();
        spool.doWork(rig.time.ticks());

        assertThat(Rig.lines(rig.restart())).containsExactly("first");
    }

    @Test
    void directory_cannotBeMade_goesOnInMemory() throws IOException {
        Files.writeString(rig.directory, "a file where the directory should be");
        SegmentSpool spool = rig.open();

        assertThat(spool.append(Rig.entry("event"))).isEqualTo(Spool.NOT_KEPT);
        assertThat(rig.warnings).hasSize(1);
        spool.close();
    }

    @Test
    void files_areForTheUserAlone() throws IOException {
        SegmentSpool spool = rig.open();
        append(spool, 1);
        rig.step(spool, Rig.SYNC);

        for (Path path : rig.files("")) {
            String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(wanted);
        }
    }

    private void append(SegmentSpool spool, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(spool.append(Rig.entry(Integer.toString(i)))).isNotEqualTo(Spool.NOT_KEPT);
        }
        spool.doWork(rig.time.ticks());
    }

    /** Appends events of a bit more than a kibibyte. Returns the position of the last. */
    private long appendLarge(SegmentSpool spool, int count) {
        long last = -1;
        for (int i = 0; i < count; i++) {
            last = spool.append(Rig.entry(i + " " + "x".repeat(1 << 10)));
        }
        spool.doWork(rig.time.ticks());
        return last;
    }

    private long cursorBytes() throws IOException {
        long bytes = 0;
        for (Path cursor : rig.files("cursor")) {
            bytes += Files.size(cursor);
        }
        return bytes;
    }
}
