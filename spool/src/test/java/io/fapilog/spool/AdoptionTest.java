package io.fapilog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fapilog.spi.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which folders of ended processes a spool takes over, and when. */
final class AdoptionTest extends RigTest {
    private static final String OTHER = "http://other:3100/loki/api/v1/push";

    @Test
    void recovery_folderForAnotherDestination_staysAndIsReportedOnce() throws IOException {
        leave("of the other", OTHER);

        SegmentSpool spool = rig.restart();
        assertThat(rig.warnings).isEmpty();
        for (int i = 0; i < 20; i++) {
            rig.step(spool, Duration.ofMinutes(1));
        }

        assertThat(spool.spooled()).isZero();
        assertThat(rig.warnings).singleElement().asString().contains("1 folders", "spool_adopt=all", "spool drain");
        spool.close();
        rig.destination = OTHER;
        assertThat(SpoolRig.lines(rig.start())).containsExactly("of the other");
    }

    @Test
    void recovery_adoptAll_takesOverWhateverTheDestination() throws IOException {
        leave("of the other", OTHER);
        rig.adoptAll = true;

        assertThat(SpoolRig.lines(rig.restart())).containsExactly("of the other");
    }

    @Test
    void recovery_folderWithoutDestination_isTakenOver() throws IOException {
        rig.append(rig.start(), 1);
        Files.delete(rig.file("destination"));

        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0");
    }

    @Test
    void recovery_moreThanThereIsRoomFor_waitsAndIsTakenOverWhenThereIsRoom() throws IOException {
        rig.maxBytes = 2 << 20;
        List<SegmentSpool> ended = List.of(rig.start(), rig.start(), rig.start());
        ended.forEach(spool -> rig.appendLarge(spool, 1_500));
        SegmentSpool spool = rig.restart();

        int read = 0;
        List<Spool.Stored> events = spool.read(64 << 10);
        while (!events.isEmpty()) {
            assertThat(spool.bytes()).isLessThanOrEqualTo(rig.maxBytes);
            read += events.size();
            events.forEach(event -> spool.acknowledge(event.position(), event.position() + 1));
            do {
                spool.doWork(rig.time.ticks());
            } while (spool.isRecovering());
            events = spool.read(64 << 10);
        }

        assertThat(read).isEqualTo(4_500);
        assertThat(rig.recovered).isEqualTo(4_500);
        assertThat(rig.evicted).isZero();
    }

    @Test
    void close_whileFilesWaitForRoom_leavesThemForTheNextProcess() throws IOException {
        rig.maxBytes = 2 << 20;
        rig.appendLarge(rig.start(), 1_500);
        rig.appendLarge(rig.start(), 1_500);
        rig.restart().close();
        rig.maxBytes = 16 << 20;

        assertThat(SpoolRig.lines(rig.restart())).hasSize(3_000);
    }

    @Test
    void search_processThatEndsLater_isTakenOverWithinAMinute() {
        SegmentSpool ending = rig.start();
        SegmentSpool spool = rig.start();
        rig.append(ending, 2);
        ending.close();

        List<String> lines = new ArrayList<>();
        long waited = 0;
        while (lines.isEmpty() && waited <= 60_000_000_000L) {
            long until = spool.untilWork(rig.time.ticks());
            waited += until;
            rig.step(spool, Duration.ofNanos(until));
            while (spool.isRecovering()) {
                spool.doWork(rig.time.ticks());
            }
            lines.addAll(SpoolRig.lines(spool));
        }

        assertThat(lines).containsExactly("0", "1");
    }

    @Test
    void search_nothingToFind_isDoneOnceAMinuteInTheEnd() {
        SegmentSpool spool = rig.start();
        long searches = 0;
        long start = rig.time.ticks();
        while (rig.time.ticks() - start < Duration.ofHours(1).toNanos()) {
            rig.step(spool, Duration.ofNanos(spool.untilWork(rig.time.ticks())));
            searches++;
        }

        assertThat(searches).isBetween(55L, 75L);
    }

    @Test
    void recovery_folderThatOthersMayWriteTo_staysAndIsReported() throws IOException {
        rig.append(rig.start(), 1);
        Path folder = rig.folder();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(rig.restart().spooled()).isZero();
        assertThat(rig.warnings).singleElement().asString().contains(folder.toString(), "chmod o-w");
        assertThat(folder.resolve("0000000000000001.seg")).exists();
    }

    @Test
    void recovery_folderThatTheGroupMayWriteTo_isTakenOver() throws IOException {
        // As Kubernetes leaves all folders of a volume with fsGroup.
        rig.append(rig.start(), 1);
        Files.setPosixFilePermissions(rig.folder(), PosixFilePermissions.fromString("rwxrwx---"));

        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0");
    }

    @Test
    void recovery_pipesInPlaceOfFiles_doNotBlock() throws IOException, InterruptedException {
        rig.append(rig.start(), 1);
        Path folder = rig.folder();
        rig.disk.kill();
        for (String name : List.of("0000000000000002.seg", "cursor", "destination")) {
            Files.deleteIfExists(folder.resolve(name));
            pipe(folder.resolve(name));
        }
        Path planted = Files.createDirectory(rig.directory.resolve("1764000000000-1-1"));
        pipe(planted.resolve("lock"));

        assertThat(rig.start().spooled()).isZero();
        assertThat(SpoolFolder.list(rig.directory)).hasSizeGreaterThan(2);
        Files.delete(folder.resolve("destination"));
        assertThat(SpoolRig.lines(rig.start())).containsExactly("0");
        assertThat(rig.warnings).anyMatch(warning -> warning.contains("not a regular file"));
    }

    @Test
    void recovery_linkToAFolder_isNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectories(rig.directory.resolve("elsewhere"));
        Files.createSymbolicLink(rig.directory.resolve("1764000000000-1-1"), elsewhere);

        rig.start();

        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void recovery_foldersAndFilesInOtherDigits_areTakenOver() throws IOException {
        rig.append(rig.start(), 2);
        rig.disk.kill();
        Path folder = rig.folder();
        Path segment = folder.resolve("0000000000000001.seg");
        Files.move(segment, folder.resolve(arabic("0000000000000001") + ".seg"));
        Files.move(folder, rig.directory.resolve(arabic("1764000000000") + "-" + arabic("17") + "-" + arabic("1")));

        assertThat(SpoolRig.lines(rig.start())).containsExactly("0", "1");
    }

    @Test
    void recovery_directoryCannotBeListed_storesNewEvents() throws IOException {
        rig.disk.failing = "list"::equals;
        SegmentSpool spool = rig.start();

        rig.append(spool, 1);
        for (int i = 0; i < 5; i++) {
            rig.step(spool, Duration.ofMinutes(1));
        }

        rig.append(spool, 1);
        assertThat(rig.warnings).singleElement().asString().contains("could not be searched");
        rig.disk.failing = operation -> false;
        assertThat(SpoolRig.lines(rig.restart())).containsExactly("0", "0");
    }

    private void leave(String line, String destination) throws IOException {
        String before = rig.destination;
        rig.destination = destination;
        SegmentSpool spool = rig.start();
        spool.append(SpoolRig.entry(line));
        rig.step(spool, SpoolRig.SYNC);
        rig.destination = before;
    }

    private static String arabic(String digits) {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, digits.length()).forEach(i -> text.append((char) (digits.charAt(i) - '0' + '٠')));
        return text.toString();
    }

    private static void pipe(Path path) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
    }
}
