package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Ledger;
import io.fapilog.spi.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went wrong with other spools, each fault once; those of the disk are in {@link DiskLessonsTest}. */
final class LessonsTest {
    @TempDir
    private Path temporary;

    private SpoolRig rig;

    @BeforeEach
    void begin() {
        rig = new SpoolRig(temporary.resolve("spool"));
    }

    @Test
    void restart_openSegmentPartlySettled_readsTheRest() throws IOException {
        SegmentSpool spool = rig.start();
        rig.append(spool, 10);
        spool.acknowledge(0, 3);
        spool.acknowledge(7, 8);
        rig.step(spool, SpoolRig.SYNC);

        assertThat(SpoolRig.lines(rig.restart())).containsExactly("3", "4", "5", "6", "8", "9");
    }

    @Test
    void restart_withoutCursor_startsAtTheOldest() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();
        rig.appendLarge(spool, 200);
        spool.acknowledge(0, 5);
        rig.step(spool, SpoolRig.SYNC);
        assertThat(rig.files(".seg")).hasSizeGreaterThan(2);
        Files.delete(rig.file("cursor"));

        assertThat(SpoolRig.lines(rig.restart()))
                .hasSize(200)
                .first()
                .asString()
                .startsWith("0 ");
    }

    @Test
    void evict_eventsThatNobodyHolds_countsThem() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();
        rig.appendLarge(spool, 200);
        spool = rig.restart();
        assertThat(rig.recovered).isEqualTo(200);

        rig.appendLarge(spool, 900);

        assertThat(rig.evicted).isEqualTo(200 - spool.spooled()).isPositive();
        assertThat(rig.bytesOnDisk()).isLessThanOrEqualTo(1 << 20);
        assertThat(rig.warnings).anyMatch(warning -> warning.contains("spool_max"));
    }

    @Test
    void full_withoutEviction_refusesAndKeepsWhatItHas() throws IOException {
        rig.maxBytes = 1 << 20;
        rig.evict = false;
        SegmentSpool spool = rig.start();
        long last = rig.appendLarge(spool, 2_000);

        assertThat(last).isEqualTo(Spool.NOT_ON_DISK);
        assertThat(rig.bytesOnDisk()).isLessThanOrEqualTo(1 << 20);
        assertThat(SpoolRig.lines(rig.restart())).first().asString().startsWith("0 ");
        assertThat(rig.evicted).isZero();
    }

    @Test
    void deadline_eventsNotForced_isTheNextSync() {
        SegmentSpool spool = rig.start();
        rig.append(spool, 1);

        assertThat(spool.untilWork(rig.time.ticks())).isEqualTo(SpoolRig.SYNC.toNanos());
        rig.step(spool, SpoolRig.SYNC);
        assertThat(spool.untilWork(rig.time.ticks())).isGreaterThan(1L << 60);
    }

    @Test
    void settledSegments_areDeleted() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();
        for (int i = 0; i < 5_000; i++) {
            long position = spool.append(SpoolRig.entry("x".repeat(1 << 10)));
            spool.doWork(rig.time.ticks());
            spool.acknowledge(position, position + 1);
        }

        assertThat(rig.files(".seg")).hasSizeLessThanOrEqualTo(1);
        assertThat(rig.evicted).isZero();
        spool.close();
        assertThat(rig.directory).isEmptyDirectory();
    }

    @Test
    void reopen_inTheSameProcess_findsItsOwn() {
        SegmentSpool spool = rig.start();
        rig.append(spool, 2);
        spool.close();

        assertThat(SpoolRig.lines(rig.start())).containsExactly("0", "1");
    }

    @Test
    void append_largerThanTheSpool_isNotKeptAndTold() {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();

        assertThat(spool.append(SpoolRig.entry("x".repeat(1 << 20)))).isEqualTo(Spool.NOT_ON_DISK);
        assertThat(spool.append(SpoolRig.entry("small"))).isNotEqualTo(Spool.NOT_ON_DISK);
        assertThat(rig.warnings).hasSize(1).first().asString().contains("too large");
    }

    @Test
    void append_largerThanASegment_hasOneOfItsOwn() throws IOException {
        rig.maxBytes = 1 << 20;
        SegmentSpool spool = rig.start();
        String line = "x".repeat(700_000);
        spool.append(SpoolRig.entry(line));
        spool.doWork(rig.time.ticks());

        assertThat(SpoolRig.lines(rig.restart())).containsExactly(line);
    }

    @Test
    void twoSpools_oneDirectory_haveTheirOwnFolders() throws IOException {
        SegmentSpool first = rig.start();
        SegmentSpool second = rig.start();
        first.append(SpoolRig.entry("of the first"));
        second.append(SpoolRig.entry("of the second"));
        rig.step(first, SpoolRig.SYNC);
        rig.step(second, SpoolRig.SYNC);

        assertThat(rig.files("lock")).hasSize(2);
        assertThat(first.spooled() + second.spooled()).isZero();
        second.close();
        assertThat(SpoolRig.lines(rig.start())).containsExactly("of the second");
    }

    @Test
    void start_orphansOfSeveralProcesses_areAllAdoptedAndTheirFoldersDeleted() throws IOException {
        List<SegmentSpool> spools = List.of(rig.start(), rig.start(), rig.start());
        for (SegmentSpool spool : spools) {
            rig.append(spool, 2);
            spool.acknowledge(0, 1);
            rig.step(spool, SpoolRig.SYNC);
        }

        SegmentSpool heir = rig.restart();

        assertThat(rig.files("lock")).hasSize(1);
        assertThat(SpoolRig.lines(heir)).containsExactly("1", "1", "1");
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("1", "1", "1");
    }

    @Test
    void restart_anyText_isTheVeryBytes() throws IOException {
        SegmentSpool spool = rig.start();
        byte[] bytes = "Grüße, 世界 \uD83D\uDE00 \u0000\n".getBytes(StandardCharsets.UTF_8);
        spool.append(new Spool.Entry("mieter-ä", Map.of("ort", "Köln"), -1, Map.of("schlüssel", "wert→"), bytes));
        spool.doWork(rig.time.ticks());

        Spool.Entry read = rig.restart().read(1).get(0).entry();

        assertThat(read.line()).isEqualTo(bytes);
        assertThat(read.tenant()).isEqualTo("mieter-ä");
        assertThat(read.labels()).isEqualTo(Map.of("ort", "Köln"));
    }

    @Test
    void restart_keepsTenantLabelsMetadataAndTime() throws IOException {
        SegmentSpool spool = rig.start();
        Map<String, String> metadata = Map.of("trace_id", "0af7651916cd43dd8448eb211c80319c");
        spool.append(new Spool.Entry("team-a", SpoolRig.LABELS, 123_456_789L, metadata, new byte[] {'{', '}'}));
        spool.append(SpoolRig.entry("other"));
        spool.doWork(rig.time.ticks());

        Spool.Entry read = rig.restart().read(1).get(0).entry();

        assertThat(read.tenant()).isEqualTo("team-a");
        assertThat(read.labels()).isEqualTo(SpoolRig.LABELS);
        assertThat(read.metadata()).isEqualTo(metadata);
        assertThat(read.time()).isEqualTo(123_456_789L);
    }

    @Test
    void release_afterFailedExport_isReadAgain() {
        SegmentSpool spool = rig.start();
        rig.append(spool, 5);

        assertThat(spool.release(1, 3)).isEqualTo(2);
        assertThat(SpoolRig.lines(spool)).containsExactly("1", "2");
        assertThat(spool.release(1, 3)).isEqualTo(2);
        spool.acknowledge(2, 3);
        assertThat(SpoolRig.lines(spool)).containsExactly("1");
    }

    @Test
    void oldest_eventsThatWait_tellsTheirTime() throws IOException {
        SegmentSpool spool = rig.start();
        spool.append(new Spool.Entry("", SpoolRig.LABELS, 300, Map.of(), new byte[1]));
        spool.append(new Spool.Entry("", SpoolRig.LABELS, 200, Map.of(), new byte[1]));
        spool.doWork(rig.time.ticks());
        assertThat(spool.oldest()).isEqualTo(Ledger.NO_EVENT);

        spool = rig.restart();
        assertThat(spool.oldest()).isEqualTo(200);
        assertThat(spool.read(1 << 20).stream().map(Spool.Stored::position)).hasSize(2);
        assertThat(spool.oldest()).isEqualTo(Ledger.NO_EVENT);
    }

    @Test
    void append_whileALargeSpoolIsTakenOver_doesNotWait() throws IOException {
        rig.maxBytes = 2 << 20;
        rig.appendLarge(rig.start(), 1_000);
        rig.disk.kill();
        SegmentSpool heir = rig.make();

        assertThat(heir.append(SpoolRig.entry("fresh"))).isNotEqualTo(Spool.NOT_ON_DISK);
        heir.doWork(rig.time.ticks());
        assertThat(heir.isRecovering()).isTrue();
        assertThat(rig.recovered).isLessThan(200);
        heir.close();

        SegmentSpool next = rig.start();
        assertThat(rig.recovered).isGreaterThanOrEqualTo(1_001);
        assertThat(SpoolRig.lines(next)).hasSize(1_001);
    }

    @Test
    void acknowledge_eventsAppendedWhileOthersAreTakenOver_settlesThemAlone() throws IOException {
        rig.append(rig.start(), 50);
        rig.disk.kill();
        SegmentSpool heir = rig.make();
        for (int i = 0; i < 20; i++) {
            long position = heir.append(SpoolRig.entry("fresh " + i));
            heir.doWork(rig.time.ticks());
            heir.acknowledge(position, position + 1);
        }

        assertThat(SpoolRig.lines(heir)).hasSize(50).first().isEqualTo("0");
    }

    @Test
    void read_whatWasTakenOver_comesBeforeWhatIsNewer() {
        SegmentSpool dead = rig.start();
        dead.append(new Spool.Entry("", SpoolRig.LABELS, 100, Map.of(), "old".getBytes(StandardCharsets.UTF_8)));
        dead.close();
        SegmentSpool heir = rig.make();
        long position = heir.append(
                new Spool.Entry("", SpoolRig.LABELS, 200, Map.of(), "new".getBytes(StandardCharsets.UTF_8)));
        heir.release(position, position + 1);
        while (rig.recovered == 0 || heir.isRecovering()) {
            heir.doWork(rig.time.ticks());
        }

        assertThat(SpoolRig.lines(heir)).containsExactly("old", "new");
    }

    @Test
    void append_beforeTheFirstStep_opensIt() throws IOException {
        SegmentSpool spool = rig.make();
        assertThat(spool.append(SpoolRig.entry("first"))).isZero();
        spool.doWork(rig.time.ticks());

        assertThat(SpoolRig.lines(rig.restart())).containsExactly("first");
    }
}
