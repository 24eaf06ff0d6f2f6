package io.fapilog.cli.input;

import static io.fapilog.cli.input.FilesRig.append;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSetTest {
    @TempDir
    private Path directory;

    private Path path;
    private FilesRig rig;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(directory.resolve("logs"));
        path = directory.resolve("logs/app.log");
        rig = rig(FileKeys.ofFileSystem(), path.toString());
    }

    @AfterEach
    void end() throws IOException {
        rig.finish(false);
    }

    @Test
    void turn_growingFile_passesOnWholeLines() throws IOException {
        append(path, "one\n");
        rig.look().read();
        append(path, "two\nbe");
        rig.look().read();
        assertThat(rig.lines).containsExactly("one", "two");
        append(path, "gun\n");
        rig.look().read();
        assertThat(rig.lines).containsExactly("one", "two", "begun");
        assertThat(rig.counts().consumed()).isEqualTo(14);
    }

    @Test
    void look_missingFile_isToldOnceAndReadWhenItExists() throws IOException {
        rig.look().look().read();
        append(path, "one\n");
        rig.look().read();
        assertThat(rig.lines).containsExactly("one");
        assertThat(rig.told)
                .containsExactly(
                        "INFO " + path + " does not exist; fapilog waits for it", "INFO " + path + " can be read now");
    }

    @Test
    void look_renamedFile_isReadOnWhileTheNewOneIsRead() throws IOException {
        append(path, "one\n");
        rig.look().read();
        Path old = rotate(1);
        append(path, "new\n");
        append(old, "late\n");
        rig.look().read();
        append(old, "later\n");
        rig.pass(Duration.ofMinutes(2)).read();
        append(old, "unended");
        rig.look().read();
        assertThat(rig.lines).containsExactly("one", "late", "new", "later");
        rig.pass(Duration.ofMinutes(6)).read();
        assertThat(rig.lines).containsExactly("one", "late", "new", "later", "unended");
        assertThat(rig.open()).isEqualTo(1);
        assertThat(rig.warnings()).isEmpty();
    }

    @Test
    void look_deletedFile_isReadToItsEndAndClosedSoon() throws IOException {
        append(path, "one\n");
        rig.look();
        Files.delete(path);
        append(path, "new\n");
        rig.look().read();
        assertThat(rig.lines).containsExactly("one", "new");
        rig.pass(Duration.ofSeconds(11)).read();
        assertThat(rig.open()).isEqualTo(1);
    }

    @Test
    void look_severalRotationsWhileReadingIsBlocked_losesNothing() throws IOException {
        append(path, "0\n");
        rig.look();
        for (int i = 1; i <= 5; i++) {
            rotateAll(i);
            append(path, i + "\n");
            rig.look();
        }
        rig.read();
        assertThat(rig.lines).containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    void look_severalRotationsBetweenTwoLooks_findsTheFilesInBetween() throws IOException {
        append(path, "0\n");
        rig.look().read();
        for (int i = 1; i <= 3; i++) {
            rotateAll(i);
            append(path, i + "\n");
            setModified(path, i);
        }
        rig.look().read();
        assertThat(rig.lines).containsExactly("0", "1", "2", "3");
    }

    @Test
    void look_rotatedFilesOfTheTimeBefore_areNotRead() throws IOException {
        append(path.resolveSibling("app.log.1"), "ancient\n");
        append(path.resolveSibling("app-2026-01-01.log"), "ancient\n");
        append(path, "one\n");
        rig.look().read();
        rotateAll(2);
        append(path, "two\n");
        rig.look().read();
        assertThat(rig.lines).containsExactly("one", "two");
    }

    @Test
    void look_moreRotationsThanFilesMayBeOpen_isToldAndReadLater() throws IOException {
        for (int i = 0; i < 130; i++) {
            append(path, i + "\n");
            rig.look();
            Files.move(path, path.resolveSibling("app.log.20260101" + (1000 + i)));
        }
        append(path, "last\n");
        rig.look();
        assertThat(rig.open()).isEqualTo(100);
        assertThat(rig.warnings()).isNotEmpty().allMatch(message -> message.contains("100 rotated files are open"));
        for (int i = 0; i < 3; i++) {
            rig.read().pass(Duration.ofMinutes(6)).read().look();
        }
        rig.read();
        assertThat(rig.lines).hasSize(131).doesNotHaveDuplicates();
    }

    @Test
    void turn_truncatedFile_isReadFromItsBeginning() throws IOException {
        append(path, "one\ntwo\n");
        rig.look().read();
        Files.writeString(path, "new\n", StandardOpenOption.TRUNCATE_EXISTING);
        rig.look().read();
        assertThat(rig.lines).containsExactly("one", "two", "new");
        assertThat(rig.told).singleElement().asString().contains("all that was seen of it had been read");
    }

    @Test
    void turn_truncatedBeforeItWasRead_tellsHowMuchIsLost() throws IOException {
        append(path, "one\n");
        rig.look().read();
        append(path, "two\nthree\nfrag");
        rig.look();
        Files.writeString(path, "n\n", StandardOpenOption.TRUNCATE_EXISTING);
        rig.look().read();
        assertThat(rig.lines).containsExactly("one", "n");
        assertThat(rig.warnings()).singleElement().asString().contains("at least 14 bytes are lost");
        assertThat(rig.counts().lost()).isEqualTo(14);
    }

    @Test
    void turn_truncatedAndFilledBeyondTheOldPosition_readsNoFragmentAndNothingTwice() throws IOException {
        append(path, "one\ntwo\nfrag");
        rig.look().read();
        Files.writeString(path, "first of the new\nsecond of the new\n", StandardOpenOption.TRUNCATE_EXISTING);
        rig.look().read();
        assertThat(rig.lines).containsExactly("one", "two", "first of the new", "second of the new");
        assertThat(rig.counts().lost()).isEqualTo(4);
    }

    @Test
    void turn_truncatedAndFilledToTheOldPosition_isNoticedByItsTime() throws IOException {
        append(path, "one\ntwo\n");
        rig.look().read();
        Files.writeString(path, "abc\ndef\n", StandardOpenOption.TRUNCATE_EXISTING);
        setModified(path, 1);
        rig.look().read();
        assertThat(rig.lines).containsExactly("one", "two", "abc", "def");
    }

    @Test
    void turn_copiedAndTruncated_readsTheRestFromTheCopy() throws IOException {
        append(path, "one\ntw");
        rig.look().read();
        append(path, "o\nthree\n");
        Files.copy(path, path.resolveSibling("app.log.1"));
        Files.writeString(path, "new\n", StandardOpenOption.TRUNCATE_EXISTING);
        rig.look().read();
        assertThat(rig.lines).containsExactlyInAnyOrder("one", "two", "three", "new");
        assertThat(rig.counts().lost()).isZero();
        assertThat(rig.warnings()).isEmpty();
    }

    @Test
    void turn_holeAfterATruncation_isLeftOut() throws IOException {
        append(path, "one\n");
        rig.look().read();
        Files.write(path, "\0\0\0\0new\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        rig.look().read();
        assertThat(rig.lines).containsExactly("one", "new");
    }

    @Test
    void look_permissionDeniedForAMoment_isToldOnceAndWaitedFor() throws IOException {
        append(path, "one\n");
        rig.look().read();
        rotate(1);
        append(path, "new\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        org.junit.jupiter.api.Assumptions.assumeFalse(Files.isReadable(path), "root may read everything");
        rig.look().look().read();
        assertThat(rig.lines).containsExactly("one");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        rig.look().read();
        assertThat(rig.lines).containsExactly("one", "new");
        assertThat(rig.told).hasSize(2);
        assertThat(rig.told.get(0)).contains("permission denied");
    }

    @Test
    void look_fileSystemWithoutKeys_readsTheNewFileAndTheOldOneOnce() throws IOException {
        FilesRig windows = rig(new Tunnelling(), path.toString());
        append(path, "one\n");
        windows.look().read();
        Path old = rotate(1);
        windows.look().read();
        append(path, "new\n");
        windows.look().read().look().read();
        append(old, "late\n");
        windows.look().read().look().read();
        assertThat(windows.lines).containsExactly("one", "new", "late");
        windows.finish(false);
    }

    @Test
    void kill_withState_shipsOnlyTheRestAlsoOfRotatedFiles() throws IOException {
        append(path, "one\ntw");
        rig.look().read().save();
        append(path, "o\nthree\n");
        setModified(path, 0);
        rotate(1);
        append(path, "four\n");
        setModified(path, 1);
        rotateAll(2);
        append(path, "five\n");
        rig.kill().look().read();
        assertThat(rig.lines).containsExactly("one", "two", "three", "four", "five");
        assertThat(rig.save().kill().look().read().lines).hasSize(5);
    }

    @Test
    void kill_fileReplacedByAnotherWithItsKey_readsTheNewOneAndTellsTheLoss() throws IOException {
        append(path, "one\ntwo\n");
        rig.look().read().save();
        append(path, "three\n");
        rig.look().save();
        Files.writeString(path, "other\nlonger than what was read before\n", StandardOpenOption.TRUNCATE_EXISTING);
        rig.kill().look().read();
        assertThat(rig.lines).containsExactly("one", "two", "other", "longer than what was read before");
        assertThat(rig.warnings()).singleElement().asString().contains("the last 6 bytes");
    }

    @Test
    void kill_copiedAndTruncatedMeanwhile_readsTheRestFromTheCopy() throws IOException {
        append(path, "one\n");
        rig.look().read().save();
        append(path, "two\n");
        Files.copy(path, path.resolveSibling("app.log.1"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(path, "new\n", StandardOpenOption.TRUNCATE_EXISTING);
        rig.kill().look().read();
        assertThat(rig.lines).containsExactlyInAnyOrder("one", "two", "new");
    }

    @Test
    void kill_copiedAndTruncatedTwiceMeanwhile_readsBothCopies() throws IOException {
        append(path, "one\n");
        rig.look().read().save().kill();
        for (int i = 2; i <= 3; i++) {
            Path second = path.resolveSibling("app.log.2");
            if (Files.exists(path.resolveSibling("app.log.1"))) {
                Files.move(path.resolveSibling("app.log.1"), second);
            }
            Files.copy(path, path.resolveSibling("app.log.1"));
            Files.writeString(path, "line " + i + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        }
        rig.look().read();
        assertThat(rig.lines).as("%s", rig.told).containsExactlyInAnyOrder("one", "line 2", "line 3");
    }

    @Test
    void turn_unendedLineCopiedAndTruncated_isReadFromTheCopy() throws IOException {
        append(path, "one\n");
        rig.look().read().save().kill();
        Files.copy(path, path.resolveSibling("app.log.1"));
        Files.writeString(path, "li", StandardOpenOption.TRUNCATE_EXISTING);
        rig.look().read();
        append(path, "ne 2\n");
        Files.move(path.resolveSibling("app.log.1"), path.resolveSibling("app.log.2"));
        Files.copy(path, path.resolveSibling("app.log.1"));
        Files.writeString(path, "line 3\n", StandardOpenOption.TRUNCATE_EXISTING);
        rig.look().read();
        assertThat(rig.lines).as("%s", rig.told).containsExactlyInAnyOrder("one", "line 2", "line 3");
    }

    @Test
    void look_pattern_picksUpNewFilesAndFollowsRenamedOnesOnce() throws IOException {
        FilesRig all = rig(FileKeys.ofFileSystem(), directory + "/logs/*.log*");
        append(path, "one\n");
        append(path.resolveSibling("other.log"), "two\n");
        Files.write(path.resolveSibling("old.log.gz"), new byte[] {1, 2, 3, '\n'});
        all.look().read();
        rotate(1);
        append(path, "three\n");
        append(path.resolveSibling("app.log.1"), "four\n");
        append(path.resolveSibling("third.log"), "five\n");
        all.look().read().look().read();
        assertThat(all.lines).containsExactlyInAnyOrder("one", "two", "three", "four", "five");
        all.finish(false);
    }

    private FilesRig rig(FileKeys keys, String pattern) throws IOException {
        return new FilesRig(directory.resolve("state" + System.nanoTime()), keys, pattern);
    }

    private Path rotate(int number) throws IOException {
        return Files.move(path, path.resolveSibling("app.log." + number));
    }

    /** Renames the file and those that were renamed before, as logrotate does. */
    private void rotateAll(int most) throws IOException {
        for (int i = most - 1; i >= 1; i--) {
            Path old = path.resolveSibling("app.log." + i);
            if (Files.exists(old)) {
                Files.move(old, path.resolveSibling("app.log." + (i + 1)));
            }
        }
        rotate(1);
    }

    /** Sets a time that depends on the order only. */
    private static void setModified(Path path, int order) throws IOException {
        long millis = Files.getLastModifiedTime(path).toMillis() + 10 + order;
        Files.setLastModifiedTime(path, java.nio.file.attribute.FileTime.fromMillis(millis));
    }

    /** As Windows does at worst: all files have the same time of creation. */
    private static final class Tunnelling implements FileKeys {
        @Override
        public Key of(java.nio.file.attribute.BasicFileAttributes attributes) {
            return new Key("created", "created", true);
        }
    }
}
